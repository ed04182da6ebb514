import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";

const applications = join(root, "tests", "npm", "package", "applications");

/**
 * Passes the directory of a new Rust program that depends on the crate and reads a session.
 *
 * @template Result
 * @param {(directory: string) => Promise<Result>} use
 */
export async function withDependent(use) {
  const directory = mkdtempSync(join(tmpdir(), "clerk-session-"));
  try {
    copyFileSync(join(applications, "rust", "main.rs"), join(directory, "main.rs"));
    copyFileSync(join(applications, "session.json"), join(directory, "session.json"));
    // This repository's versions, because they are already downloaded.
    copyFileSync(join(root, "Cargo.lock"), join(directory, "Cargo.lock"));
    writeFileSync(
      join(directory, "Cargo.toml"),
      `package = { name = "dependent", edition = "2024" }
       bin = [{ name = "dependent", path = "main.rs" }]
       dependencies = { clerk-session = { path = ${JSON.stringify(root)} } }`,
    );
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
