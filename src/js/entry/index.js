// The entry `.`: the module's bytes come with the code, so that no bundler, server or CSP has to let another file through.
import text from "clerk-session-wasm-text";
import { decode } from "./bytes_as_text.js";
import { loadModule } from "./load.js";
import { join } from "./streams.js";

export * from "./api.js";

export default function init(source) {
  return loadModule(source, () => join(text.split(" ").map(decode)));
}
