import type { FastifyRequest } from "fastify";
import type { Fault } from "./faults/fault-plan.js";
import type { JsonObject } from "./json.js";
import type { Outbox } from "./outbox.js";
import type { Requester } from "./requester.js";
import type { ClientRecord, SessionRecord } from "./state/records.js";
import { isAlive, type Store } from "./state/store.js";
import type { TokenIssuer } from "./tokens/token-issuer.js";
import { wireClient } from "./wire/client.js";
import { wireSession } from "./wire/session.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is asking. */
    requester: Requester;
    /** What is to go wrong with this request. */
    fault: Fault | null;
  }
}

/** A last active token is repeated while it has more life left than this, in milliseconds. */
const minRemainingToRepeat = 30_000;

/** What the routes work with: the state, the keys, the post, the clock. */
export class Context {
  /** @param now - the time in Unix milliseconds */
  constructor(
    readonly store: Store,
    readonly tokens: TokenIssuer,
    readonly outbox: Outbox,
    readonly now: () => number,
  ) {}

  /** A fresh token for the session's own organization, kept as the one that answers repeat. */
  async issueSessionToken(session: SessionRecord, request: FastifyRequest): Promise<string> {
    const organizationId = session.lastActiveOrganizationId;
    const membership = session.user.memberships.find(
      ({ organization }) => organization.id === organizationId,
    );
    const jwt = await this.tokens.session(session, membership ?? null, request.headers.origin);
    const expireAt = this.now() + this.tokens.rules.lifetimeSeconds * 1000;
    session.lastActiveToken = { jwt, organizationId, expireAt };
    return jwt;
  }

  /** A session on the wire; one that is alive shows its last active token. */
  async session(session: SessionRecord, request: FastifyRequest): Promise<JsonObject> {
    return wireSession(
      session,
      this.now(),
      isAlive(session) ? await this.lastActiveToken(session, request) : null,
    );
  }

  /** A client on the wire, with the sessions that are alive. */
  async client(client: ClientRecord, request: FastifyRequest): Promise<JsonObject> {
    const alive = client.sessions.filter(isAlive);
    return wireClient(client, await Promise.all(alive.map((session) => this.session(session, request))));
  }

  /** The usual answer: what was asked for, and the requesting client as it is now. */
  async envelope(response: JsonObject | null, request: FastifyRequest): Promise<JsonObject> {
    const { client } = request.requester;
    return { response, client: client && (await this.client(client, request)) };
  }

  /** The token that answers show of a session that is alive; made if the last one is nearly over. */
  async lastActiveToken(session: SessionRecord, request: FastifyRequest): Promise<string> {
    const last = session.lastActiveToken;
    const isRepeatable =
      last !== null &&
      last.organizationId === session.lastActiveOrganizationId &&
      last.expireAt - this.now() > minRemainingToRepeat;
    return isRepeatable ? last.jwt : this.issueSessionToken(session, request);
  }
}
