import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import type { Page } from "@playwright/test";
import { VirtualAuthenticator } from "../../support/virtual_authenticator.js";
import {
  before,
  envelope,
  type FakeServer,
  type PlannedResponse,
  startFakeServer,
} from "../fake_server.js";
import { passkeyPrepared, verificationResponse, verifyPath } from "../verification.js";
import { test as base, expect, grace } from "./page.js";

/** A passkey of the page's user: its id in base64url, and its public key (SPKI) in base64. */
interface Registered {
  readonly id: string;
  readonly publicKey: string;
}

interface Fixtures {
  fake: FakeServer;
  authenticator: VirtualAuthenticator;
  /** The origin of the page, with a host name because passkeys do not support IP addresses. */
  origin: string;
  /** Opens the page and loads the package. */
  loadOn: (origin: string) => Promise<void>;
  /**
   * The passkey of the page's user, whose reverification has started with two requests to the fake
   * server.
   */
  registered: Registered;
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads dependencies from the pattern.
  fake: async ({}, use) => {
    const fake = await startFakeServer();
    await use(fake);
    await fake.close();
  },
  authenticator: async ({ page }, use) => {
    await use(await VirtualAuthenticator.addTo(page));
  },
  origin: async ({ site }, use) => {
    await use(new URL(site.replace("127.0.0.1", "localhost")).origin);
  },
  loadOn: async ({ page }, use) => {
    await use(async (origin) => {
      await page.goto(origin);
      await page.evaluate(async (url) => {
        window.clerkSession = await import(url);
        await window.clerkSession.default();
      }, "/pkg/index.js");
    });
  },
  registered: async ({ authenticator: _, fake, loadOn, origin, page }, use) => {
    await loadOn(origin);
    const registered = await page.evaluate(register);
    fake.answer(
      ...[envelope(before), verificationResponse()].map((answer) => forPage(origin, answer)),
    );
    await page.evaluate(async (proxyUrl) => {
      window.client = new window.clerkSession.SessionClient({
        frontendApi: "clerk.example.com",
        proxyUrl,
      });
      await window.client.startVerification({ level: "first_factor" });
    }, fake.url);
    await use(registered);
  },
});

/** Creates a passkey. Runs in the page. */
async function register(): Promise<Registered> {
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: new Uint8Array(16),
      rp: { id: "localhost", name: "Example" },
      user: { id: new TextEncoder().encode("user_1"), name: "ada", displayName: "Ada" },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    },
  });
  const { id, response } = credential as PublicKeyCredential;
  const key = new Uint8Array((response as AuthenticatorAttestationResponse).getPublicKey() ?? []);
  return { id, publicKey: btoa(String.fromCharCode(...key)) };
}

/** Returns a response with CORS headers, which the page may read. */
function forPage(origin: string, answer: PlannedResponse): PlannedResponse {
  const headers = {
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
  };
  return { ...answer, headers };
}

/** Calls verifyWithPasskey in the page. Returns the status, or the error's members. */
function verifyWithPasskey(page: Page) {
  return page.evaluate(() =>
    window.client.verifyWithPasskey().then(
      ({ status }) => ({ status }),
      ({ code, message, cause }) => ({
        code,
        message,
        cause: cause instanceof DOMException ? cause.name : typeof cause,
      }),
    ),
  );
}

const prepare = `POST ${verifyPath("sess_1", "prepare_first_factor")}`;
const attempt = `POST ${verifyPath("sess_1", "attempt_first_factor")}`;
const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest();

