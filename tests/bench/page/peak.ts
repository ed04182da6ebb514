import { readClient, start } from "../peers/clerk_session.js";
import { held } from "./instances.js";

/** How much memory a module that is new takes while it reads a text, by either of the ways that there are. */
export async function growth(
  text: string,
  by: "parseClient" | "getClient",
): Promise<{ bytes: number; grown: number }> {
  const bytes = new TextEncoder().encode(text);
  const client = await start();
  globalThis.fetch = async () => new Response(`{"response":${text},"client":null}`);
  const { memoryBytes } = held();
  const read = by === "parseClient" ? readClient(bytes) : await client.getClient();
  if (read?.sessions.length === 0) throw new Error("nothing has been read");
  const grown = held().memoryBytes - memoryBytes;
  client.close();
  return { bytes: bytes.length, grown };
}
