// Compiles only if the package's declarations and the expected ones say the same, to the letter.

import type * as Actual from "clerk-session";
import type * as Expected from "./expected.js";

/** Whether two types are one for the compiler: optional, readonly, the order of parameters and all. */
type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

function expectTrue<_Claim extends true>(): void {}

expectTrue<Same<Actual.ModuleSource, Expected.ModuleSource>>();
expectTrue<Same<Actual.CompiledModule, Expected.CompiledModule>>();
expectTrue<Same<Actual.SessionStatus, Expected.SessionStatus>>();
expectTrue<Same<Actual.Session, Expected.Session>>();
expectTrue<Same<Actual.SessionActivity, Expected.SessionActivity>>();
expectTrue<Same<Actual.SessionTask, Expected.SessionTask>>();
expectTrue<Same<Actual.TokenResource, Expected.TokenResource>>();
expectTrue<Same<Actual.Client, Expected.Client>>();
expectTrue<Same<Actual.PublicUserData, Expected.PublicUserData>>();
expectTrue<Same<Actual.User, Expected.User>>();
expectTrue<Same<Actual.EmailAddress, Expected.EmailAddress>>();
expectTrue<Same<Actual.PhoneNumber, Expected.PhoneNumber>>();
expectTrue<Same<Actual.Web3Wallet, Expected.Web3Wallet>>();
expectTrue<Same<Actual.Passkey, Expected.Passkey>>();
expectTrue<Same<Actual.ExternalAccount, Expected.ExternalAccount>>();
expectTrue<Same<Actual.EnterpriseAccount, Expected.EnterpriseAccount>>();
expectTrue<Same<Actual.EnterpriseConnection, Expected.EnterpriseConnection>>();
expectTrue<Same<Actual.IdentificationLink, Expected.IdentificationLink>>();
expectTrue<Same<Actual.OrganizationMembership, Expected.OrganizationMembership>>();
expectTrue<Same<Actual.Organization, Expected.Organization>>();
expectTrue<Same<Actual.Verification, Expected.Verification>>();
expectTrue<Same<Actual.ApiError, Expected.ApiError>>();
expectTrue<Same<Actual.SessionVerification, Expected.SessionVerification>>();
expectTrue<Same<Actual.VerificationFactor, Expected.VerificationFactor>>();
expectTrue<Same<Actual.Json, Expected.Json>>();
expectTrue<Same<Actual.JsonObject, Expected.JsonObject>>();
expectTrue<Same<Actual.SessionClientOptions, Expected.SessionClientOptions>>();
expectTrue<Same<Actual.RequestOptions, Expected.RequestOptions>>();
expectTrue<Same<Actual.DeviceOptions, Expected.DeviceOptions>>();
expectTrue<Same<Actual.SessionTarget, Expected.SessionTarget>>();
expectTrue<Same<Actual.SessionClient, Expected.SessionClient>>();
expectTrue<Same<Actual.TouchOptions, Expected.TouchOptions>>();
expectTrue<Same<Actual.TokenOptions, Expected.TokenOptions>>();
expectTrue<Same<Actual.PrepareFirstFactor, Expected.PrepareFirstFactor>>();
expectTrue<Same<Actual.AttemptFirstFactor, Expected.AttemptFirstFactor>>();
expectTrue<Same<Actual.SessionError, Expected.SessionError>>();

// What there is at run time: nothing less, and nothing more.
expectTrue<Same<keyof typeof Actual, keyof typeof Expected>>();
expectTrue<Same<typeof Actual.default, typeof Expected.default>>();
expectTrue<Same<typeof Actual.SessionClient, typeof Expected.SessionClient>>();
expectTrue<Same<typeof Actual.SessionError, typeof Expected.SessionError>>();
expectTrue<Same<typeof Actual.deleteSession, typeof Expected.deleteSession>>();
expectTrue<Same<typeof Actual.parseSession, typeof Expected.parseSession>>();
expectTrue<Same<typeof Actual.parseSessions, typeof Expected.parseSessions>>();
expectTrue<Same<typeof Actual.parseClient, typeof Expected.parseClient>>();
expectTrue<Same<typeof Actual.decodeToken, typeof Expected.decodeToken>>();
expectTrue<Same<typeof Actual.checkAuthorization, typeof Expected.checkAuthorization>>();