for (const which of ["the server's allowCredentials", "any passkey of the host"] as const) {
  test(`With ${which}, the challenge is signed and the signature is valid`, async ({
    fake,
    origin,
    page,
    registered,
  }) => {
    // Its base64url has both characters that differ from base64, and its base64 needs padding.
    const challenge = Buffer.concat([Buffer.from([0xfb, 0xff, 0xfe]), randomBytes(29)]).toString(
      "base64url",
    );
    const allowCredentials = which.startsWith("any")
      ? []
      : [{ type: "public-key", id: registered.id }];
    const request = {
      challenge,
      rpId: "localhost",
      userVerification: "required",
      allowCredentials,
    };
    const answers = [
      passkeyPrepared(JSON.stringify(request)),
      verificationResponse({ status: "complete" }),
    ];
    fake.answer(...answers.map((answer) => forPage(origin, answer)));
    expect(await verifyWithPasskey(page)).toEqual({ status: "complete" });

    expect(fake.lines.slice(2)).toEqual([prepare, attempt]);
    const form = new URLSearchParams(fake.requests[3]?.body);
    expect(form.get("strategy")).toBe("passkey");
    const credential = JSON.parse(form.get("public_key_credential") ?? "");
    expect(credential).toEqual({
      id: registered.id,
      rawId: registered.id,
      type: "public-key",
      authenticatorAttachment: "platform",
      response: {
        authenticatorData: expect.any(String),
        clientDataJSON: expect.any(String),
        signature: expect.any(String),
        userHandle: Buffer.from("user_1").toString("base64url"),
      },
    });
    for (const text of Object.values(credential.response)) expect(text).toMatch(/^[\w-]+$/);

    const read = (name: string) => Buffer.from(credential.response[name], "base64url");
    const [authenticatorData, clientData] = [read("authenticatorData"), read("clientDataJSON")];
    expect(JSON.parse(clientData.toString())).toMatchObject({
      type: "webauthn.get",
      challenge,
      origin,
    });
    expect(authenticatorData.subarray(0, 32)).toEqual(sha256("localhost"));
    // The flags UP (user present) and UV (user verified) are set.
    expect((authenticatorData[32] ?? 0) & 0b101).toBe(0b101);
    const key = createPublicKey({
      key: Buffer.from(registered.publicKey, "base64"),
      format: "der",
      type: "spki",
    });
    const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
    expect(verify("sha256", signed, key, read("signature"))).toBe(true);
  });
}

/**
 * The browser's time limit for its user, in milliseconds. No test controls its clock, and the
 * browser delays some refusals until then.
 */
const timeout = 1_000;

for (const [label, request, name] of [
  [
    "a passkey that the user does not have",
    { allowCredentials: [{ type: "public-key", id: "AQID" }] },
    "NotAllowedError",
  ],
  ["a passkey of another host", { rpId: "example.com" }, "SecurityError"],
] as const) {
  test(`For ${label}, the call rejects with passkey and the browser's message`, async ({
    fake,
    origin,
    page,
    registered: _,
  }) => {
    const nonce = JSON.stringify({ challenge: "AQID", rpId: "localhost", timeout, ...request });
    fake.answer(forPage(origin, passkeyPrepared(nonce)));
    const known = await page.evaluate(() => window.client.client);
    expect(await verifyWithPasskey(page)).toEqual({
      code: "passkey",
      message: expect.stringMatching(`^the browser or its user refused the passkey: ${name}: .`),
      cause: name,
    });
    expect(fake.lines.slice(2)).toEqual([prepare]);
    expect(await page.evaluate(() => window.client.client)).toEqual(known);
  });
}

test("If the authenticator does not verify the user, the call rejects with passkey", async ({
  authenticator,
  fake,
  origin,
  page,
  registered: _,
}) => {
  await authenticator.setVerified(false);
  const request = { challenge: "AQID", rpId: "localhost", timeout, userVerification: "required" };
  fake.answer(forPage(origin, passkeyPrepared(JSON.stringify(request))));
  expect(await verifyWithPasskey(page)).toMatchObject({
    code: "passkey",
    cause: "NotAllowedError",
  });
  expect(fake.lines.slice(2)).toEqual([prepare]);
});

for (const end of ["signal", "close"] as const) {
  test(`If no user is present, ${end} aborts the browser's request and a new one works`, async ({
    authenticator,
    fake,
    origin,
    page,
    registered,
  }) => {
    await authenticator.setPresent(false);
    const nonce = JSON.stringify({
      challenge: "AQID",
      rpId: "localhost",
      allowCredentials: [{ type: "public-key", id: registered.id }],
    });
    fake.answer(forPage(origin, passkeyPrepared(nonce)));
    const ended = await page.evaluate(async (end) => {
      // Resolves when the browser's native function is called.
      const { get } = navigator.credentials;
      const requested = new Promise<AbortSignal | undefined>((resolve) => {
        navigator.credentials.get = (options) => {
          resolve(options?.signal);
          return get.call(navigator.credentials, options);
        };
      });
      const caller = new AbortController();
      const left = window.client
        .verifyWithPasskey({ signal: caller.signal })
        .catch((reason) => reason);
      const signal = await requested;
      navigator.credentials.get = get;
      const aborted = new Promise((resolve) => signal?.addEventListener("abort", resolve));
      if (end === "signal") caller.abort("enough");
      else window.client.close();
      const reason = await left;
      await aborted;
      return reason.code ?? reason;
    }, end);
    expect(ended).toBe(end === "signal" ? "enough" : "closed");
    expect(fake.lines.slice(2)).toEqual([prepare]);

    await authenticator.setPresent(true);
    const again = await page.evaluate(async (id) => {
      const base64 = id.replaceAll("-", "+").replaceAll("_", "/");
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const allowCredentials = [{ type: "public-key" as const, id: bytes }];
      const publicKey = { challenge: new Uint8Array(16), rpId: "localhost", allowCredentials };
      return (await navigator.credentials.get({ publicKey }))?.id;
    }, registered.id);
    expect(again).toBe(registered.id);
  });
}

