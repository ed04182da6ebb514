import { sessionToken } from "../../session_token.js";
import { expect, test } from "../page.js";
import { getToken, routeHost } from "./tabs.js";

for (const [who, host, clientId, requests] of [
  ["tabs of one client at one host speak to each other", "a.example.com", "client_1", []],
  [
    "tabs of two clients do not",
    "a.example.com",
    "client_2",
    ["/v1/client/sessions/sess_1/tokens"],
  ],
  ["tabs of two hosts do not", "b.example.com", "client_1", ["/v1/client/sessions/sess_1/tokens"]],
] as const) {
  test(who, async ({ connect, context, load, page }) => {
    const other = await context.newPage();
    const asked = await routeHost(page, "a.example.com", "client_1");
    const askedOfOther = await routeHost(other, host, clientId);
    for (const [tab, frontendApi] of [
      [page, "a.example.com"],
      [other, host],
    ] as const) {
      await load(tab);
      await connect(tab, { frontendApi, proxyUrl: `https://${frontendApi}` });
      expect(await getToken(tab)).toBe(sessionToken());
    }
    expect(asked).toEqual(["/v1/client/sessions/sess_1/tokens"]);
    expect(askedOfOther).toEqual(requests);
  });
}
