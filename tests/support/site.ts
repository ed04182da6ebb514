import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { packageDir } from "../../scripts/lib/paths.mjs";

/** A web site of one page, with scripts that it can load. */
export interface Site {
  /** The URL of its page. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * @param head - what the page's head has in it
 * @param directories - where the scripts are, by the path under which the site has them; `pkg` is there always
 * @param hostName - the name that its URL has the site by
 */
export async function serveSite(
  head: string,
  directories: Record<string, string> = {},
  hostName: "127.0.0.1" | "localhost" = "127.0.0.1",
): Promise<Site> {
  const html = `<!doctype html>${head}<link rel="icon" href="data:,">`;
  const served = new Map(Object.entries({ pkg: packageDir, ...directories }));
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "", "http://site.invalid").pathname;
    if (path === "/") {
      response.setHeader("content-type", "text/html; charset=utf-8").end(html);
      return;
    }
    const directory = served.get(path.split("/")[1] ?? "");
    const file =
      directory && (await readFile(join(directory, basename(path))).catch(() => undefined));
    response.setHeader("content-type", "text/javascript; charset=utf-8");
    response.writeHead(file ? 200 : 404).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://${hostName}:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
