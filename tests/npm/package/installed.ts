import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { test as base } from "@playwright/test";
import { modulesBin, packageDir } from "../../../scripts/lib/paths.mjs";

/** The directory of the applications that use the package. */
const applications = fileURLToPath(new URL("applications/", import.meta.url));
const start = promisify(execFile);

/** The output of every application for applications/session.json. */
export const READ = JSON.stringify({
  id: "sess_2packaged",
  expireAt: 1_800_000_000_000,
  firstName: "Zoë 🦀",
});

interface Packed {
  /** The path of the package's tarball, as npm would publish it. */
  tarball: string;
}

interface Installed {
  /**
   * Copies an application to a new directory and installs the tarball there. Returns the directory.
   */
  install: (application: string) => Promise<string>;
}

export const test = base.extend<Installed, Packed>({
  tarball: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures off this pattern.
    async ({}, use) => {
      const directory = await temporaryDirectory();
      const packed = await run(directory, "npm", ["pack", packageDir, "--json"]);
      await use(join(directory, JSON.parse(packed)[0].filename));
      await rm(directory, { recursive: true });
    },
    { scope: "worker" },
  ],
  install: async ({ tarball }, use) => {
    const directories: string[] = [];
    await use(async (application) => {
      const directory = await temporaryDirectory();
      directories.push(directory);
      await cp(join(applications, application), directory, { recursive: true });
      await cp(join(applications, "session.json"), join(directory, "session.json"));
      await writeFile(
        join(directory, "package.json"),
        JSON.stringify({ name: application, private: true }),
      );
      await run(directory, "npm", ["install", "--offline", "--no-audit", "--no-fund", tarball]);
      return directory;
    });
    await Promise.all(directories.map((directory) => rm(directory, { recursive: true })));
  },
});

/** Runs a program to its end and returns its output. Rejects if it fails. */
export async function run(cwd: string, program: string, args: string[]): Promise<string> {
  const { stdout } = await start(program, args, { cwd });
  return stdout.trim();
}

/** Runs a tool of this repository in a directory. */
export function runTool(cwd: string, tool: string, args: string[]): Promise<string> {
  return run(cwd, join(modulesBin, tool), args);
}

function temporaryDirectory() {
  return mkdtemp(join(tmpdir(), "clerk-session-"));
}
