// Revokes all sessions of a user but one. revoke_others.rs does the same for Rust.

/** The number of revocations in flight at once. */
const AT_ONCE = 3;

/** Returns whether a session may be used. An unknown status confirms no sign-out. */
const isAlive = ({ status }) => /^(active|pending|unknown)$/.test(status);

/** Revokes the sessions. `call` calls a method of the client's core with its arguments. */
export async function revokeOthers(call, options) {
  const as = await call("resolveSession", [options]);
  const bound = { as, signal: options?.signal, timeoutMs: options?.timeoutMs };
  const list = () => call("listSessions", [bound]);
  /** Throws an error that ends the whole call, because nothing more can be sent. */
  const rethrowIfEnded = (error) => {
    if (bound.signal?.aborted || error.code === "closed") throw error;
  };

  const others = (await list()).filter((session) => session.id !== as && isAlive(session));
  const ended = new Map();
  const errors = new Map();
  const queue = others.values();
  const work = async () => {
    for (const session of queue) {
      try {
        ended.set(session, await call("revokeSession", [session.id, bound]));
      } catch (error) {
        rethrowIfEnded(error);
        errors.set(session, error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  if (errors.size > 0) {
    const listed = await list().catch(rethrowIfEnded);
    for (const session of errors.keys()) {
      const found = listed?.find(({ id }) => id === session.id) ?? session;
      if (listed && !(listed.includes(found) && isAlive(found))) ended.set(session, found);
    }
  }
  return {
    revoked: others.filter((session) => ended.has(session)).map((session) => ended.get(session)),
    failed: others
      .filter((session) => !ended.has(session))
      .map((session) => ({ session, error: errors.get(session) })),
  };
}
