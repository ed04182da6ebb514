import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect } from "@playwright/test";
import { run, test } from "./installed.js";

const { resolve } = createRequire(import.meta.url);

/** Returns the path of a file of an npm package. */
const fileOf = (name: string, file: string) => join(dirname(resolve(`${name}/package.json`)), file);

/**
 * Returns the path of Bun's program. An install script, which npm may not run, moves it from one
 * package to the other.
 */
const bun = () => {
  const platform = { darwin: "darwin", win32: "windows" }[process.platform as string] ?? "linux";
  const architecture = process.arch === "arm64" ? "aarch64" : "x64";
  const name = `@oven/bun-${platform}-${architecture}`;
  const unmoved = fileOf(name, `bin/bun${platform === "windows" ? ".exe" : ""}`);
  return existsSync(unmoved) ? unmoved : fileOf("bun", "bin/bun.exe");
};

for (const [runtime, command] of [
  ["Node", () => [process.execPath]],
  ["Deno", () => [process.execPath, fileOf("deno", "bin.cjs"), "run", "--allow-all", "--no-lock"]],
  ["Bun", () => [bun(), "run"]],
] as const) {
  test(`${runtime} survives throwing listeners, and its errors hold no token`, async ({
    install,
  }) => {
    const directory = await install("runtime");
    const [program = "", ...args] = command();
    const printed = JSON.parse(await run(directory, program, [...args, "run.mjs"]));
    expect(printed).toEqual({
      code: "network",
      hasCause: true,
      leaks: false,
      id: "client_1",
      calls: 1,
    });
  });
}
