import { join } from "node:path";
import { expect } from "@playwright/test";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { createFrontendApi } from "../../../www/frontend-api/server.js";
import { run, test } from "./installed.js";
import { signIn } from "./sign_in.js";

/** Runs an application that deletes its session. Returns the application's output. */
type SignOut = (directory: string, proxyUrl: string, clientToken: string) => Promise<unknown>;

/**
 * Runs a program in Node. The program calls neither close() nor exit(), so the test also shows that
 * it ends by itself.
 */
function inNode(program: string): SignOut {
  return async (directory, ...args) => JSON.parse(await run(directory, "node", [program, ...args]));
}

/**
 * Runs a worker in workerd, the runtime of Cloudflare's workers, after bundling it as Cloudflare
 * does: the module is compiled beforehand.
 */
const inWorkerd: SignOut = async (directory, proxyUrl, clientToken) => {
  const built = join(directory, "built");
  await build({
    entryPoints: [join(directory, "worker.mjs")],
    outdir: built,
    bundle: true,
    format: "esm",
    outExtension: { ".js": ".mjs" },
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
  });
  const worker = new Miniflare({
    modulesRoot: built,
    scriptPath: join(built, "worker.mjs"),
    modules: true,
    modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
    compatibilityDate: "2024-01-01",
  });
  try {
    const body = JSON.stringify({ proxyUrl, clientToken });
    return await (
      await worker.dispatchFetch("http://worker.example", { method: "POST", body })
    ).json();
  } finally {
    await worker.dispose();
  }
};

for (const [description, application, signOut] of [
  ["Node runs sign_out.mjs", "node", inNode("sign_out.mjs")],
  ["Node runs sign_out.cjs", "node", inNode("sign_out.cjs")],
  ["workerd runs worker.mjs", "workerd", inWorkerd],
] as const) {
  test(`${description}, which reads and deletes by a client token`, async ({ install }) => {
    const directory = await install(application);
    const api = await createFrontendApi({ refuseOriginWithAuthorization: true });
    try {
      const { sessionId, clientToken } = await signIn(api.url);
      api.control.clearRequests();

      expect(await signOut(directory, api.url, clientToken)).toEqual({
        known: [sessionId],
        deleted: { id: sessionId, status: "removed" },
        current: null,
      });
      const identity = {
        query: { _is_native: "1" },
        headers: { authorization: clientToken },
        cookies: {},
      };
      expect(api.control.requests).toMatchObject([
        { method: "GET", path: "/v1/client", ...identity },
        { method: "POST", path: `/v1/client/sessions/${sessionId}/remove`, ...identity },
      ]);
      expect(api.control.sessions.find(({ id }) => id === sessionId)?.status).toBe("removed");
    } finally {
      await api.close();
    }
  });
}
