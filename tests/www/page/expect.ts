import { expect as base } from "@playwright/test";

/** Vite's development server hands the page out file by file, which takes a while on a busy machine. */
export const expect = base.configure({ timeout: 15_000 });
