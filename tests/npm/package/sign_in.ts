import { demoAccounts } from "../../../www/frontend-api/demo-accounts.js";
import { Visitor } from "../../www/frontend-api/visitor.js";

/** Signs Grace in as a native application does, which receives a client token. */
export async function signIn(url: string) {
  const native = new Visitor(url, { query: { _is_native: "1" } });
  const { emailAddress, password } = demoAccounts.grace;
  const answer = await native.post("/v1/client/sign_ins", { identifier: emailAddress, password });
  const clientToken = answer.headers.get("authorization");
  if (clientToken === null) throw new Error("The response to the sign-in has no client token.");
  return { sessionId: answer.string("/response/created_session_id"), clientToken };
}
