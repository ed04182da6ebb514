import type { Client } from "clerk-session";
import * as z from "zod";
import { session } from "./session.js";

export const client = z
  .object({
    id: z.string(),
    sessions: z.array(session).nullish(),
    last_active_session_id: z.string().nullish(),
    last_authentication_strategy: z.string().nullish(),
    cookie_expires_at: z.int().nullish(),
    created_at: z.int().nullish(),
    updated_at: z.int().nullish(),
  })
  .transform(
    (wire): Client => ({
      id: wire.id,
      sessions: wire.sessions ?? [],
      lastActiveSessionId: wire.last_active_session_id ?? null,
      lastAuthenticationStrategy: wire.last_authentication_strategy ?? null,
      cookieExpiresAt: wire.cookie_expires_at ?? null,
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
    }),
  );
