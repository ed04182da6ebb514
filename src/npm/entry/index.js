// The entry `.`: the module's bytes come with the code, so that no bundler, server or CSP has to
// let another file through.
import text from "clerk-session-module-text";
import unpacker from "clerk-session-unpacker";
import { loadModule } from "./load.js";
import { unpack } from "./unpack.js";

export * from "./api.js";

export default function init(source) {
  return loadModule(source, () => unpack(new Uint8Array(unpacker), text));
}
