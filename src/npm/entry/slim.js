// The entry `./slim`: the module is a separate file next to the code, and is compiled while it is
// downloaded.
import { loadModule } from "./load.js";

export * from "./api.js";

export default function init(source) {
  return loadModule(source, () => new URL("./clerk_session_bg.wasm", import.meta.url));
}
