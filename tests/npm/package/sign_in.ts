import { type DemoAccount, demoAccounts } from "../../../www/frontend-api/demo-accounts.js";
import { ApiClient } from "../../www/frontend-api/api-client.js";

/**
 * Signs in as a native application does, which receives a client token. Defaults to Grace's
 * account.
 */
export async function signIn(url: string, account: DemoAccount = demoAccounts.grace) {
  const native = new ApiClient(url, { query: { _is_native: "1" } });
  const { emailAddress, password } = account;
  const answer = await native.post("/v1/client/sign_ins", { identifier: emailAddress, password });
  const clientToken = answer.headers.get("authorization");
  if (clientToken === null) throw new Error("The response to the sign-in has no client token.");
  return { sessionId: answer.string("/response/created_session_id"), clientToken };
}
