import { deferred } from "./fake_server.js";
import { expect, rejection, test } from "./fixtures.js";
import { sessionToken, tokenResponse } from "./session_token.js";

const first = sessionToken({ iat: 1_700_000_000 });
const second = sessionToken({ iat: 1_700_000_100 });

// Both iat and exp are rounded down to whole seconds, so such a token lives 59 s at least.
for (const [leewaySeconds, lastMs] of [
  [undefined, 49_000],
  [10, 49_000],
  [0, 58_999],
  [1, 58_000],
  [30, 29_000],
  [58, 1_000],
  [59, 0],
] as const) {
  const options = leewaySeconds === undefined ? {} : { leewaySeconds };
  test(`A 60 s token is returned for ${lastMs} ms at most with ${JSON.stringify(options)}`, async ({
    clock,
    fake,
    clientOfFake,
  }) => {
    fake.answer(tokenResponse(first), tokenResponse(second));
    expect(await clientOfFake.getToken(options)).toBe(first);
    clock.advance(lastMs);
    expect(await clientOfFake.getToken(options)).toBe(first);
    expect(fake.lines).toHaveLength(2);
    clock.advance(1);
    expect(await clientOfFake.getToken(options)).toBe(second);
    expect(fake.lines).toHaveLength(3);
  });
}

test("Each call applies its own leeway", async ({ clock, fake, clientOfFake }) => {
  fake.answer(tokenResponse(first), tokenResponse(second));
  await clientOfFake.getToken();
  clock.advance(40_000);
  expect(await clientOfFake.getToken({ leewaySeconds: 19 })).toBe(first);
  expect(await clientOfFake.getToken({ leewaySeconds: 20 })).toBe(second);
  expect(await clientOfFake.getToken()).toBe(second);
  expect(fake.lines).toHaveLength(3);
});

for (const [lifetime, leewaySeconds] of [
  [60, 60],
  [60, 2 ** 31 - 1],
  [20, 30],
  [10, undefined],
  [5, undefined],
] as const) {
  const leeway =
    leewaySeconds === undefined ? "The default leeway" : `A leeway of ${leewaySeconds}`;
  test(`${leeway} exceeds a new token of ${lifetime} s: invalid_argument names the limit`, async ({
    clock,
    fake,
    clientOfFake,
  }) => {
    fake.answer(tokenResponse(sessionToken({ lifetime })));
    const options = leewaySeconds === undefined ? {} : { leewaySeconds };
    const error = await rejection(clientOfFake.getToken(options));
    expect(error.code).toBe("invalid_argument");
    expect(error.message).toMatch(
      new RegExp(`leewaySeconds is ${leewaySeconds ?? 10}\\b.* allows ${lifetime - 1} at most$`),
    );
    expect(fake.lines).toHaveLength(2);
    // The token is cached for calls with less leeway.
    clock.advance(1_000);
    await clientOfFake.getToken({ leewaySeconds: 0 });
    expect(fake.lines).toHaveLength(2);
  });
}

test("If a token's response took too long, it is requested again once", async ({
  clock,
  fake,
  clientOfFake,
}) => {
  const slow = [first, second].map((token) => deferred(tokenResponse(token)));
  fake.answer(...slow);
  const refused = rejection(clientOfFake.getToken({ leewaySeconds: 50 }));
  for (const [index, answer] of slow.entries()) {
    await fake.arrived(2 + index);
    clock.advance(10_001);
    answer.release();
  }
  expect(await refused).toMatchObject({ code: "timeout", message: "the token came too late" });
  expect(fake.lines).toHaveLength(3);
});

test("A token's age counts from the time its request was sent", async ({
  clock,
  fake,
  clientOfFake,
}) => {
  const slow = deferred(tokenResponse(first));
  fake.answer(slow, tokenResponse(second));
  const token = clientOfFake.getToken();
  await fake.arrived(2);
  clock.advance(20_000);
  slow.release();
  expect(await token).toBe(first);
  clock.advance(29_000);
  expect(await clientOfFake.getToken()).toBe(first);
  clock.advance(1);
  expect(await clientOfFake.getToken()).toBe(second);
});

test("A token's age counts from the last attempt of a retried request", async ({
  clock,
  fake,
  clientOfFake,
  timers,
}) => {
  fake.answer({ status: 503 }, tokenResponse(first), tokenResponse(second));
  const token = clientOfFake.getToken();
  const wait = await timers.next(250, 500);
  clock.advance(30_000);
  wait.fire();
  expect(await token).toBe(first);
  clock.advance(49_000);
  expect(await clientOfFake.getToken()).toBe(first);
  clock.advance(1);
  expect(await clientOfFake.getToken()).toBe(second);
});

