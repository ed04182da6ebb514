import { buildPackage } from "../../scripts/build/build.mjs";
import { measure, report } from "../../scripts/build/size.mjs";
import { buildRustPage } from "../examples/rust_build.mjs";

/** @returns {Promise<import("./programs.mjs").Outcome>} */
export async function build() {
  await buildPackage();
  return { passed: 1, failed: 0, output: "" };
}

/** @returns {Promise<import("./programs.mjs").Outcome>} */
export async function rustPage() {
  await buildRustPage();
  return { passed: 1, failed: 0, output: "" };
}

/** @returns {Promise<import("./programs.mjs").Outcome>} */
export async function size() {
  const sizes = await measure();
  const output = report(sizes);
  console.log(output);
  return sizes.fits ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output: "" };
}
