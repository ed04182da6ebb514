import { request } from "node:http";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { createFrontendApi } from "../../../www/frontend-api/server.js";
import { ApiClient } from "./api-client.js";
import { ada, test as base, expect } from "./fixtures.js";

let aheadMs = 0;
const test = base.extend({
  apiOptions: [{ now: () => Date.now() + aheadMs }, { scope: "test" }],
});

test("An unused session is abandoned after the inactivity timeout; a touch is use", async ({
  api,
  apiClient,
}) => {
  aheadMs = 0;
  api.control.setInactivityTimeout(60_000);
  const { emailAddress: identifier, password } = ada;
  const signIn = await apiClient.post("/v1/client/sign_ins", { identifier, password });
  const id = signIn.string("/response/created_session_id");
  aheadMs = 50_000;
  await apiClient.post(`/v1/client/sessions/${id}/touch`, { intent: "focus" });
  aheadMs = 100_000;
  expect((await apiClient.get("/v1/client")).string("/response/sessions/0/id")).toBe(id);
  aheadMs = 110_001;
  expect((await apiClient.get("/v1/client")).list("/response/sessions")).toEqual([]);
  expect(api.control.sessions.find((session) => session.id === id)?.status).toBe("abandoned");
  const token = await apiClient.post(`/v1/client/sessions/${id}/tokens`, {});
  expect(token.status).toBe(401);
});

test("Only an allowed origin may send Origin and Authorization", async () => {
  const allowed = "chrome-extension://abcdefghijklmnop";
  const api = await createFrontendApi({
    refuseOriginWithAuthorization: true,
    allowedOrigins: [allowed],
  });
  const statusFrom = async (origin: string) => {
    const headers = { origin, authorization: "Bearer nothing" };
    return (await new ApiClient(api.url, { headers }).get("/v1/client")).status;
  };
  expect(await statusFrom("chrome-extension://another")).toBe(400);
  expect(await statusFrom(allowed)).toBe(200);
  await api.close();
});

for (const [encoding, decoder] of [
  ["br", createBrotliDecompress],
  ["gzip", createGunzip],
] as const) {
  test(`Responses are compressed by ${encoding} if the client accepts it`, async ({ api }) => {
    const headers = { "accept-encoding": encoding };
    const [type, text] = await new Promise<[string | undefined, string]>((resolve, reject) => {
      request(`${api.url}/.well-known/jwks.json`, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response
          .pipe(decoder())
          .on("data", (chunk: Buffer) => chunks.push(chunk))
          .on("error", reject)
          .on("end", () =>
            resolve([response.headers["content-encoding"], Buffer.concat(chunks).toString()]),
          );
      }).end();
    });
    expect(type).toBe(encoding);
    expect(JSON.parse(text).keys).toHaveLength(1);
  });
}
