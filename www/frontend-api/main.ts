/**
 * Starts the local Frontend API from the command line:
 *
 *     tsx www/frontend-api/main.ts [--port 4500] [--control] [--refuse-origin-with-authorization]
 *
 * The environment variable FRONTEND_API_PORT stands in for --port. Prints one line when it is ready.
 */
import { parseArgs } from "node:util";
import { createFrontendApi } from "./server.js";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: process.env.FRONTEND_API_PORT ?? "0" },
    control: { type: "boolean", default: false },
    "refuse-origin-with-authorization": { type: "boolean", default: false },
  },
});
const port = Number(values.port);
if (!/^\d+$/.test(values.port) || port > 65_535) {
  console.error(`Not a port: ${values.port}`);
  process.exit(2);
}

const server = await createFrontendApi({
  port,
  control: values.control,
  refuseOriginWithAuthorization: values["refuse-origin-with-authorization"],
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
console.log(`Frontend API: ${server.url}`);
