import type { EnterpriseAccount, EnterpriseConnection, ExternalAccount } from "clerk-session";
import * as z from "zod";
import { jsonObject } from "./json_object.js";
import { verification } from "./verification.js";

export const externalAccount = z
  .object({
    id: z.string(),
    provider: z.string().nullish(),
    identification_id: z.string().nullish(),
    provider_user_id: z.string().nullish(),
    approved_scopes: z.string().nullish(),
    email_address: z.string().nullish(),
    email_address_verified: z.boolean().nullish(),
    first_name: z.string().nullish(),
    last_name: z.string().nullish(),
    image_url: z.string().nullish(),
    username: z.string().nullish(),
    phone_number: z.string().nullish(),
    public_metadata: jsonObject.nullish(),
    label: z.string().nullish(),
    created_at: z.int().nullish(),
    updated_at: z.int().nullish(),
    verification: verification.nullish(),
  })
  .transform(
    (wire): ExternalAccount => ({
      id: wire.id,
      provider: wire.provider ?? null,
      identificationId: wire.identification_id ?? null,
      providerUserId: wire.provider_user_id ?? null,
      approvedScopes: wire.approved_scopes ?? null,
      emailAddress: wire.email_address ?? null,
      emailAddressVerified: wire.email_address_verified ?? false,
      firstName: wire.first_name ?? null,
      lastName: wire.last_name ?? null,
      imageUrl: wire.image_url ?? null,
      username: wire.username ?? null,
      phoneNumber: wire.phone_number ?? null,
      publicMetadata: wire.public_metadata ?? null,
      label: wire.label ?? null,
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
      verification: wire.verification ?? null,
    }),
  );

const enterpriseConnection = z
  .object({
    id: z.string(),
    name: z.string().nullish(),
    domain: z.string().nullish(),
    domains: z.array(z.string()).nullish(),
    protocol: z.string().nullish(),
    active: z.boolean().nullish(),
    logo_public_url: z.string().nullish(),
    provider: z.string().nullish(),
    sync_user_attributes: z.boolean().nullish(),
    allow_subdomains: z.boolean().nullish(),
    allow_idp_initiated: z.boolean().nullish(),
    disable_additional_identifications: z.boolean().nullish(),
    allow_organization_account_linking: z.boolean().nullish(),
    created_at: z.int().nullish(),
    updated_at: z.int().nullish(),
  })
  .transform(
    (wire): EnterpriseConnection => ({
      id: wire.id,
      name: wire.name ?? null,
      domain: wire.domain ?? null,
      domains: wire.domains ?? [],
      protocol: wire.protocol ?? null,
      active: wire.active ?? false,
      logoPublicUrl: wire.logo_public_url ?? null,
      provider: wire.provider ?? null,
      syncUserAttributes: wire.sync_user_attributes ?? false,
      allowSubdomains: wire.allow_subdomains ?? false,
      allowIdpInitiated: wire.allow_idp_initiated ?? false,
      disableAdditionalIdentifications: wire.disable_additional_identifications ?? false,
      allowOrganizationAccountLinking: wire.allow_organization_account_linking ?? false,
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
    }),
  );

export const enterpriseAccount = z
  .object({
    id: z.string(),
    provider: z.string().nullish(),
    protocol: z.string().nullish(),
    active: z.boolean().nullish(),
    email_address: z.string().nullish(),
    first_name: z.string().nullish(),
    last_name: z.string().nullish(),
    provider_user_id: z.string().nullish(),
    enterprise_connection_id: z.string().nullish(),
    last_authenticated_at: z.int().nullish(),
    public_metadata: jsonObject.nullish(),
    verification: verification.nullish(),
    enterprise_connection: enterpriseConnection.nullish(),
    saml_connection: enterpriseConnection.nullish(),
  })
  .transform(
    (wire): EnterpriseAccount => ({
      id: wire.id,
      provider: wire.provider ?? null,
      protocol: wire.protocol ?? null,
      active: wire.active ?? false,
      emailAddress: wire.email_address ?? null,
      firstName: wire.first_name ?? null,
      lastName: wire.last_name ?? null,
      providerUserId: wire.provider_user_id ?? null,
      enterpriseConnectionId: wire.enterprise_connection_id ?? null,
      lastAuthenticatedAt: wire.last_authenticated_at ?? null,
      publicMetadata: wire.public_metadata ?? null,
      verification: wire.verification ?? null,
      enterpriseConnection: wire.enterprise_connection ?? null,
      samlConnection: wire.saml_connection ?? null,
    }),
  );
