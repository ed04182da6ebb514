import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { modulesBin } from "../../../scripts/lib/paths.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

const page = { lib: ["es2022", "dom"], types: [] };
const node = { lib: ["es2022"], types: ["node"] };
const bundler = { module: "esnext", moduleResolution: "bundler" };
const nodenext = { module: "nodenext" };
// Without this option, an optional field and one that may be undefined are the same.
const exact = { exactOptionalPropertyTypes: true };
const strictest = {
  ...exact,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
};

/** Each kind of consumer, with the files that it compiles. */
const CONSUMERS = [
  {
    consumer: "page-bundler",
    ...page,
    ...bundler,
    files: ["consumer.ts", "slim.ts", "refused.ts"],
  },
  { consumer: "page-preserve", ...page, module: "preserve", files: ["consumer.ts"] },
  {
    consumer: "page-nodenext",
    ...page,
    ...nodenext,
    files: ["consumer.ts", "slim.ts", "commonjs.cts"],
  },
  { consumer: "page-strictest", ...page, ...bundler, ...strictest, files: ["consumer.ts"] },
  { consumer: "page-exact", ...page, ...bundler, ...exact, files: ["fits.ts"] },
  { consumer: "node-nodenext", ...node, ...nodenext, files: ["consumer.ts", "commonjs.cts"] },
  { consumer: "node-bundler", ...node, ...bundler, files: ["consumer.ts"] },
  { consumer: "node-exact", ...node, ...nodenext, ...exact, files: ["fits.ts"] },
];

/**
 * Returns the output of one run of tsc for all projects. The run checks the package's declarations
 * too.
 */
function compile(directory: string, projects: string[]): Promise<string> {
  const args = ["--build", ...projects, "--force", "--pretty", "false"];
  return new Promise((resolve, reject) => {
    execFile(join(modulesBin, "tsc"), args, { cwd: directory }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve(`${stdout}${stderr}`.trim());
    });
  });
}

test("the declarations compile for each kind of consumer, and refuse wrong uses", async () => {
  // In this directory, so that the compiler finds the package and Node's types.
  const directory = await mkdtemp(join(here, "projects-"));
  try {
    const project = async (name: string, options: object, files: string[]) => {
      const compilerOptions = {
        target: "es2022",
        strict: true,
        skipLibCheck: false,
        noEmit: true,
        ...options,
      };
      await writeFile(join(directory, `${name}.json`), JSON.stringify({ compilerOptions, files }));
      return `${name}.json`;
    };

    // In a copy without the directives, the compiler prints the error of each line.
    const refused = await readFile(join(here, "refused.ts"), "utf8");
    await writeFile(
      join(directory, "refused.ts"),
      refused.replaceAll("@ts-expect-error", "expected:"),
    );
    const errors = [...refused.matchAll(/.*\n/g)].flatMap(([line], index) => {
      const code = /@ts-expect-error (TS\d+): \S/.exec(line)?.[1];
      return code ? [`refused.ts(${index + 2}) ${code}`] : [];
    });
    expect(errors).toHaveLength(refused.split("@ts-expect-error").length - 1);

    const projects = await Promise.all([
      ...CONSUMERS.map(({ consumer, files, ...options }) =>
        project(
          consumer,
          options,
          files.map((file) => join("..", file)),
        ),
      ),
      project("refused", { ...page, ...bundler }, ["refused.ts"]),
    ]);
    const printed = (await compile(directory, projects))
      .split("\n")
      .filter((line) => !/^\s/.test(line));
    const isExpected = (line: string) => line.startsWith("refused.ts(");
    expect(printed.filter((line) => !isExpected(line))).toEqual([]);
    expect(
      printed
        .filter(isExpected)
        .map((line) => line.replace(/^(refused\.ts\(\d+),\d+\): error (TS\d+).*/, "$1) $2")),
    ).toEqual(errors);
  } finally {
    await rm(directory, { recursive: true });
  }
});
