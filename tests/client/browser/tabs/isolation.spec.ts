import { sessionToken } from "../../session_token.js";
import { expect, test } from "../page.js";
import { getToken, routeHost } from "./tabs.js";

for (const [title, host, clientId, requests] of [
  ["Tabs of one client at one host share a token", "a.example.com", "client_1", []],
  [
    "Tabs of two clients share no token",
    "a.example.com",
    "client_2",
    ["/v1/client/sessions/sess_1/tokens"],
  ],
  [
    "Tabs of two hosts share no token",
    "b.example.com",
    "client_1",
    ["/v1/client/sessions/sess_1/tokens"],
  ],
] as const) {
  test(title, async ({ connect, context, load, page }) => {
    const other = await context.newPage();
    const paths = await routeHost(page, "a.example.com", "client_1");
    const otherPaths = await routeHost(other, host, clientId);
    for (const [tab, frontendApi] of [
      [page, "a.example.com"],
      [other, host],
    ] as const) {
      await load(tab);
      await connect(tab, { frontendApi, proxyUrl: `https://${frontendApi}` });
      expect(await getToken(tab)).toBe(sessionToken());
    }
    expect(paths).toEqual(["/v1/client/sessions/sess_1/tokens"]);
    expect(otherPaths).toEqual(requests);
  });
}
