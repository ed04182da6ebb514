import type { FastifyRequest } from "fastify";
import type { Fault } from "./faults/fault-plan.js";
import type { Instance } from "./instance.js";
import type { JsonObject } from "./json.js";
import type { Outbox } from "./outbox.js";
import type { Requester } from "./requester.js";
import { Handshakes } from "./state/handshakes.js";
import type { ClientRecord, SessionRecord } from "./state/records.js";
import { isAlive, type Store } from "./state/store.js";
import type { TokenIssuer } from "./tokens/token-issuer.js";
import { wireClient } from "./wire/client.js";
import { wireSession } from "./wire/session.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The sender of this request. */
    requester: Requester;
    /** The fault that applies to this request, if any. */
    fault: Fault | null;
  }
}

/** The remaining lifetime, in milliseconds, above which an answer repeats the last active token. */
const minRemainingToRepeat = 30_000;

/** The dependencies of the routes: state, token issuer, outbox, clock and instance. */
export class Context {
  readonly handshakes = new Handshakes();

  /**
   * @param now - the time in Unix milliseconds
   * @param instance - `null` if the server acts as an instance of any key
   * @param secretKey - the key by which an application's server calls the Backend API
   */
  constructor(
    readonly store: Store,
    readonly tokens: TokenIssuer,
    readonly outbox: Outbox,
    readonly now: () => number,
    readonly instance: Instance | null,
    readonly secretKey: string,
  ) {}

  /**
   * Issues a token for the session's own organization and stores it as the last active token.
   *
   * @param origin - the page's origin
   */
  async issueSessionToken(session: SessionRecord, origin: string | undefined): Promise<string> {
    const organizationId = session.lastActiveOrganizationId;
    const membership = session.user.memberships.find(
      ({ organization }) => organization.id === organizationId,
    );
    const jwt = await this.tokens.session(session, membership ?? null, origin);
    const expireAt = this.now() + this.tokens.rules.lifetimeSeconds * 1000;
    session.lastActiveToken = { jwt, organizationId, expireAt };
    return jwt;
  }

  /**
   * Returns the wire form of a session. If the session is alive, it includes its last active token.
   */
  async session(session: SessionRecord, request: FastifyRequest): Promise<JsonObject> {
    return wireSession(
      session,
      this.now(),
      isAlive(session) ? await this.lastActiveToken(session, request) : null,
    );
  }

  /** Returns the wire form of a client, with the sessions that are alive. */
  async client(client: ClientRecord, request: FastifyRequest): Promise<JsonObject> {
    const alive = client.sessions.filter(isAlive);
    return wireClient(
      client,
      await Promise.all(alive.map((session) => this.session(session, request))),
    );
  }

  /** Returns the usual envelope: the response, and the requesting client in its present state. */
  async envelope(response: JsonObject | null, request: FastifyRequest): Promise<JsonObject> {
    const { client } = request.requester;
    return { response, client: client && (await this.client(client, request)) };
  }

  /**
   * Returns the last active token of a session that is alive; issues a new one if the last one
   * expires soon.
   */
  async lastActiveToken(session: SessionRecord, request: FastifyRequest): Promise<string> {
    const last = session.lastActiveToken;
    const isRepeatable =
      last !== null &&
      last.organizationId === session.lastActiveOrganizationId &&
      last.expireAt - this.now() > minRemainingToRepeat;
    return isRepeatable ? last.jwt : this.issueSessionToken(session, request.headers.origin);
  }
}
