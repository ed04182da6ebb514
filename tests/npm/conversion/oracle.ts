import { readFileSync } from "node:fs";

interface Tables {
  words: Record<string, string[]>;
  models: Record<string, Record<string, string>>;
}

/** The fields of every model, independent of the crate. */
export const tables: Tables = JSON.parse(
  readFileSync(new URL("../../fixtures/models.json", import.meta.url), "utf8"),
);

export const clientJson = readFileSync(
  new URL("../../fixtures/client.json", import.meta.url),
  "utf8",
);

/** Returns a model's fields, each with its type and whether it is required. */
export function fieldsOf(model: string): { name: string; kind: string; required: boolean }[] {
  return Object.entries(tables.models[model] ?? {}).map(([name, about]) => {
    const kind = about.replace(", required", "");
    return { name, kind, required: kind !== about };
  });
}

/** Returns the expected JavaScript object of an object from the server. */
export function expected(model: string, wire: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    fieldsOf(model).map(({ name, kind }) => [camelCase(name), fieldOf(kind, wire[name] ?? null)]),
  );
}

function fieldOf(kind: string, wire: unknown): unknown {
  if (wire === null) return kind === "boolean" ? false : kind.endsWith("[]") ? [] : null;
  const words = tables.words[kind];
  if (words !== undefined) return words.includes(wire as string) ? wire : "unknown";
  const model = kind.replace("[]", "");
  if (!(model in tables.models)) return wire;
  if (!Array.isArray(wire)) return expected(model, wire as Record<string, unknown>);
  return wire.map((item) => expected(model, item));
}

function camelCase(name: string) {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
