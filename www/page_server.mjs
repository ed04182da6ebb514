import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { ADDRESS, choosePort, HOST, PREFERRED_PORTS } from "./ports.mjs";

/**
 * Serves the page with Vite's development server.
 *
 * @returns {Promise<string>} its address
 */
export async function servePage() {
  const port = await choosePort("PORT", PREFERRED_PORTS.page);
  const server = await createServer({
    root: fileURLToPath(new URL(".", import.meta.url)),
    server: { host: ADDRESS, port, strictPort: true },
    plugins: [oneHostName(port)],
    clearScreen: false,
    logLevel: "warn",
  });
  await server.listen();
  return `http://${HOST}:${port}/`;
}

/**
 * Redirects http://127.0.0.1 to http://localhost: to a browser these are two sites, and the
 * Frontend API's cookie belongs to one.
 *
 * @param {number} port
 * @returns {import("vite").Plugin}
 */
function oneHostName(port) {
  return {
    name: "one-host-name",
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (request.headers.host !== `${ADDRESS}:${port}`) return next();
        response.writeHead(307, { location: `http://${HOST}:${port}${request.url}` }).end();
      });
    },
  };
}
