import type { JsonObject } from "clerk-session";
import * as z from "zod";

/** Metadata. What is in it has come out of JSON.parse, so there is nothing to check: `z.record()` would copy it, `z.json()` walk through it. */
export const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);
