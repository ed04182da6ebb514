import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs a program in a new Node process until it exits. Returns the JSON that it prints. */
export async function inNode(program: string, ...args: string[]): Promise<unknown> {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const flags = ["--input-type=module", "--eval", program, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd, timeout: 20_000 });
  return JSON.parse(stdout);
}

/**
 * Returns a statement for such a program: `note` is called with each module that the package
 * instantiates, and with its instance. The decompressor imports nothing and is skipped.
 */
export const noteInstances = (note: string) => `
  WebAssembly.Instance = class extends WebAssembly.Instance {
    constructor(module, imports) {
      super(module, imports);
      if (imports) (${note})(module, this);
    }
  };
`;

/** Statements for such a program: they declare `memory`, which is set to the module's memory. */
export const captureMemory = `
  let memory;
  ${noteInstances(`(_, { exports }) => {
    memory = Object.values(exports).find((it) => it instanceof WebAssembly.Memory);
  }`)}
`;
