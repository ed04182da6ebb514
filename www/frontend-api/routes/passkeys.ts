import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import { FrontendApiError } from "../errors.js";
import { finishRegistration, startRegistration } from "../factors/passkeys.js";
import { attemptVerification } from "../factors/verify-factor.js";
import { type Form, required, requiredChoice } from "../forms.js";
import { activityOf } from "../state/activity.js";
import { newId } from "../state/ids.js";
import type { PasskeyRecord } from "../state/user-record.js";
import { passkey as wirePasskey } from "../wire/identifications.js";
import { type MeRoute, originOf, requestingSession } from "./lookups.js";

interface PasskeyRoute extends MeRoute {
  Params: { id: string };
  Body: Form;
}

/**
 * Adds the routes of the requesting user's passkeys. A registration takes two steps, with the
 * browser's authenticator between them.
 */
export function passkeyRoutes(app: FastifyInstance, context: Context): void {
  app.post<MeRoute>("/v1/me/passkeys", async (request) => {
    const { user } = requestingSession(request);
    const now = context.now();
    const { browserName, deviceType } = activityOf(request.headers["user-agent"], {
      ipAddress: request.ip,
    });
    const passkey: PasskeyRecord = {
      id: newId("idn"),
      name: browserName && deviceType ? `${browserName} on ${deviceType}` : "Passkey",
      verification: await startRegistration(user, originOf(request), now),
      credential: null,
      createdAt: now,
      lastUsedAt: null,
    };
    user.passkeys.push(passkey);
    return context.envelope(wirePasskey(passkey), request);
  });

  app.post<PasskeyRoute>("/v1/me/passkeys/:id/attempt_verification", async (request) => {
    const passkey = passkeyOf(request);
    requiredChoice(request.body, "strategy", ["passkey"]);
    const credential = required(request.body, "public_key_credential");
    await attemptVerification(passkey.verification, context.now(), () =>
      finishRegistration(passkey, credential),
    );
    return context.envelope(wirePasskey(passkey), request);
  });

  // clerk-js sends this when the browser created no passkey, and when its user deletes one.
  app.delete<PasskeyRoute>("/v1/me/passkeys/:id", async (request) => {
    const { passkeys } = requestingSession(request).user;
    const passkey = passkeyOf(request);
    passkeys.splice(passkeys.indexOf(passkey), 1);
    return context.envelope({ object: "passkey", id: passkey.id, deleted: true }, request);
  });
}

function passkeyOf(request: FastifyRequest<PasskeyRoute>): PasskeyRecord {
  const { id } = request.params;
  const passkey = requestingSession(request).user.passkeys.find((candidate) => candidate.id === id);
  if (!passkey) throw new FrontendApiError("resource_not_found", `passkey with id ${id}`);
  return passkey;
}
