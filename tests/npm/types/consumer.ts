// Uses the package as an application does. It is compiled as each kind of consumer would.

import type {
  AttemptFirstFactor,
  Client,
  Json,
  JsonObject,
  RequestOptions,
  Session,
  SessionClientOptions,
  SessionStatus,
  SessionVerification,
  TokenOptions,
} from "clerk-session";
import init, {
  checkAuthorization,
  decodeToken,
  deleteSession,
  organizationProfileUrl,
  parseClient,
  parseSession,
  parseSessions,
  SessionClient,
  SessionError,
  signInUrl,
  signUpUrl,
  userProfileUrl,
} from "clerk-session";

const options: SessionClientOptions = {
  publishableKey: "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k",
  clientToken: "token",
  signInUrl: "/sign-in",
  signUpUrl: "https://example.com/sign-up",
  onClientToken: (token) => token.length,
  timeoutMs: 1000,
  maxRetries: 0,
};

export async function use(): Promise<void> {
  await init();
  await init("https://example.com/x.wasm");
  await init(new Uint8Array(8));
  await init(Promise.resolve(new ArrayBuffer(8)));
  await init(new URL("https://example.com/x.wasm"));
  const client = new SessionClient(options);
  const { subscribe, getClient, deleteSession: remove } = client;
  const stop: () => void = subscribe(() => {});
  const loaded: Client | null = await getClient();
  const deleted: Session | null = await remove();
  await remove("sess_1", { timeoutMs: 5 });
  await remove("current", { signal: new AbortController().signal });
  if (client.session) await remove(client.session);
  const deletedToo: Session | null = await deleteSession("sess_1", { ...options, timeoutMs: 5 });
  const remaining: Client = await client.deleteAllSessions({ timeoutMs: 5 });
  const ended: Session = await client.endSession("sess_1");
  const revoked: Session = await client.revokeSession("sess_1", { as: "current" });
  const { revoked: others, failed } = await client.revokeOtherSessions({ as: "current" });
  const failures: SessionError[] = failed.map(({ error }) => error);
  const urls: string[] = [
    signInUrl(client),
    signUpUrl(client, { redirectUrl: "/welcome" }),
    userProfileUrl(client, {}),
    organizationProfileUrl(client),
  ];
  const touched: Session = await client.touchSession("sess_1", {
    organizationId: null,
    intent: "focus",
  });
  const listed: Session[] = [
    ...(await client.listSessions({ as: touched })),
    ...(await client.listActiveSessions()),
  ];
  const token: string | null = await client.getToken();
  const tokenOptions: TokenOptions = {
    session: touched,
    organizationId: null,
    skipCache: true,
    leewaySeconds: 30,
  };
  const another: string | null = await client.getToken({
    ...tokenOptions,
    signal: new AbortController().signal,
  });
  const ofTemplate: string | null = await client.getToken({
    session: "sess_1",
    template: "supabase",
  });
  const { header, claims }: { header: JsonObject; claims: JsonObject } = decodeToken(token ?? "");
  const expires: Json | undefined = claims.exp;
  const started: SessionVerification = await client.startVerification({
    level: "second_factor",
    session: touched,
  });
  const attempt: AttemptFirstFactor = { strategy: "password", password: "secret" };
  const verified = [
    await client.prepareFirstFactor({ strategy: "email_code", emailAddressId: "idn_1" }),
    await client.prepareFirstFactor({
      strategy: "enterprise_sso",
      redirectUrl: "https://example.com",
    }),
    await client.attemptFirstFactor(attempt, { timeoutMs: 5 }),
    await client.prepareSecondFactor({ strategy: "phone_code" }),
    await client.attemptSecondFactor({ strategy: "totp", code: "123456" }),
    await client.verifyWithPasskey({ signal: new AbortController().signal }),
  ];
  const strategies: (string | null)[] = started.supportedFirstFactors.map(
    ({ strategy }) => strategy,
  );
  const parsed = [
    parseSession("{}"),
    ...parseSessions(new Uint8Array()),
    ...parseClient("{}").sessions,
  ];
  const status: SessionStatus | undefined = parsed[0]?.status;
  const when: number = new Date(ended.expireAt).getTime();
  const metadata: Json = revoked.user?.publicMetadata?.key ?? null;
  const age: readonly [first: number, second: number] | null = ended.factorVerificationAge;
  const allowed: boolean =
    checkAuthorization(ended, { role: "org:admin", plan: "gold", reverification: "strict" }) ||
    checkAuthorization(ended, { reverification: { level: "first_factor", afterMinutes: 0.5 } });
  stop();
  client.close();
  console.log(
    verified.every(({ status }) => status === "complete"),
    strategies,
  );
  console.log(others[0]?.id, failures[0]?.code, urls);
  console.log(another, ofTemplate, header.kid, expires);
  console.log(
    loaded?.id,
    deleted,
    deletedToo,
    remaining,
    listed,
    status,
    when,
    metadata,
    age,
    allowed,
    client.loaded,
  );
}

export function explain(error: unknown, request: RequestOptions): string {
  if (!(error instanceof SessionError)) return String(error);
  const seconds: number | null = error.retryAfterSeconds;
  const message: string | null | undefined = error.errors[0]?.longMessage;
  switch (error.code) {
    case "not_deleted":
      return [
        `${error.name} ${error.status} ${error.traceId} ${error.path}`,
        `${message} ${seconds} ${request.timeoutMs}`,
      ].join(" ");
    case "network":
      return `${error.cause}`;
    default:
      return error.message;
  }
}
