import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";

for (const [file, least] of [
  ["methods.rs", 6],
  ["session_client.rs", 6],
  ["account_portal.rs", 4],
  ["revoke_others.rs", 1],
] as const) {
  test(`each public method of SessionClient in ${file} has an example`, async () => {
    const url = new URL(`../../src/client/${file}`, import.meta.url);
    const source = await readFile(url, "utf8");
    const methods = [
      ...source.matchAll(/((?: {4}(?:\/\/\/|#\[).*\n)+) {4}pub (?:async )?fn (\w+)/g),
    ];
    expect(methods.length).toBeGreaterThanOrEqual(least);
    expect(methods).toHaveLength(source.match(/^ {4}pub (?:async )?fn (?!as_str)/gm)?.length ?? 0);
    const bare = methods.filter(([, docs]) => !docs?.includes("/// # Examples"));
    expect(bare.map(([, , name]) => name)).toEqual([]);
  });
}
