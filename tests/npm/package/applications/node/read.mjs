import { readFileSync } from "node:fs";
import init, { parseSession } from "clerk-session";

async function main() {
  await init();
  const { id, expireAt, user } = parseSession(readFileSync("session.json"));
  console.log(JSON.stringify({ id, expireAt, firstName: user?.firstName }));
}

main();
