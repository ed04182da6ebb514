// The other entry offers the same.
import type * as Whole from "clerk-session";
import * as slim from "clerk-session/slim";

const same: typeof Whole = slim;
export const back: typeof slim = same;
