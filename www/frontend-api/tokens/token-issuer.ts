import {
  type CryptoKey,
  compactVerify,
  errors,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  jwtVerify,
  SignJWT,
} from "jose";
import { newId } from "../state/ids.js";
import type { ClientRecord, SessionRecord } from "../state/records.js";
import type { MembershipRecord, UserRecord } from "../state/user-record.js";
import { sessionClaims } from "./session-claims.js";

/** The header's `cat`, by which Clerk's backends distinguish types of token. */
const category = { session: "cl_B7d4PD111AAA", template: "cl_B7d4PD222AAA" } as const;

/** The JWT templates of this instance: lifetime in seconds, and additional claims. */
const templates: Record<
  string,
  { lifetime: number; claims: (user: UserRecord) => Record<string, unknown> }
> = {
  supabase: {
    lifetime: 60,
    claims: (user) => ({
      aud: "authenticated",
      role: "authenticated",
      email: user.emailAddresses[0]?.emailAddress,
    }),
  },
  reporting: { lifetime: 600, claims: (user) => ({ aud: "reporting", name: user.firstName }) },
};

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwks: JSONWebKeySet;
}

// Creating an RSA key takes a noticeable part of a second, so the servers of one process share a
// key.
let sharedKey: Promise<SigningKey> | undefined;

async function createSigningKey(): Promise<SigningKey> {
  const kid = newId("ins");
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid, use: "sig", alg: "RS256" };
  return { kid, privateKey, publicKey, jwks: { keys: [jwk] } };
}

/** The server's properties that tokens depend on. */
export interface TokenSettings {
  /** Returns the time in Unix milliseconds. */
  readonly now: () => number;
  /** Returns the claim `iss`: the server's address. */
  readonly issuer: () => string;
}

/** The rules for session tokens; tests change them while the server runs. */
export interface TokenRules {
  /** The lifetime in seconds; Clerk's default is 60. */
  lifetimeSeconds: number;
  /** The version of the claims. Defaults to 2. */
  version: keyof typeof sessionClaims;
  /** Whether a token request must include the last token as `expired_token`. Defaults to false. */
  expiredTokenRequired: boolean;
}

/** Signs the tokens of one server. */
export class TokenIssuer {
  private constructor(
    private readonly key: SigningKey,
    private readonly settings: TokenSettings,
    readonly rules: Readonly<TokenRules>,
  ) {}

  static async create(settings: TokenSettings, rules: Readonly<TokenRules>): Promise<TokenIssuer> {
    sharedKey ??= createSigningKey();
    return new TokenIssuer(await sharedKey, settings, rules);
  }

  /** The public keys, as served at /.well-known/jwks.json. */
  get jwks(): JSONWebKeySet {
    return this.key.jwks;
  }

  /**
   * Issues a session token, for an organization or (null) the personal account.
   * @param origin - the page's origin, which becomes the claim `azp`
   */
  async session(
    session: SessionRecord,
    membership: MembershipRecord | null,
    origin: string | undefined,
  ): Promise<string> {
    const { version, lifetimeSeconds } = this.rules;
    const claims = sessionClaims[version](session, membership, this.settings.now());
    return this.sign(session.user.id, claims, origin, lifetimeSeconds, category.session);
  }

  /**
   * Returns the id of a session token's session, even if the token has expired; null if this server
   * did not sign it.
   */
  async sessionIdOf(jwt: string): Promise<string | null> {
    try {
      const { payload } = await compactVerify(jwt, this.key.publicKey, { algorithms: ["RS256"] });
      return JSON.parse(new TextDecoder().decode(payload)).sid ?? null;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  /** Issues a token from a JWT template; returns null if there is no such template. */
  async template(
    name: string,
    session: SessionRecord,
    origin: string | undefined,
  ): Promise<string | null> {
    const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
    if (!template) return null;
    const claims = { jti: newId("jti").slice(4), ...template.claims(session.user) };
    return this.sign(session.user.id, claims, origin, template.lifetime, category.template);
  }

  /** Issues the token of a handshake, which carries the header values that set cookies. */
  async handshake(directives: readonly string[]): Promise<string> {
    return new SignJWT({ handshake: directives })
      .setProtectedHeader({ alg: "RS256", kid: this.key.kid, typ: "JWT" })
      .sign(this.key.privateKey);
  }

  /**
   * Issues a client's credential: the value of the cookie, or of a native application's
   * Authorization header.
   */
  async client(client: ClientRecord): Promise<string> {
    return new SignJWT({ id: client.id, rotating_token: client.credential.current })
      .setProtectedHeader({ alg: "RS256", kid: this.key.kid, typ: "JWT" })
      .sign(this.key.privateKey);
  }

  /** Reads a client's credential; returns null if this server did not sign it. */
  async readClient(jwt: string): Promise<{ id: string; rotatingToken: string } | null> {
    try {
      const { payload } = await jwtVerify(jwt, this.key.publicKey, { algorithms: ["RS256"] });
      const { id, rotating_token: rotatingToken } = payload;
      return typeof id === "string" && typeof rotatingToken === "string"
        ? { id, rotatingToken }
        : null;
    } catch {
      // Clerk's API treats the sender of an invalid token as unknown, and reports no error.
      return null;
    }
  }

  private async sign(
    subject: string,
    claims: Record<string, unknown>,
    origin: string | undefined,
    lifetimeSeconds: number,
    cat: string,
  ): Promise<string> {
    const now = Math.floor(this.settings.now() / 1000);
    return (
      new SignJWT({ ...claims, ...(origin !== undefined && { azp: origin }) })
        .setProtectedHeader({ alg: "RS256", cat, kid: this.key.kid, oiat: now, typ: "JWT" })
        .setIssuer(this.settings.issuer())
        .setSubject(subject)
        .setIssuedAt(now)
        // Ten seconds early, as Clerk does, for verifiers with a slow clock.
        .setNotBefore(now - 10)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(this.key.privateKey)
    );
  }
}
