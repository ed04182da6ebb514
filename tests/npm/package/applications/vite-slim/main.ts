import init, { parseSession } from "clerk-session/slim";
import json from "./session.json?raw";

async function read() {
  await init();
  const { id, expireAt, user } = parseSession(json);
  return JSON.stringify({ id, expireAt, firstName: user?.firstName });
}

read().then((text) => {
  const output = document.getElementById("page");
  if (output) output.textContent = text;
});