for (const [label, iat] of [
  ["years behind", 1_000_000_000],
  ["years ahead", 3_000_000_000],
] as const) {
  test(`If the server's clock is ${label}, a token lives from its iat to its exp`, async ({
    clock,
    fake,
    clientOfFake,
  }) => {
    fake.answer(tokenResponse(sessionToken({ iat })), tokenResponse(second));
    await clientOfFake.getToken();
    clock.advance(49_000);
    await clientOfFake.getToken();
    expect(fake.lines).toHaveLength(2);
    clock.advance(1);
    await clientOfFake.getToken();
    expect(fake.lines).toHaveLength(3);
  });
}

test("If performance.now() stands still while the machine sleeps, that time counts", async ({
  clock,
  fake,
  clientOfFake,
}) => {
  fake.answer(tokenResponse(first), tokenResponse(second));
  await clientOfFake.getToken();
  clock.sleep(49_000);
  expect(await clientOfFake.getToken()).toBe(first);
  clock.sleep(1);
  expect(await clientOfFake.getToken()).toBe(second);
});

test("If the wall clock is set back, performance.now() counts", async ({
  clock,
  fake,
  clientOfFake,
}) => {
  fake.answer(tokenResponse(first), tokenResponse(second));
  await clientOfFake.getToken();
  clock.adjustWall(-3_600_000);
  clock.advance(49_000);
  expect(await clientOfFake.getToken()).toBe(first);
  clock.advance(1);
  expect(await clientOfFake.getToken()).toBe(second);
});

test("If the wall clock is set forward, a token is requested too early at worst", async ({
  clock,
  fake,
  clientOfFake,
}) => {
  fake.answer(tokenResponse(first), tokenResponse(second));
  await clientOfFake.getToken();
  clock.adjustWall(3_600_000);
  expect(await clientOfFake.getToken()).toBe(second);
  clock.advance(49_000);
  expect(await clientOfFake.getToken()).toBe(second);
  expect(fake.lines).toHaveLength(3);
});

test("An expired token is never returned, even if every request fails", async ({
  clock,
  fake,
  createClient,
}) => {
  const client = createClient({ proxyUrl: fake.url, maxRetries: 0 });
  const session = "sess_1";
  fake.answer(tokenResponse(first), { status: 500 });
  await client.getToken({ session });
  clock.advance(59_000);
  fake.answer({ status: 500 });
  expect(await rejection(client.getToken({ session, leewaySeconds: 0 }))).toMatchObject({
    status: 500,
  });
});

test.describe("Of two tokens, the cache keeps the fresher one. With", () => {
  const at = (oiat: number | null, iat: number) => sessionToken({ oiat, iat });
  for (const [label, fresh, stale] of [
    ["a later oiat and any iat", at(20, 100), at(19, 200)],
    ["the same oiat and a later iat", at(20, 101), at(20, 100)],
    ["an oiat instead of none", at(1, 100), at(null, 200)],
    ["no oiat and a later iat", at(null, 101), at(null, 100)],
  ] as const) {
    test(`${label}, a token is not replaced by a staler one`, async ({
      clock,
      fake,
      clientOfFake,
    }) => {
      fake.answer(tokenResponse(fresh), tokenResponse(stale));
      await clientOfFake.getToken();
      clock.advance(1_000);
      expect(await clientOfFake.getToken({ skipCache: true })).toBe(fresh);
      expect(await clientOfFake.getToken()).toBe(fresh);
      expect(fake.lines).toHaveLength(3);
    });

    test(`${label}, a token is replaced by a staler one after its expiry`, async ({
      clock,
      fake,
      clientOfFake,
    }) => {
      fake.answer(tokenResponse(fresh), tokenResponse(stale));
      await clientOfFake.getToken();
      clock.advance(59_000);
      expect(await clientOfFake.getToken()).toBe(stale);
      expect(await clientOfFake.getToken()).toBe(stale);
      expect(fake.lines).toHaveLength(3);
    });

    test(`${label}, a token replaces a staler one`, async ({ fake, clientOfFake }) => {
      fake.answer(tokenResponse(stale), tokenResponse(fresh));
      await clientOfFake.getToken();
      expect(await clientOfFake.getToken({ skipCache: true })).toBe(fresh);
      expect(await clientOfFake.getToken()).toBe(fresh);
      expect(fake.lines).toHaveLength(3);
    });
  }

  test("responses in another order than their requests, it is kept too", async ({
    fake,
    clientOfFake,
  }) => {
    const early = deferred(tokenResponse(at(10, 10)));
    fake.answer(early, tokenResponse(at(11, 11)));
    const slow = clientOfFake.getToken();
    await fake.arrived(2);
    expect(await clientOfFake.getToken({ skipCache: true })).toBe(at(11, 11));
    early.release();
    expect(await slow).toBe(at(11, 11));
    expect(await clientOfFake.getToken()).toBe(at(11, 11));
    expect(fake.lines).toHaveLength(3);
  });
});
