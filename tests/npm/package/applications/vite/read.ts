import init, { parseSession } from "clerk-session";
import json from "./session.json?raw";

/** Returns the parsed session's fields, or the error's text. */
export async function read(): Promise<string> {
  try {
    await init();
    const { id, expireAt, user } = parseSession(json);
    return JSON.stringify({ id, expireAt, firstName: user?.firstName });
  } catch (error) {
    return String(error);
  }
}
