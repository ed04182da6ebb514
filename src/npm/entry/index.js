// The entry `.`: the code contains the module's bytes, so that no bundler, server or CSP has to
// allow another file.

import decoder from "clerk-session-decoder";
import text from "clerk-session-module-text";
import { decodeModule } from "../../../scripts/module_text/decode.js";
import { loadModule } from "./load.js";

export * from "./api.js";

export default function init(source) {
  return loadModule(source, () => decodeModule(new Uint8Array(decoder), text));
}
