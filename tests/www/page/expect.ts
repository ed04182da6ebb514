import { expect as base } from "@playwright/test";

/**
 * Playwright's expect with a longer timeout: Vite's development server sends the page file by file,
 * which takes some seconds on a busy machine.
 */
export const expect = base.configure({ timeout: 15_000 });
