// The entry `./slim`: the module is a file beside the code, compiled while it is still being
// downloaded.
import { loadModule } from "./load.js";

export * from "./api.js";

export default function init(source) {
  return loadModule(source, () => new URL("./clerk_session_bg.wasm", import.meta.url));
}
