import { deferred } from "./fake_server.js";
import { expect, rejection, test } from "./fixtures.js";
import { sessionToken, tokenResponse } from "./session_token.js";

const first = sessionToken({ iat: 1_700_000_000 });
const second = sessionToken({ iat: 1_700_000_100 });

// Both iat and exp are whole seconds, rounded down: 59 s are what such a token certainly lives.
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
  test(`a token that lives 60 s is given out for ${lastMs} ms with ${JSON.stringify(options)}, and no longer`, async ({
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

test("to each caller by its own leeway", async ({ clock, fake, clientOfFake }) => {
  fake.answer(tokenResponse(first), tokenResponse(second));
  await clientOfFake.getToken();
  clock.advance(40_000);
  expect(await clientOfFake.getToken({ leewaySeconds: 19 })).toBe(first);
  expect(await clientOfFake.getToken({ leewaySeconds: 20 })).toBe(second);
  expect(await clientOfFake.getToken()).toBe(second);
  expect(fake.lines).toHaveLength(3);
});

for (const [life, leewaySeconds] of [
  [60, 60],
  [60, 2 ** 31 - 1],
  [20, 30],
  [10, undefined],
  [5, undefined],
] as const) {
  test(`more leeway (${leewaySeconds ?? "the default"}) than a fresh token of ${life} s allows: one request, and invalid_argument naming the longest`, async ({
    clock,
    fake,
    clientOfFake,
  }) => {
    fake.answer(tokenResponse(sessionToken({ life })));
    const options = leewaySeconds === undefined ? {} : { leewaySeconds };
    const error = await rejection(clientOfFake.getToken(options));
    expect(error.code).toBe("invalid_argument");
    expect(error.message).toMatch(
      new RegExp(`leewaySeconds is ${leewaySeconds ?? 10}\\b.* allows ${life - 1} at most$`),
    );
    expect(fake.lines).toHaveLength(2);
    // What came all the same is good for whoever asks for less.
    clock.advance(1_000);
    await clientOfFake.getToken({ leewaySeconds: 0 });
    expect(fake.lines).toHaveLength(2);
  });
}

test("a token that took too long to come is asked for once more, and only once", async ({
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

test("its age counts from when the request was sent", async ({ clock, fake, clientOfFake }) => {
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

test("of a request that was repeated, from the last time", async ({
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

for (const [what, iat] of [
  ["years behind", 1_000_000_000],
  ["years ahead", 3_000_000_000],
] as const) {
  test(`the server's clock is ${what}: a token lives from its iat to its exp all the same`, async ({
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

test("the machine sleeps, and the clock that nobody can set stands still: the time counts", async ({
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

test("the clock on the wall is set back: the other one counts", async ({
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

test("the clock on the wall is set forward: at worst a token is asked for too soon", async ({
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

test("an expired token is never given out, even if no other can be had", async ({
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

test.describe("of two tokens, the fresher one stays:", () => {
  const at = (oiat: number | null, iat: number) => sessionToken({ oiat, iat });
  for (const [what, fresh, stale] of [
    ["the later oiat, whatever the iat", at(20, 100), at(19, 200)],
    ["with the same oiat, the later iat", at(20, 101), at(20, 100)],
    ["any oiat before none", at(1, 100), at(null, 200)],
    ["without oiat, the later iat", at(null, 101), at(null, 100)],
  ] as const) {
    test(`${what}: a staler one from the server does not take its place`, async ({
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

    test(`${what}: when that is over, a staler one is better than none`, async ({
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

    test(`${what}: it takes the place of a staler one`, async ({ fake, clientOfFake }) => {
      fake.answer(tokenResponse(stale), tokenResponse(fresh));
      await clientOfFake.getToken();
      expect(await clientOfFake.getToken({ skipCache: true })).toBe(fresh);
      expect(await clientOfFake.getToken()).toBe(fresh);
      expect(fake.lines).toHaveLength(3);
    });
  }

  test("answers that come in another order than they were asked for", async ({
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
