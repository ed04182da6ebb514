import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { signIn } from "../npm/package/sign_in.js";
import { expect, test } from "../www/page/fixtures.js";

const program = fileURLToPath(new URL("../../examples/node/devices.mjs", import.meta.url));

test("the program for Node lists a user's devices, and signs out the named ones", async ({
  api,
}) => {
  const { clientToken, sessionId } = await signIn(api.url);
  const run = async (...ids: string[]) => {
    const env = {
      ...process.env,
      CLERK_PUBLISHABLE_KEY: "",
      CLERK_CLIENT_TOKEN: clientToken,
      CLERK_PROXY_URL: api.url,
    };
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...ids], { env });
    return stdout.trim().split("\n");
  };
  const devices = await run();
  expect(devices.length).toBeGreaterThan(1);
  for (const device of devices) expect(device).toMatch(/^sess_\w+ .+ \d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const other = devices.find((device) => device.includes("Chrome"))?.split(" ")[0] ?? "";
  const rest = devices.filter((device) => !device.startsWith(other)).length;
  const after = await run(other);
  expect(after[0]).toBe(`${other} is signed out.`);
  expect(after).toHaveLength(1 + rest);
  expect(api.control.sessions.find(({ id }) => id === other)?.status).toBe("revoked");

  expect(await run(sessionId)).toEqual([`${sessionId} is signed out.`]);
  expect(api.control.sessions.find(({ id }) => id === sessionId)?.status).toBe("removed");
});
