import { initSync } from "clerk-session-glue";
import module from "./clerk_session_bg.wasm";

export * from "./api.js";

export default async function init(source) {
  initSync({ module: (await source) ?? module });
}
