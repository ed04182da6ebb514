import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs a program in a Node process of its own, to its end; it prints JSON. */
export async function inNode(program: string, ...args: string[]): Promise<unknown> {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const flags = ["--input-type=module", "--eval", program, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd, timeout: 20_000 });
  return JSON.parse(stdout);
}

/**
 * In such a program: from now on, `note` is called with each module that the package instantiates, and with its instance. Not with
 * what unpacks the module, which imports nothing.
 */
export const noteInstances = (note: string) => `
  WebAssembly.Instance = class extends WebAssembly.Instance {
    constructor(module, imports) {
      super(module, imports);
      if (imports) (${note})(module, this);
    }
  };
`;
