import type { SessionClient } from "clerk-session";
import type { JsonObject } from "../../www/frontend-api/json.js";
import { before, envelope, type PlannedResponse, wireSession } from "./fake_server.js";
import { test as base } from "./fixtures.js";

interface Fixtures {
  /**
   * `clientOfFake` after it has started a reverification of `sess_1`, which is the second request
   * in the fake server's log.
   */
  verifyingClient: SessionClient;
}

export const test = base.extend<Fixtures>({
  verifyingClient: async ({ fake, clientOfFake }, use) => {
    fake.answer(verificationResponse());
    await clientOfFake.startVerification({ level: "first_factor" });
    await use(clientOfFake);
  },
});

/** Returns a reverification in wire format. Its session has only the fields that are sent there. */
export function wireVerification(more: JsonObject = {}): JsonObject {
  return {
    object: "session_reverification",
    id: "sess_1",
    status: "needs_first_factor",
    level: "first_factor",
    session: wireSession("sess_1"),
    first_factor_verification: null,
    second_factor_verification: null,
    supported_first_factors: [
      {
        strategy: "email_code",
        safe_identifier: "a**@example.com",
        email_address_id: "idn_1",
        primary: true,
      },
    ],
    supported_second_factors: null,
    ...more,
  };
}

/** Returns the response to any call of a reverification, with the unchanged client. */
export const verificationResponse = (more: JsonObject = {}): PlannedResponse =>
  envelope(wireVerification(more), before);

/** Returns the response to the preparation of a passkey. */
export const passkeyPrepared = (nonce: string | null): PlannedResponse =>
  verificationResponse({
    first_factor_verification: { status: "unverified", strategy: "passkey", nonce },
  });

/** Returns the path of a reverification, or of a step of it. */
export const verifyPath = (id: string, step = ""): string =>
  `/v1/client/sessions/${id}/verify${step && `/${step}`}`;

/** The four steps, each with a minimal argument. */
export const steps: readonly [
  name: string,
  path: string,
  take: (client: SessionClient) => Promise<unknown>,
][] = [
  [
    "prepareFirstFactor",
    "prepare_first_factor",
    (client) => client.prepareFirstFactor({ strategy: "passkey" }),
  ],
  [
    "attemptFirstFactor",
    "attempt_first_factor",
    (client) => client.attemptFirstFactor({ strategy: "password", password: "hunter2" }),
  ],
  [
    "prepareSecondFactor",
    "prepare_second_factor",
    (client) => client.prepareSecondFactor({ strategy: "phone_code" }),
  ],
  [
    "attemptSecondFactor",
    "attempt_second_factor",
    (client) => client.attemptSecondFactor({ strategy: "totp", code: "hunter2" }),
  ],
];
