import { read } from "./read";

function show(id: string, text: string) {
  const output = document.getElementById(id);
  if (output) output.textContent = text;
}

read().then((text) => show("page", text));

const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
worker.addEventListener("message", ({ data }) => show("worker", data));
