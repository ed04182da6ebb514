/**
 * Starts the local Frontend API from the command line:
 *
 *     tsx www/frontend-api/main.ts [--port 4500] [--control] [--refuse-origin-with-authorization]
 *
 * The environment variable FRONTEND_API_PORT is the default of --port. When the server is ready, it
 * prints its address, then the credentials of the demo accounts, and later each code that it sends.
 */
import { parseArgs } from "node:util";
import { HOST } from "../ports.mjs";
import { type DemoAccount, demoAccounts } from "./demo-accounts.js";
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
  hostName: HOST,
  control: values.control,
  refuseOriginWithAuthorization: values["refuse-origin-with-authorization"],
  onCode: ({ to, code }) => console.log(`Code for ${to}: ${code}`),
});
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void server.close());
console.log(`Frontend API: ${server.url}`);
const accounts: DemoAccount[] = Object.values(demoAccounts);
for (const { emailAddress, password, totpSecret, backupCodes } of accounts) {
  console.log(`Password of ${emailAddress}: ${password}`);
  if (totpSecret) console.log(`Authenticator secret of ${emailAddress}: ${totpSecret}`);
  if (backupCodes) console.log(`Backup codes of ${emailAddress}: ${backupCodes.join(" ")}`);
}
