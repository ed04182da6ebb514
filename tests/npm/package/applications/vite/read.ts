import init, { parseSession } from "clerk-session";
import json from "./session.json?raw";

/** What the package makes of the session, or why it could not. */
export async function read(): Promise<string> {
  try {
    await init();
    const { id, expireAt, user } = parseSession(json);
    return JSON.stringify({ id, expireAt, firstName: user?.firstName });
  } catch (error) {
    return String(error);
  }
}
