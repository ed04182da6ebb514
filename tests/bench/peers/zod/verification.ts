import type { ApiError, Verification } from "clerk-session";
import * as z from "zod";
import { jsonObject } from "./json_object.js";

const apiError = z
  .object({
    message: z.string().nullish(),
    long_message: z.string().nullish(),
    code: z.string().nullish(),
    meta: jsonObject.nullish(),
  })
  .transform(
    (wire): ApiError => ({
      message: wire.message ?? null,
      longMessage: wire.long_message ?? null,
      code: wire.code ?? null,
      meta: wire.meta ?? null,
    }),
  );

export const verification = z
  .object({
    status: z.string().nullish(),
    strategy: z.string().nullish(),
    attempts: z.int().nullish(),
    expire_at: z.int().nullish(),
    verified_at_client: z.string().nullish(),
    nonce: z.string().nullish(),
    message: z.string().nullish(),
    channel: z.string().nullish(),
    external_verification_redirect_url: z.string().nullish(),
    error: apiError.nullish(),
  })
  .transform(
    (wire): Verification => ({
      status: wire.status ?? null,
      strategy: wire.strategy ?? null,
      attempts: wire.attempts ?? null,
      expireAt: wire.expire_at ?? null,
      verifiedAtClient: wire.verified_at_client ?? null,
      nonce: wire.nonce ?? null,
      message: wire.message ?? null,
      channel: wire.channel ?? null,
      externalVerificationRedirectUrl: wire.external_verification_redirect_url ?? null,
      error: wire.error ?? null,
    }),
  );
