import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { packageDir } from "../../scripts/lib/paths.mjs";

/** A web site of one page and the scripts that it loads. */
export interface Site {
  /** The URL of the page. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a web site of one page.
 *
 * @param head - the contents of the page's head
 * @param directories - the directories of scripts, by their paths on the site; `pkg` is always
 *   served
 * @param hostName - the host name in the site's URL
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
