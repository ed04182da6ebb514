import type {
  EmailAddress,
  IdentificationLink,
  Passkey,
  PhoneNumber,
  Web3Wallet,
} from "clerk-session";
import * as z from "zod";
import { verification } from "./verification.js";

const identificationLink = z
  .object({
    type: z.string().nullish(),
    id: z.string(),
  })
  .transform(
    (wire): IdentificationLink => ({
      type: wire.type ?? null,
      id: wire.id,
    }),
  );

export const emailAddress = z
  .object({
    id: z.string(),
    email_address: z.string().nullish(),
    reserved: z.boolean().nullish(),
    verification: verification.nullish(),
    linked_to: z.array(identificationLink).nullish(),
    matches_sso_connection: z.boolean().nullish(),
    created_at: z.int().nullish(),
    updated_at: z.int().nullish(),
  })
  .transform(
    (wire): EmailAddress => ({
      id: wire.id,
      emailAddress: wire.email_address ?? null,
      reserved: wire.reserved ?? false,
      verification: wire.verification ?? null,
      linkedTo: wire.linked_to ?? [],
      matchesSsoConnection: wire.matches_sso_connection ?? false,
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
    }),
  );

export const phoneNumber = z
  .object({
    id: z.string(),
    phone_number: z.string().nullish(),
    reserved_for_second_factor: z.boolean().nullish(),
    default_second_factor: z.boolean().nullish(),
    reserved: z.boolean().nullish(),
    verification: verification.nullish(),
    linked_to: z.array(identificationLink).nullish(),
    backup_codes: z.array(z.string()).nullish(),
    created_at: z.int().nullish(),
    updated_at: z.int().nullish(),
  })
  .transform(
    (wire): PhoneNumber => ({
      id: wire.id,
      phoneNumber: wire.phone_number ?? null,
      reservedForSecondFactor: wire.reserved_for_second_factor ?? false,
      defaultSecondFactor: wire.default_second_factor ?? false,
      reserved: wire.reserved ?? false,
      verification: wire.verification ?? null,
      linkedTo: wire.linked_to ?? [],
      backupCodes: wire.backup_codes ?? [],
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
    }),
  );

export const web3Wallet = z
  .object({
    id: z.string(),
    web3_wallet: z.string().nullish(),
    verification: verification.nullish(),
    created_at: z.int().nullish(),
    updated_at: z.int().nullish(),
  })
  .transform(
    (wire): Web3Wallet => ({
      id: wire.id,
      web3Wallet: wire.web3_wallet ?? null,
      verification: wire.verification ?? null,
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
    }),
  );

export const passkey = z
  .object({
    id: z.string(),
    name: z.string().nullish(),
    last_used_at: z.int().nullish(),
    verification: verification.nullish(),
    created_at: z.int().nullish(),
    updated_at: z.int().nullish(),
  })
  .transform(
    (wire): Passkey => ({
      id: wire.id,
      name: wire.name ?? null,
      lastUsedAt: wire.last_used_at ?? null,
      verification: wire.verification ?? null,
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
    }),
  );
