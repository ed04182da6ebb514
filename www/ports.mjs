import { createServer } from "node:net";

/** Where everything listens: this machine only. */
export const ADDRESS = "127.0.0.1";

/**
 * By what name everything is opened. Page and Frontend API share it, as cookies are shared by host name; and a browser
 * gives passkeys to a domain, not to an address.
 */
export const HOST = "localhost";

/** What listens where, unless that is taken or the environment says otherwise. */
export const PREFERRED_PORTS = { page: 5173, frontendApi: 5273 };

/**
 * The port that an environment variable names, which must be free then; otherwise the preferred one or the next that is free.
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

/** Any port that is free now. */
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
      server.close(() => resolve(address !== null && typeof address === "object" ? address.port : port));
    });
  });
}
