import { type DemoAccount, demoAccounts } from "../../www/frontend-api/demo-accounts.js";
import { Visitor } from "../frontend-api/visitor.js";

/** Signs in as a native application does, which gets a client token. The account defaults to Grace's. */
export async function signIn(url: string, account: DemoAccount = demoAccounts.grace) {
  const native = new Visitor(url, { query: { _is_native: "1" } });
  const { emailAddress, password } = account;
  const answer = await native.post("/v1/client/sign_ins", { identifier: emailAddress, password });
  const clientToken = answer.headers.get("authorization");
  if (clientToken === null) throw new Error("Signing in brought no client token.");
  return { sessionId: answer.string("/response/created_session_id"), clientToken };
}
