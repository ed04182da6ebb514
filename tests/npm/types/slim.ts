// The entry ./slim has the same exports.
import type * as Whole from "clerk-session";
import * as slim from "clerk-session/slim";

const same: typeof Whole = slim;
export const back: typeof slim = same;
