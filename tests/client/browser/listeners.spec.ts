import { ada, expect, test } from "./page.js";

test("In a page, an error of a listener is reported as uncaught, and the call continues", async ({
  page,
  load,
  connect,
  signIn,
}) => {
  const reported: string[] = [];
  page.on("pageerror", ({ message }) => reported.push(message));
  await load(page);
  await connect(page);
  const id = await signIn(page, ada);
  const outcome = await page.evaluate(async () => {
    const { client } = window;
    let calls = 0;
    client.subscribe(() => {
      throw new Error("from a listener");
    });
    client.subscribe(() => Promise.reject(new Error("from an async listener")) as never);
    client.subscribe(() => {
      calls += 1;
    });
    const loaded = await client.getClient();
    return [loaded?.lastActiveSessionId, calls];
  });
  expect(outcome).toEqual([id, 1]);
  await expect.poll(() => reported).toEqual(["from a listener", "from an async listener"]);
});