test("In a worker there are no passkeys: the call rejects with passkey and sends nothing", async ({
  fake,
  origin,
  page,
}) => {
  await page.goto(origin);
  fake.answer(
    ...[envelope(before), verificationResponse()].map((answer) => forPage(origin, answer)),
  );
  const code = await page.evaluate(
    async ([pkg, proxyUrl]) => {
      const program = `
        import init, { SessionClient } from ${JSON.stringify(pkg)};
        await init();
        const proxyUrl = ${JSON.stringify(proxyUrl)};
        const client = new SessionClient({ frontendApi: "clerk.example.com", proxyUrl });
        await client.startVerification({ level: "first_factor" });
        postMessage(await client.verifyWithPasskey().catch(({ code }) => code));`;
      const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
      const worker = new Worker(url, { type: "module" });
      return new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
      });
    },
    [`${origin}/pkg/index.js`, fake.url] as const,
  );
  expect(code).toBe("passkey");
  expect(fake.lines).toHaveLength(2);
});

test.describe("At the local Frontend API,", () => {
  let time = Date.now();
  test.use({ apiOptions: [{ hostName: "localhost", now: () => time }, { scope: "test" }] });

  test("a registered passkey verifies, and the next token has the new factor age", async ({
    api,
    authenticator: _,
    connect,
    loadOn,
    origin,
    page,
    signIn,
  }) => {
    await loadOn(origin);
    const id = await signIn(page, grace);
    await connect(page);
    expect(await page.evaluate(registerAt, api.url)).toMatchObject({
      verification: { status: "verified" },
    });
    const [registered] = api.control.passkeys;
    api.control.clearRequests();
    time += 30 * 60_000;

    const result = await page.evaluate(async () => {
      const { client, clerkSession } = window;
      const age = async () => clerkSession.decodeToken((await client.getToken()) ?? "").claims.fva;
      const before = await age();
      const started = await client.startVerification({ level: "first_factor" });
      const done = await client.verifyWithPasskey();
      return {
        before,
        offered: started.supportedFirstFactors.map(({ strategy }) => strategy),
        done: [
          done.status,
          done.firstFactorVerification?.strategy,
          done.firstFactorVerification?.status,
        ],
        after: await age(),
        used: client.session?.user?.passkeys[0]?.lastUsedAt,
      };
    });
    expect(result).toEqual({
      before: [30, -1],
      offered: expect.arrayContaining(["passkey"]),
      done: ["complete", "passkey", "verified"],
      after: [0, -1],
      used: time,
    });
    expect(api.control.requests.map(({ path }) => path)).toEqual([
      "/v1/client",
      `/v1/client/sessions/${id}/tokens`,
      verifyPath(id),
      verifyPath(id, "prepare_first_factor"),
      verifyPath(id, "attempt_first_factor"),
      `/v1/client/sessions/${id}/tokens`,
    ]);
    expect(api.control.passkeys[0]?.counter).toBeGreaterThan(registered?.counter ?? Number.NaN);
  });
});

/**
 * Creates a passkey, serialized by the browser, and registers it at the Frontend API. Runs in the
 * page.
 */
async function registerAt(url: string): Promise<unknown> {
  const post = async (path: string, form: Record<string, string> = {}) => {
    const init = {
      method: "POST",
      credentials: "include",
      body: new URLSearchParams(form),
    } as const;
    return (await (await fetch(`${url}/v1/me/passkeys${path}`, init)).json()).response;
  };
  const passkey = await post("");
  const request = JSON.parse(passkey.verification.nonce);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(request);
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  return post(`/${passkey.id}/attempt_verification`, {
    strategy: "passkey",
    public_key_credential: JSON.stringify(credential.toJSON()),
  });
}
