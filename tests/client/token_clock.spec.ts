import { heldBack } from "./fake_server.js";
import { expect, rejection, test } from "./fixtures.js";
import { answered, sessionToken } from "./session_token.js";

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
    held,
  }) => {
    fake.answer(answered(first), answered(second));
    expect(await held.getToken(options)).toBe(first);
    clock.pass(lastMs);
    expect(await held.getToken(options)).toBe(first);
    expect(fake.lines).toHaveLength(2);
    clock.pass(1);
    expect(await held.getToken(options)).toBe(second);
    expect(fake.lines).toHaveLength(3);
  });
}

test("to each caller by its own leeway", async ({ clock, fake, held }) => {
  fake.answer(answered(first), answered(second));
  await held.getToken();
  clock.pass(40_000);
  expect(await held.getToken({ leewaySeconds: 19 })).toBe(first);
  expect(await held.getToken({ leewaySeconds: 20 })).toBe(second);
  expect(await held.getToken()).toBe(second);
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
    held,
  }) => {
    fake.answer(answered(sessionToken({ life })));
    const options = leewaySeconds === undefined ? {} : { leewaySeconds };
    const error = await rejection(held.getToken(options));
    expect(error.code).toBe("invalid_argument");
    expect(error.message).toMatch(
      new RegExp(`leewaySeconds is ${leewaySeconds ?? 10}\\b.* allows ${life - 1} at most$`),
    );
    expect(fake.lines).toHaveLength(2);
    // What came all the same is good for whoever asks for less.
    clock.pass(1_000);
    await held.getToken({ leewaySeconds: 0 });
    expect(fake.lines).toHaveLength(2);
  });
}

test("a token that took too long to come is asked for once more, and only once", async ({
  clock,
  fake,
  held,
}) => {
  const slow = [first, second].map((token) => heldBack(answered(token)));
  fake.answer(...slow);
  const refused = rejection(held.getToken({ leewaySeconds: 50 }));
  for (const [index, answer] of slow.entries()) {
    await fake.arrived(2 + index);
    clock.pass(10_001);
    answer.letGo();
  }
  expect(await refused).toMatchObject({ code: "timeout", message: "the token came too late" });
  expect(fake.lines).toHaveLength(3);
});

test("its age counts from when the request was sent", async ({ clock, fake, held }) => {
  const slow = heldBack(answered(first));
  fake.answer(slow, answered(second));
  const token = held.getToken();
  await fake.arrived(2);
  clock.pass(20_000);
  slow.letGo();
  expect(await token).toBe(first);
  clock.pass(29_000);
  expect(await held.getToken()).toBe(first);
  clock.pass(1);
  expect(await held.getToken()).toBe(second);
});

test("of a request that was repeated, from the last time", async ({
  clock,
  fake,
  held,
  timers,
}) => {
  fake.answer({ status: 503 }, answered(first), answered(second));
  const token = held.getToken();
  const wait = await timers.next(250, 500);
  clock.pass(30_000);
  wait.goOff();
  expect(await token).toBe(first);
  clock.pass(49_000);
  expect(await held.getToken()).toBe(first);
  clock.pass(1);
  expect(await held.getToken()).toBe(second);
});

for (const [what, iat] of [
  ["years behind", 1_000_000_000],
  ["years ahead", 3_000_000_000],
] as const) {
  test(`the server's clock is ${what}: a token lives from its iat to its exp all the same`, async ({
    clock,
    fake,
    held,
  }) => {
    fake.answer(answered(sessionToken({ iat })), answered(second));
    await held.getToken();
    clock.pass(49_000);
    await held.getToken();
    expect(fake.lines).toHaveLength(2);
    clock.pass(1);
    await held.getToken();
    expect(fake.lines).toHaveLength(3);
  });
}

test("the machine sleeps, and the clock that nobody can set stands still: the time counts", async ({
  clock,
  fake,
  held,
}) => {
  fake.answer(answered(first), answered(second));
  await held.getToken();
  clock.sleep(49_000);
  expect(await held.getToken()).toBe(first);
  clock.sleep(1);
  expect(await held.getToken()).toBe(second);
});

test("the clock on the wall is set back: the other one counts", async ({ clock, fake, held }) => {
  fake.answer(answered(first), answered(second));
  await held.getToken();
  clock.set(-3_600_000);
  clock.pass(49_000);
  expect(await held.getToken()).toBe(first);
  clock.pass(1);
  expect(await held.getToken()).toBe(second);
});

test("the clock on the wall is set forward: at worst a token is asked for too soon", async ({
  clock,
  fake,
  held,
}) => {
  fake.answer(answered(first), answered(second));
  await held.getToken();
  clock.set(3_600_000);
  expect(await held.getToken()).toBe(second);
  clock.pass(49_000);
  expect(await held.getToken()).toBe(second);
  expect(fake.lines).toHaveLength(3);
});

test("an expired token is never given out, even if no other can be had", async ({
  clock,
  fake,
  open,
}) => {
  const client = open({ proxyUrl: fake.url, maxRetries: 0 });
  const session = "sess_1";
  fake.answer(answered(first), { status: 500 });
  await client.getToken({ session });
  clock.pass(59_000);
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
      held,
    }) => {
      fake.answer(answered(fresh), answered(stale));
      await held.getToken();
      clock.pass(1_000);
      expect(await held.getToken({ skipCache: true })).toBe(fresh);
      expect(await held.getToken()).toBe(fresh);
      expect(fake.lines).toHaveLength(3);
    });

    test(`${what}: when that is over, a staler one is better than none`, async ({
      clock,
      fake,
      held,
    }) => {
      fake.answer(answered(fresh), answered(stale));
      await held.getToken();
      clock.pass(59_000);
      expect(await held.getToken()).toBe(stale);
      expect(await held.getToken()).toBe(stale);
      expect(fake.lines).toHaveLength(3);
    });

    test(`${what}: it takes the place of a staler one`, async ({ fake, held }) => {
      fake.answer(answered(stale), answered(fresh));
      await held.getToken();
      expect(await held.getToken({ skipCache: true })).toBe(fresh);
      expect(await held.getToken()).toBe(fresh);
      expect(fake.lines).toHaveLength(3);
    });
  }

  test("answers that come in another order than they were asked for", async ({ fake, held }) => {
    const early = heldBack(answered(at(10, 10)));
    fake.answer(early, answered(at(11, 11)));
    const slow = held.getToken();
    await fake.arrived(2);
    expect(await held.getToken({ skipCache: true })).toBe(at(11, 11));
    early.letGo();
    expect(await slow).toBe(at(11, 11));
    expect(await held.getToken()).toBe(at(11, 11));
    expect(fake.lines).toHaveLength(3);
  });
});
