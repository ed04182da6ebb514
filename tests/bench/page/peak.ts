import { readClient, start } from "../peers/clerk_session.js";
import { moduleMemory } from "./instances.js";

/**
 * Returns how much the memory of a new module grows while it reads a text by one of two methods.
 */
export async function growth(
  text: string,
  by: "parseClient" | "getClient",
): Promise<{ bytes: number; grown: number }> {
  const bytes = new TextEncoder().encode(text);
  const client = await start();
  globalThis.fetch = async () => new Response(`{"response":${text},"client":null}`);
  const { memoryBytes } = moduleMemory();
  const read = by === "parseClient" ? readClient(bytes) : await client.getClient();
  if (read?.sessions.length === 0) throw new Error("nothing has been read");
  const grown = moduleMemory().memoryBytes - memoryBytes;
  client.close();
  return { bytes: bytes.length, grown };
}
