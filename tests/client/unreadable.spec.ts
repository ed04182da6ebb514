import type { SessionError } from "clerk-session";
import { envelope, type PlannedResponse, wireClient, wireSession } from "./fake_server.js";
import { anyToken, expect, test } from "./fixtures.js";
import { inNode } from "./in_node.js";

/** Returns a client whose first session has an optional field of the wrong type. */
const odd = (field: string): PlannedResponse =>
  envelope(
    wireClient("client_1", [
      wireSession("sess_1", "active", { [field]: 7 }),
      wireSession("sess_2"),
    ]),
  );

test("An unreadable optional field is reported to onUnreadable, once for each path", async ({
  fake,
  createClient,
}) => {
  const errors: SessionError[] = [];
  const onUnreadable = (error: SessionError) => errors.push(error);
  const client = createClient({ proxyUrl: fake.url, clientToken: anyToken, onUnreadable });
  fake.answer(odd("public_user_data"));
  expect(await client.getClient()).toMatchObject({
    sessions: [{ publicUserData: null }, { id: "sess_2" }],
  });
  await client.getClient();
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ name: "SessionError", code: "invalid_response" });
  expect(errors[0]?.path).toMatch(/sessions\[\]\.public_user_data$/);
});

test("If onUnreadable throws, that is reported. Without it, console.warn is called", async () => {
  const program = `
    const printed = [];
    console.error = (error) => printed.push(["error", error.message]);
    console.warn = (message) => printed.push(["warn", /actor|tasks|user/.exec(message)?.[0]]);
    const { default: init, SessionClient } = await import("clerk-session");
    await init();
    const id = "sess_1";
    const session = { id, status: "active", expire_at: 1, last_active_at: 2 };
    let field;
    globalThis.fetch = async () => {
      const sessions = [{ ...session, [field]: 7 }];
      const client = { id: "client_1", sessions, last_active_session_id: id };
      return new Response(JSON.stringify({ response: client, client: null }));
    };
    const options = { frontendApi: "clerk.example.com", clientToken: "token" };
    const onUnreadable = () => { throw new Error("from onUnreadable"); };
    field = "tasks";
    printed.push((await new SessionClient({ ...options, onUnreadable }).getClient()).id);
    field = "user";
    printed.push((await new SessionClient(options).getClient()).id);
    console.log(JSON.stringify(printed));
  `;
  expect(await inNode(program)).toEqual([
    ["error", "from onUnreadable"],
    "client_1",
    ["warn", "user"],
    "client_1",
  ]);
});
