const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });

const app = document.getElementById("app");
const accounts = document.createElement("ul");
accounts.ariaLabel = "Accounts";
const status = document.createElement("p");
status.role = "status";
status.textContent = "Loading…";
app.append(accounts, status);

worker.addEventListener("message", ({ data: { client, message } }) => {
  if (client !== undefined) show(client?.sessions ?? []);
  if (message !== undefined) status.textContent = message;
});

/** Lists the sessions of this browser. */
function show(sessions) {
  const signedIn = sessions.filter(({ status }) => status === "active" || status === "pending");
  accounts.replaceChildren(...signedIn.map(row));
  if (signedIn.length === 0) status.textContent = "Nobody is signed in.";
}

/** Returns a list item for one session, with a button for each call. */
function row({ id, publicUserData }) {
  const item = document.createElement("li");
  item.append(
    `${publicUserData?.identifier} `,
    button("Get a token", "getToken", id),
    button("Sign out", "signOut", id),
  );
  return item;
}

/** Returns a button that asks the worker for a call. */
function button(label, call, id) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", () => worker.postMessage({ call, id }));
  return made;
}
