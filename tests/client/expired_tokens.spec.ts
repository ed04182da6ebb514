import { expect, test } from "@playwright/test";
import { captureMemory, inNode } from "./in_node.js";

/**
 * A program that requests tokens of ever new organizations and templates, each after the previous
 * pair has expired. It prints the size of the module's memory after 20 tokens and after 300 more.
 * Each token is 8 KiB long: 300 retained tokens would be 2.4 MB.
 */
const program = `
  const { default: init, SessionClient } = await import("clerk-session");
  ${captureMemory}
  await init();
  let later = 0;
  const { now } = Date;
  const monotonic = performance.now.bind(performance);
  Date.now = () => now() + later;
  performance.now = () => monotonic() + later;

  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  globalThis.fetch = async (url, { body }) => {
    const org_id = new URLSearchParams(body).get("organization_id") ?? undefined;
    const claims = { iat: 1, exp: 61, org_id, pad: "x".repeat(6_000) };
    const jwt = part({}) + "." + part(claims) + ".c2ln";
    return new Response(JSON.stringify({ object: "token", jwt }));
  };
  const client = new SessionClient({ frontendApi: "clerk.example.com", clientToken: "token" });
  const session = "sess_1";
  const rounds = async (count, prefix) => {
    for (let round = 0; round < count; round += 1) {
      await client.getToken({ session, organizationId: "org_" + prefix + round });
      await client.getToken({ session, template: prefix + round });
      later += 61_000;
    }
  };
  await rounds(10, "a");
  const before = memory.buffer.byteLength;
  await rounds(150, "b");
  console.log(JSON.stringify({ before, after: memory.buffer.byteLength }));
`;

test("Expired tokens of templates and organizations no longer in use are freed", async () => {
  const { before, after } = (await inNode(program)) as { before: number; after: number };
  expect(before).toBeGreaterThan(0);
  expect(after).toBe(before);
});
