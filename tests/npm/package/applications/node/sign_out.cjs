const { default: init, SessionClient } = require("clerk-session");

async function main() {
  const [proxyUrl = "", clientToken = ""] = process.argv.slice(2);
  await init();
  const client = new SessionClient({ frontendApi: "clerk.example.com", proxyUrl, clientToken });
  const known = await client.getClient();
  const deleted = await client.deleteSession("current");
  console.log(
    JSON.stringify({
      known: known?.sessions.map(({ id }) => id),
      deleted: { id: deleted?.id, status: deleted?.status },
      current: client.session,
    }),
  );
}

main();
