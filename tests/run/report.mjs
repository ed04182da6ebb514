import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";

/** The directory of the test runners' reports, which git ignores. */
export const reportDir = join(root, "tests", "report");
export const playwrightReport = join(reportDir, "playwright.json");
