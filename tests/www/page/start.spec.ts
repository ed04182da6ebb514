import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const start = fileURLToPath(new URL("../../../www/start.mjs", import.meta.url));

test("`npm start` refuses an invalid publishable key, in the terminal", () => {
  const env = { ...process.env, CLERK_PUBLISHABLE_KEY: "pk_test_bad" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [start], {
    env,
    encoding: "utf8",
  });
  expect(stderr).toBe("✗ CLERK_PUBLISHABLE_KEY does not hold a host: was it cut off?\n");
  expect(stdout).not.toContain("ready");
  expect(status).toBe(1);
});
