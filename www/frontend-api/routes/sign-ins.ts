import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import { FrontendApiError } from "../errors.js";
import { ensureClient } from "../identify.js";
import { activityOf } from "../state/activity.js";
import type { SignInRecord } from "../state/records.js";
import { isAlive, rotate } from "../state/store.js";
import type { UserRecord } from "../state/user-record.js";
import { wireSignIn } from "../wire/sign-in.js";

/** The form parameters of both sign-in steps. */
interface SignInForm {
  strategy?: string;
  identifier?: string;
  password?: string;
}

/** Adds the routes of a password sign-in, in one request or in two steps. */
export function signInRoutes(app: FastifyInstance, context: Context): void {
  app.post<{ Body: SignInForm | undefined }>("/v1/client/sign_ins", async (request) => {
    const { identifier, password } = request.body ?? {};
    const user = identifier ? findUser(request, identifier) : null;
    const signIn = context.store.createSignIn(ensureClient(request, context));
    if (user && identifier) {
      signIn.user = user;
      signIn.identifier = identifier;
      signIn.status = "needs_first_factor";
    }
    if (password !== undefined) attemptPassword(request, signIn, password);
    return context.envelope(wireSignIn(signIn), request);
  });

  app.post<{ Params: { id: string }; Body: SignInForm | undefined }>(
    "/v1/client/sign_ins/:id/attempt_first_factor",
    async (request) => {
      const signIn = request.requester.client?.signIn;
      if (!signIn || signIn.id !== request.params.id) {
        throw new FrontendApiError("resource_not_found", `sign in with id ${request.params.id}`);
      }
      attemptPassword(request, signIn, request.body?.password ?? "");
      return context.envelope(wireSignIn(signIn), request);
    },
  );

  function findUser(request: FastifyRequest, identifier: string): UserRecord {
    const user = context.store.userByIdentifier(identifier);
    if (!user)
      throw new FrontendApiError("form_identifier_not_found", "", { param_name: "identifier" });
    const existing = request.requester.client?.sessions.find(
      (session) => session.user === user && isAlive(session),
    );
    if (existing)
      throw new FrontendApiError("identifier_already_signed_in", "", { session_id: existing.id });
    return user;
  }

  function attemptPassword(
    request: FastifyRequest<{ Body: SignInForm | undefined }>,
    signIn: SignInRecord,
    password: string,
  ): void {
    const strategy = request.body?.strategy ?? "password";
    const { user } = signIn;
    if (strategy !== "password" || !user) throw new FrontendApiError("strategy_for_user_invalid");
    signIn.attempts += 1;
    if (password !== user.password) {
      throw new FrontendApiError("form_password_incorrect", "", { param_name: "password" });
    }
    const client = ensureClient(request, context);
    const session = context.store.createSession({
      user,
      client,
      activity: activityOf(request.headers["user-agent"], { ipAddress: request.ip }),
    });
    user.lastSignInAt = context.now();
    signIn.status = "complete";
    signIn.createdSessionId = session.id;
    client.signIn = null;
    client.lastAuthenticationStrategy = "password";
    // Prevents session fixation: a secret planted before the sign-in gives access to the new
    // session only briefly.
    rotate(client.credential, "rt");
  }
}
