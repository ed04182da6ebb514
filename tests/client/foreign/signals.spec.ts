import { getEventListeners } from "node:events";
import type { SessionClient } from "clerk-session";
import { before, deferred, envelope } from "../fake_server.js";
import { expect, rejection, test } from "../fixtures.js";
import { inNode } from "../in_node.js";

const hostile = new Error("hostile");
const fail = (): never => {
  throw hostile;
};

/** Returns an AbortSignal with some of its members replaced. */
const signalWith = (members: PropertyDescriptorMap): AbortSignal =>
  Object.defineProperties(new AbortController().signal, members);

const ask = (client: SessionClient, signal: AbortSignal) => client.getClient({ signal });

for (const [label, members] of [
  ["whose aborted throws", { aborted: { get: fail } }],
  ["whose addEventListener throws", { addEventListener: { value: fail } }],
  ["without addEventListener()", { addEventListener: { value: undefined } }],
  [
    "that has aborted, and whose reason throws",
    { aborted: { value: true }, reason: { get: fail } },
  ],
] as const) {
  test(`A signal ${label} rejects its call with invalid_argument, 200 times`, async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(envelope(before));
    for (let round = 0; round < 200; round++) {
      const error = await rejection(ask(clientOfFake, signalWith(members)));
      expect(error.code).toBe("invalid_argument");
      expect(error.message).toBe("signal must be readable");
    }
    expect(fake.lines).toHaveLength(1);
    expect(await clientOfFake.getClient()).toMatchObject({ id: "client_1" });
  });
}

test("If a signal's reason throws on abort, the call rejects with invalid_argument", async ({
  fake,
  clientOfFake,
}) => {
  const answer = deferred(envelope(before));
  fake.answer(answer);
  const signal = signalWith({ reason: { get: fail } });
  const refused = rejection(ask(clientOfFake, signal));
  await fake.arrived(2);
  signal.dispatchEvent(new Event("abort"));
  expect(await refused).toMatchObject({ code: "invalid_argument", cause: hostile });
  answer.release();
});

test("If addEventListener calls the listener, the call rejects with the reason", async ({
  fake,
  clientOfFake,
}) => {
  const signal = signalWith({
    reason: { value: "enough" },
    addEventListener: { value: (_: string, listener: () => void) => listener() },
  });
  await expect(ask(clientOfFake, signal)).rejects.toBe("enough");
  expect(fake.lines).toHaveLength(1);
});

test("If addEventListener calls the client, all calls resolve", async ({ fake, clientOfFake }) => {
  fake.answer(envelope(before));
  const inner: Promise<unknown>[] = [];
  const { signal } = new AbortController();
  const add = signal.addEventListener.bind(signal);
  const value = (type: "abort", listener: () => void) => {
    Object.defineProperty(signal, "addEventListener", { value: add });
    inner.push(
      clientOfFake.getClient({ signal }),
      clientOfFake.touchSession("sess_1", { signal }).catch(() => {}),
    );
    add(type, listener);
  };
  Object.defineProperty(signal, "addEventListener", { value, configurable: true });
  expect(await ask(clientOfFake, signal)).toMatchObject({ id: "client_1" });
  await Promise.all(inner);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("The calls of one signal share a listener until the last of them settles", async ({
  fake,
  clientOfFake,
}) => {
  const { signal } = new AbortController();
  const answer = deferred(envelope(before));
  fake.answer(answer);
  const calls = [
    clientOfFake.getSession("sess_1", { signal }),
    ask(clientOfFake, signal),
    ask(clientOfFake, signal),
  ];
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  answer.release();
  await Promise.allSettled(calls);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("A signal aborts all its calls, also after the first of them has settled", async ({
  fake,
  clientOfFake,
}) => {
  const controller = new AbortController();
  const { signal } = controller;
  fake.answer(envelope(before), { handle: () => {} });
  const first = ask(clientOfFake, signal);
  const later = clientOfFake.getSession("sess_1", { signal });
  await first;
  await fake.arrived(3);
  controller.abort("enough");
  await expect(later).rejects.toBe("enough");
  await expect(ask(clientOfFake, signal)).rejects.toBe("enough");
});

test("Eleven calls with one signal print no warning in Node", async () => {
  const program = `
    const warnings = [];
    process.on("warning", ({ name }) => warnings.push(name));
    const { default: init, SessionClient } = await import("clerk-session");
    await init();
    globalThis.fetch = async () => new Promise(() => {});
    const client = new SessionClient({ frontendApi: "clerk.example.com", clientToken: "token" });
    const controller = new AbortController();
    const { signal } = controller;
    const ids = Array.from({ length: 11 }, (_, i) => "sess_" + i);
    const calls = ids.map((id) => client.getSession(id, { signal }));
    controller.abort("enough");
    const outcomes = await Promise.allSettled(calls);
    await new Promise((resolve) => setTimeout(resolve, 10));
    console.log(JSON.stringify({ warnings, reasons: outcomes.map(({ reason }) => reason) }));
    process.exit();
  `;
  expect(await inNode(program)).toEqual({ warnings: [], reasons: Array(11).fill("enough") });
});
