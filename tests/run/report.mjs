import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";

/** Where test runners leave what they have found; ignored by git. */
export const reportDir = join(root, "tests", "report");
export const playwrightReport = join(reportDir, "playwright.json");
