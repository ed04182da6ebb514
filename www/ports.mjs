import { createServer } from "node:net";

/** The listening address of every server: this machine only. */
export const ADDRESS = "127.0.0.1";

/**
 * The host name of every URL. Page and Frontend API share it, because browsers share cookies by
 * host name and tie passkeys to a domain, not to an address.
 */
export const HOST = "localhost";

/** The default ports, unless they are in use or the environment says otherwise. */
export const PREFERRED_PORTS = { page: 5173, frontendApi: 5273 };

/**
 * Returns the port that an environment variable names, which must be free; without the variable,
 * the preferred port or the next free one.
 *
 * @param {string} variable
 * @param {number} preferred
 */
export async function choosePort(variable, preferred) {
  const wanted = process.env[variable];
  if (wanted === undefined) return nextFreePort(preferred);
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${variable}=${wanted} is not a port.`);
  if (!(await isFree(port))) throw new Error(`${variable}=${wanted}: this port is in use.`);
  return port;
}

/** Returns a free port. */
export function freePort() {
  return listenOnce(0);
}

/** @param {number} port */
async function nextFreePort(port) {
  while (!(await isFree(port))) port += 1;
  return port;
}

/** @param {number} port */
async function isFree(port) {
  return (await listenOnce(port).catch(() => null)) !== null;
}

/** @param {number} port @returns {Promise<number>} */
function listenOnce(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: ADDRESS, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() =>
        resolve(address !== null && typeof address === "object" ? address.port : port),
      );
    });
  });
}
