import type { JsonObject } from "clerk-session";
import * as z from "zod";

/**
 * Metadata. It comes from JSON.parse, so there is nothing to check: `z.record()` would copy it, and
 * `z.json()` would walk through it.
 */
export const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);
