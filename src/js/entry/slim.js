import load from "clerk-session-glue";

export * from "./api.js";

export default async function init(source) {
  await load({ module_or_path: source ?? new URL("./clerk_session_bg.wasm", import.meta.url) });
}
