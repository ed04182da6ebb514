import { expect, test } from "./fixtures.js";

// What the documentation of a fault's `times` says; were it to change, tests that drop connections would mislead.
for (const [times, outcome] of [
  [1, 200],
  [100, "TypeError"],
] as const) {
  test(`a POST whose kept-alive connection is cut ${times} times is sent again by Chromium itself`, async ({
    api,
    clerk,
  }) => {
    api.control.clearRequests();
    api.control.addFaults({ path: "/v1/client/sign_ins", drop: "before-change", times });
    const result = await clerk.page.evaluate(
      (url) =>
        fetch(url, { method: "POST", credentials: "include" }).then(
          ({ status }) => status,
          ({ name }) => name,
        ),
      `${api.url}/v1/client/sign_ins?_clerk_js_version=6.0.0`,
    );
    expect(result).toBe(outcome);
    // Once more for each connection that was idle, of which clerk-js's loading has left one or two.
    expect([2, 3]).toContain(api.control.requests.length);
  });
}
