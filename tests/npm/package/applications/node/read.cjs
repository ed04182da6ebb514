const { readFileSync } = require("node:fs");
const { default: init, parseSession } = require("clerk-session");

async function main() {
  await init();
  const { id, expireAt, user } = parseSession(readFileSync("session.json"));
  console.log(JSON.stringify({ id, expireAt, firstName: user?.firstName }));
}

main();
