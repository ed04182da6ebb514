// The entry `.`: the module's bytes come with the code, so that no bundler, server or CSP has to let another file through.
import hex from "clerk-session-wasm-hex";
import { loadModule } from "./api.js";

export {
  deleteSession,
  parseClient,
  parseSession,
  parseSessions,
  SessionClient,
  SessionError,
} from "./api.js";

export default function init(source) {
  return loadModule(source ?? decode(hex));
}

function decode(text) {
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
  );
}
