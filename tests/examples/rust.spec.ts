import { fileURLToPath } from "node:url";
import type { FrontendApiServer } from "../../www/frontend-api/server.js";
import {
  ada,
  test as base,
  changes,
  defaultApi,
  expect,
  grace,
  list,
  redirectApi,
  serve,
  signInByRequest,
} from "./fixtures.js";
import { rustPageDir } from "./rust_build.mjs";

const root = fileURLToPath(new URL("../../examples/rust/", import.meta.url));

interface Served {
  /** The URL of the page in Rust, which `npm test` has built. */
  rustPage: string;
}

const test = base.extend<object, Served>({
  rustPage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from it.
    async ({}, use) => {
      const server = await serve(root, rustPageDir);
      await use(server.url);
      await server.close();
    },
    { scope: "worker" },
  ],
});

test("the page lists accounts and devices, and signs out the chosen account", async ({
  api,
  page,
  rustPage,
}) => {
  const graceSession = await signInByRequest(page, api.url, grace);
  const adaSession = await signInByRequest(page, api.url, ada);
  await redirectApi(page.context(), defaultApi, api);
  await page.goto(rustPage);
  await expect(list(page, "This browser")).toHaveText([/^Grace/, /^Ada/]);
  await expect(list(page, "Your devices")).toHaveCount(5);
  await expect(list(page, "Your devices").filter({ hasText: "this browser" })).toHaveCount(1);
  await expect(list(page, "Your devices").filter({ hasText: "iPhone, Lisbon" })).toHaveCount(1);

  api.control.clearRequests();
  await page.getByRole("button", { name: "Sign out Grace" }).click();
  await expect(page.getByRole("status")).toHaveText("Grace is signed out.");
  await expect(list(page, "This browser")).toHaveText([/^Ada/]);
  expect(changes(api)).toEqual([`POST /v1/client/sessions/${graceSession}/remove`]);
  expect(status(api, graceSession)).toBe("removed");
  expect(status(api, adaSession)).toBe("active");

  await page.getByRole("button", { name: "Sign out Ada" }).click();
  await expect(page.getByText("Nobody is signed in.")).toBeVisible();
  await expect(list(page, "Your devices")).toHaveCount(0);
  expect(status(api, adaSession)).toBe("removed");
});

test("if a sign-out is refused, the page shows the reason and changes nothing", async ({
  api,
  page,
  rustPage,
}) => {
  const id = await signInByRequest(page, api.url, ada);
  await redirectApi(page.context(), defaultApi, api);
  await page.goto(rustPage);
  const button = page.getByRole("button", { name: "Sign out Ada" });
  await expect(button).toBeVisible();
  api.control.addFaults({
    path: `/v1/client/sessions/${id}/remove`,
    times: 1,
    answer: { status: 500 },
  });
  await button.click();
  await expect(page.getByRole("alert")).toContainText("HTTP 500");
  await expect(list(page, "This browser")).toHaveCount(1);
  expect(status(api, id)).toBe("active");
});

/** Returns a session's status on the server. */
function status({ control }: FrontendApiServer, id: string): string | undefined {
  return control.sessions.find((session) => session.id === id)?.status;
}
