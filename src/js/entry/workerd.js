// The entry for Cloudflare's workers, which compile no bytes at run time: the module comes compiled.

import { loadModule } from "./api.js";
import module from "./clerk_session_bg.wasm";

export {
  deleteSession,
  parseClient,
  parseSession,
  parseSessions,
  SessionClient,
  SessionError,
} from "./api.js";

export default function init(source) {
  return loadModule(source ?? module);
}
