import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import Fastify from "fastify";

/**
 * @typedef {{ type: string, body: string | Uint8Array }} File
 * @typedef {{ url: string, close: () => Promise<void> }} Server url: its origin
 */

/**
 * Headers that isolate a page from others. In an isolated page, performance.now() is exact to 5
 * microseconds instead of 100.
 */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/**
 * Serves files as a good web host does: compressed once, with brotli at its highest level. The
 * browser caches nothing.
 *
 * @param {Map<string, File>} files by their paths
 * @returns {Promise<Server>}
 */
export async function serve(files) {
  /** @type {Map<string, Promise<Buffer>>} */
  const compressed = new Map();
  const server = Fastify();
  server.get("/*", async ({ url }, reply) => {
    const file = files.get(url);
    if (file === undefined) return reply.code(404).send();
    const body = compressed.get(url) ?? smallest(file.body);
    compressed.set(url, body);
    const headers = {
      "cache-control": "no-store",
      "content-encoding": "br",
      "content-type": file.type,
    };
    return reply.headers({ ...ISOLATED, ...headers }).send(await body);
  });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  return { url, close: () => server.close() };
}

/** @param {string | Uint8Array} body */
function smallest(body) {
  return promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
}
