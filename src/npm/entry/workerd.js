// The entry for Cloudflare's workers, which cannot compile bytes at run time: the module is
// imported compiled.

import module from "./clerk_session_bg.wasm";
import { loadModule } from "./load.js";

export * from "./api.js";

export default function init(source) {
  return loadModule(source, () => module);
}
