import { getClient, lines } from "../../fixtures.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests, watchErrors } from "./tabs.js";

test("Messages that do not follow the protocol are ignored", async ({
  api,
  openTab,
  broadcast,
}) => {
  const tab = await openTab();
  const errors = watchErrors(tab);
  await broadcast(
    undefined,
    null,
    0,
    Number.NaN,
    "changed",
    "",
    true,
    {},
    { kind: "changed" },
    { 0: "changed", length: 1 },
    [],
    [null],
    [["changed"]],
    ["CHANGED"],
    ["wanted"],
    ["wanted", 7],
    ["wanted", 7, 7],
    ["wanted", 7, null],
    ["wanted", 7, {}],
    ["wanted", 7, ""],
    ["wanted", 7, "\ud800"],
    ["wanted", 7, "x".repeat(1_000_000)],
    ["wanted", {}, "sess_1///"],
    ["offered"],
    ["offered", 7],
    ["offered", 7, 7],
    ["offered", 7, "0 x"],
    ["offered", {}, {}],
    ["__proto__", "__proto__", "__proto__"],
    new Map([["changed", 1]]),
    new Uint8Array(9),
    new Date(0),
    new Error("changed"),
  );
  // Messages arrive in order: after this one is processed, all others have been.
  await broadcast(["changed"]);
  await api.control.request(({ path }) => path === "/v1/client");
  expect(await getToken(tab)).not.toBeNull();
  expect(lines(api)).toEqual([getClient, ...tokenRequests(api)]);
  expect(tokenRequests(api)).toHaveLength(1);
  expect(errors).toEqual([]);
});
