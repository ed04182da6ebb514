import { execFileSync } from "node:child_process";
import { root } from "./places.mjs";
import { toolEnv } from "./rust_tools.mjs";

/**
 * What Cargo.toml says about the crate, as cargo reads it.
 *
 * @typedef {{
 *   name: string,
 *   version: string,
 *   description: string,
 *   license: string,
 *   keywords: string[],
 *   readme: string | null,
 *   repository: string | null,
 *   homepage: string | null,
 * }} Crate
 */

/** @returns {Crate} */
export function readCrate() {
  const metadata = execFileSync("cargo", ["metadata", "--no-deps", "--format-version", "1"], {
    cwd: root,
    env: toolEnv(),
    encoding: "utf8",
  });
  const { packages, workspace_default_members: crates } = JSON.parse(metadata);
  /** @param {{ id: string }} crate */
  const isThisOne = ({ id }) => crates.includes(id);
  return packages.find(isThisOne);
}
