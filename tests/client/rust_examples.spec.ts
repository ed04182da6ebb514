import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";

for (const file of ["methods.rs", "session_client.rs"]) {
  test(`each public method of SessionClient in ${file} has an example`, async () => {
    const url = new URL(`../../src/client/${file}`, import.meta.url);
    const source = await readFile(url, "utf8");
    const methods = [
      ...source.matchAll(/((?: {4}(?:\/\/\/|#\[).*\n)+) {4}pub (?:async )?fn (\w+)/g),
    ];
    expect(methods.length).toBeGreaterThan(5);
    expect(methods).toHaveLength(source.match(/^ {4}pub (?:async )?fn (?!as_str)/gm)?.length ?? 0);
    const bare = methods.filter(([, docs]) => !docs?.includes("/// # Examples"));
    expect(bare.map(([, , name]) => name)).toEqual([]);
  });
}
