import { transform } from "esbuild";

/** A block of code in the documentation. */
export interface ShownCode {
  /** Its source: a Markdown file and a number, or the documented function. */
  readonly name: string;
  readonly code: string;
}

/**
 * Returns the code blocks of a Markdown text in order.
 *
 * @param languages - a regular expression. Defaults to JavaScript and TypeScript.
 */
export function codeBlocks(markdown: string, languages = "js|ts"): string[] {
  const blocks = new RegExp(`\`\`\`(?:${languages})\\n(.*?)\`\`\``, "gs");
  return [...markdown.matchAll(blocks)].map(([, code = ""]) => code);
}

/** The public functions and methods of the declarations, and the examples in their comments. */
export interface Examples {
  readonly names: ReadonlySet<string>;
  readonly examples: readonly ShownCode[];
}

/**
 * Reads the examples of declarations. A method's name follows its class:
 * `SessionClient.getToken`.
 */
export function readExamples(declarations: string, languages?: string): Examples {
  const names = new Set<string>();
  const examples: ShownCode[] = [];
  let comment = "";
  let className = "";
  const parts = new RegExp(
    [
      String.raw`(?<text>\/\*\*.*?\*\/)`,
      String.raw`^export class (?<opened>\w+)`,
      String.raw`^(?<closed>\})`,
      String.raw`^(?:export (?:default )?function | {2})(?<declared>\w+)\(`,
    ].join("|"),
    "gms",
  );
  for (const { groups = {} } of declarations.matchAll(parts)) {
    const { text, opened, closed, declared } = groups;
    comment = text ?? comment;
    if (opened) className = `${opened}.`;
    if (closed) className = "";
    if (!declared) continue;
    const name = className + declared;
    names.add(name);
    for (const code of codeBlocks(comment.replaceAll(/^ *\* ?/gm, ""), languages))
      examples.push({ name, code });
    comment = "";
  }
  return { names, examples };
}

/** The names that a block of code may use without declaring them. */
const GIVEN = `
/** A client that is signed in as \`sessionId\`, and the options that it was made with. */
declare const client: import("clerk-session").SessionClient;
declare const options: import("clerk-session").SessionClientOptions;
declare const sessionId: string;
declare const password: string;
/** The code that the user's authenticator app shows. */
declare const code: string;
`;

/** Whether the block is a module whose exports its own test uses. */
export function hasExports({ code }: ShownCode): boolean {
  return /^export /m.test(code);
}

/** Returns the block as a module for the type checker. */
export function typedModule(block: ShownCode): string {
  return hasExports(block) ? block.code : `${GIVEN}${wrapped(block.code, "")}`;
}

/** Returns the block as a JavaScript module whose default export runs it. */
export async function runnableModule({ code }: ShownCode): Promise<string> {
  const module = wrapped(code, "{ client, options, sessionId, password, code, fetch, console }");
  return (await transform(module, { loader: "ts", format: "esm", target: "es2022" })).code;
}

/**
 * Puts the code into a function, and in that into a block, which may declare the given names
 * anew.
 */
function wrapped(code: string, parameters: string): string {
  const imports = code.match(/^import .*$/gm) ?? [];
  const body = code.replaceAll(/^import .*\n/gm, "");
  return `${imports.join("\n")}\nexport default async (${parameters}) => {{\n${body}\n}};\n`;
}
