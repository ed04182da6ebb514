import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";

const dist = dirname(createRequire(import.meta.url).resolve("@clerk/clerk-js"));

/** A server of one page, which loads the real clerk-js as an application would. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param attributes - the script tag's attributes: the publishable key and the proxyUrl */
export async function servePage(attributes: Record<string, string>): Promise<PageServer> {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  const html = `<!doctype html><title>clerk-js</title><link rel="icon" href="data:,"><script src="/clerk-js/clerk.browser.js" ${written.join(" ")}></script>`;
  const server = createServer(async (request, response) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    if (path === "/") {
      response.setHeader("content-type", "text/html; charset=utf-8").end(html);
      return;
    }
    try {
      const script = await readFile(join(dist, basename(path)));
      response.setHeader("content-type", "text/javascript; charset=utf-8").end(script);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
