import fc from "fast-check";
import { fieldsOf, tables } from "./oracle.js";

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("", "null", "1", "\u0000", "🦀"),
);
const integer = fc.oneof(
  fc.maxSafeInteger(),
  fc.constantFrom(0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);
/** Any JSON: with lone surrogates, `__proto__`, integer-like keys, -0 and all doubles of JSON. */
const json = fc.jsonValue({ stringUnit: "binary" });
const jsonObject = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "7")),
  json,
  { maxKeys: 4 },
);

function anyOf(kind: string): fc.Arbitrary<unknown> {
  const words = tables.words[kind];
  if (words !== undefined) return fc.oneof(fc.constantFrom(...words), fc.string());
  if (kind.endsWith("[]")) return fc.array(anyOf(kind.slice(0, -2)), { maxLength: 2 });
  if (kind in tables.models) return wire(kind);
  if (kind === "string") return text;
  if (kind === "integer") return integer;
  if (kind === "two integers") return fc.tuple(integer, integer);
  if (kind === "json") return json;
  if (kind === "json object") return jsonObject;
  return fc.boolean();
}

/**
 * An arbitrary object as a server may send it: fields missing or null, unknown fields, in any
 * order.
 */
export function wire(model: string): fc.Arbitrary<Record<string, unknown>> {
  const members = fieldsOf(model).map(({ name, kind, required }) => {
    const member = anyOf(kind).map((value) => [[name, value]] as [string, unknown][]);
    if (required) return member;
    return fc.oneof(
      { weight: 4, arbitrary: member },
      fc.constant<[string, unknown][]>([]),
      fc.constant<[string, unknown][]>([[name, null]]),
    );
  });
  const unknown = fc.array(
    fc.tuple(fc.constantFrom("object", "sign_in", "lastActiveAt", ""), json),
    {
      maxLength: 2,
    },
  );
  return fc
    .tuple(...members, unknown)
    .map((members) => members.flat())
    .chain((members) => fc.shuffledSubarray(members, { minLength: members.length }))
    .map((members) => Object.fromEntries(members));
}
