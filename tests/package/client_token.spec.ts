import { expect } from "@playwright/test";
import { demoAccounts } from "../../www/frontend-api/demo-accounts.js";
import { createFrontendApi } from "../../www/frontend-api/server.js";
import { Visitor } from "../frontend-api/visitor.js";
import { run, test } from "./installed.js";

for (const program of ["sign_out.mjs", "sign_out.cjs"]) {
  // That it ends at all is part of the test: neither close() nor exit() is called.
  test(`Node runs ${program}: by a client token, it reads the client and deletes its session`, async ({
    install,
  }) => {
    const directory = await install("node");
    const api = await createFrontendApi({ refuseOriginWithAuthorization: true });
    try {
      const { sessionId, clientToken } = await signIn(api.url);
      api.control.clearRequests();

      const said = JSON.parse(await run(directory, "node", [program, api.url, clientToken]));

      expect(said).toEqual({
        known: [sessionId],
        deleted: { id: sessionId, status: "removed" },
        current: null,
      });
      const identity = { query: { _is_native: "1" }, headers: { authorization: clientToken }, cookies: {} };
      expect(api.control.requests).toMatchObject([
        { method: "GET", path: "/v1/client", ...identity },
        { method: "POST", path: `/v1/client/sessions/${sessionId}/remove`, ...identity },
      ]);
      expect(api.control.sessions.find(({ id }) => id === sessionId)?.status).toBe("removed");
    } finally {
      await api.close();
    }
  });
}

async function signIn(url: string) {
  const native = new Visitor(url, { query: { _is_native: "1" } });
  const { emailAddress, password } = demoAccounts.grace;
  const answer = await native.post("/v1/client/sign_ins", { identifier: emailAddress, password });
  const clientToken = answer.headers.get("authorization");
  if (clientToken === null) throw new Error("Signing in brought no client token.");
  return { sessionId: answer.string("/response/created_session_id"), clientToken };
}
