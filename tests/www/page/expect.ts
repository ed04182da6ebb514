import { expect as base } from "@playwright/test";

/**
 * Playwright's expect with a longer timeout, for a busy machine. The development server, which some
 * tests use, sends the page file by file.
 */
export const expect = base.configure({ timeout: 15_000 });
