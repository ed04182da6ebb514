import { expect, test } from "./fixtures.js";

// The documentation of a fault's `times` relies on this behaviour of Chromium. If it changed, tests
// that drop connections would mislead.
for (const [times, outcome] of [
  [1, 200],
  [100, "TypeError"],
] as const) {
  test(`if a POST's connection is cut ${times} times, Chromium repeats it itself`, async ({
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
    // Chromium repeats it once for each idle connection, of which clerk-js has left one or two.
    expect([2, 3]).toContain(api.control.requests.length);
  });
}
