import { execFileSync } from "node:child_process";
import { toolEnv } from "../setup/rust_tools.mjs";
import { root } from "./paths.mjs";

/**
 * The fields of Cargo.toml that the package takes over, as cargo reads them.
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
 * }} CargoMetadata
 */

/** Reads Cargo.toml by means of `cargo metadata`. @returns {CargoMetadata} */
export function readCargoMetadata() {
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
