import init, { SessionClient } from "clerk-session";

// The browser adds the site's cookies to a request for a host of the manifest's host_permissions.
// For an instance of your own, put its publishableKey here, its Frontend API's host into the
// manifest, and the extension's origin into the instance's allowed_origins.
await init();
const sessionClient = new SessionClient({
  frontendApi: "clerk.example.com",
  proxyUrl: "http://localhost:5273",
});

const accounts = document.getElementById("accounts");
const status = document.getElementById("status");

sessionClient.subscribe(render);
show(sessionClient.getClient().then(() => ""));

/** Shows what a call resolves to, or why it failed. */
async function show(text) {
  status.textContent = await text.catch(String);
}

/** Lists the sessions of this browser, each with a button that ends it. */
function render() {
  const sessions = sessionClient.client?.sessions ?? [];
  const signedIn = sessions.filter(({ status }) => status === "active" || status === "pending");
  accounts.replaceChildren(...signedIn.map(row));
}

/** Returns a list item for one session. */
function row(session) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Sign out";
  button.addEventListener("click", () => show(signOut(session)));
  item.append(`${session.publicUserData?.identifier} `, button);
  return item;
}

/** Deletes a session. Rejects unless the server has confirmed it. */
async function signOut(session) {
  await sessionClient.deleteSession(session);
  return "The server has confirmed the sign-out.";
}
