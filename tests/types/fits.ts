// Compiles only if the package's declarations and the expected ones say the same, in both directions.

import type * as Actual from "clerk-session";
import type * as actual from "clerk-session";
import type actualInit from "clerk-session";
import type * as Expected from "./expected.js";

/** Whether two types are one for the compiler: optional, readonly and all. */
type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
type Fits<One, Other> = [One, Other] extends [Other, One] ? true : false;

function expectTrue<_Claim extends true>(): void {}

expectTrue<Fits<Actual.ModuleSource, Expected.ModuleSource>>();
expectTrue<Fits<Actual.CompiledModule, Expected.CompiledModule>>();
expectTrue<Fits<Actual.SessionStatus, Expected.SessionStatus>>();
expectTrue<Fits<Actual.Session, Expected.Session>>();
expectTrue<Same<keyof Actual.Session, keyof Expected.Session>>();
expectTrue<Fits<Actual.SessionActivity, Expected.SessionActivity>>();
expectTrue<Same<keyof Actual.SessionActivity, keyof Expected.SessionActivity>>();
expectTrue<Fits<Actual.SessionTask, Expected.SessionTask>>();
expectTrue<Same<keyof Actual.SessionTask, keyof Expected.SessionTask>>();
expectTrue<Fits<Actual.TokenResource, Expected.TokenResource>>();
expectTrue<Same<keyof Actual.TokenResource, keyof Expected.TokenResource>>();
expectTrue<Fits<Actual.Client, Expected.Client>>();
expectTrue<Same<keyof Actual.Client, keyof Expected.Client>>();
expectTrue<Fits<Actual.PublicUserData, Expected.PublicUserData>>();
expectTrue<Same<keyof Actual.PublicUserData, keyof Expected.PublicUserData>>();
expectTrue<Fits<Actual.User, Expected.User>>();
expectTrue<Same<keyof Actual.User, keyof Expected.User>>();
expectTrue<Fits<Actual.EmailAddress, Expected.EmailAddress>>();
expectTrue<Same<keyof Actual.EmailAddress, keyof Expected.EmailAddress>>();
expectTrue<Fits<Actual.PhoneNumber, Expected.PhoneNumber>>();
expectTrue<Same<keyof Actual.PhoneNumber, keyof Expected.PhoneNumber>>();
expectTrue<Fits<Actual.Web3Wallet, Expected.Web3Wallet>>();
expectTrue<Same<keyof Actual.Web3Wallet, keyof Expected.Web3Wallet>>();
expectTrue<Fits<Actual.Passkey, Expected.Passkey>>();
expectTrue<Same<keyof Actual.Passkey, keyof Expected.Passkey>>();
expectTrue<Fits<Actual.ExternalAccount, Expected.ExternalAccount>>();
expectTrue<Same<keyof Actual.ExternalAccount, keyof Expected.ExternalAccount>>();
expectTrue<Fits<Actual.EnterpriseAccount, Expected.EnterpriseAccount>>();
expectTrue<Same<keyof Actual.EnterpriseAccount, keyof Expected.EnterpriseAccount>>();
expectTrue<Fits<Actual.EnterpriseConnection, Expected.EnterpriseConnection>>();
expectTrue<Same<keyof Actual.EnterpriseConnection, keyof Expected.EnterpriseConnection>>();
expectTrue<Fits<Actual.IdentificationLink, Expected.IdentificationLink>>();
expectTrue<Same<keyof Actual.IdentificationLink, keyof Expected.IdentificationLink>>();
expectTrue<Fits<Actual.OrganizationMembership, Expected.OrganizationMembership>>();
expectTrue<Same<keyof Actual.OrganizationMembership, keyof Expected.OrganizationMembership>>();
expectTrue<Fits<Actual.Organization, Expected.Organization>>();
expectTrue<Same<keyof Actual.Organization, keyof Expected.Organization>>();
expectTrue<Fits<Actual.Verification, Expected.Verification>>();
expectTrue<Same<keyof Actual.Verification, keyof Expected.Verification>>();
expectTrue<Fits<Actual.ApiError, Expected.ApiError>>();
expectTrue<Same<keyof Actual.ApiError, keyof Expected.ApiError>>();
expectTrue<Fits<Actual.Json, Expected.Json>>();
expectTrue<Fits<Actual.JsonObject, Expected.JsonObject>>();
expectTrue<Same<keyof Actual.JsonObject, keyof Expected.JsonObject>>();
expectTrue<Fits<Actual.SessionClientOptions, Expected.SessionClientOptions>>();
expectTrue<Same<keyof Actual.SessionClientOptions, keyof Expected.SessionClientOptions>>();
expectTrue<Fits<Actual.RequestOptions, Expected.RequestOptions>>();
expectTrue<Same<keyof Actual.RequestOptions, keyof Expected.RequestOptions>>();
expectTrue<Fits<Actual.DeviceOptions, Expected.DeviceOptions>>();
expectTrue<Same<keyof Actual.DeviceOptions, keyof Expected.DeviceOptions>>();
expectTrue<Fits<Actual.SessionTarget, Expected.SessionTarget>>();
expectTrue<Fits<Actual.SessionClient, Expected.SessionClient>>();
expectTrue<Fits<Actual.TouchOptions, Expected.TouchOptions>>();
expectTrue<Same<keyof Actual.TouchOptions, keyof Expected.TouchOptions>>();
expectTrue<Fits<Actual.SessionError, Expected.SessionError>>();
expectTrue<Same<Actual.SessionStatus, Expected.SessionStatus>>();
expectTrue<Same<Actual.SessionError["code"], Expected.SessionError["code"]>>();
expectTrue<Same<keyof Actual.SessionClient, keyof Expected.SessionClient>>();

expectTrue<Fits<typeof actualInit, typeof Expected.default>>();
expectTrue<Fits<typeof actual.SessionClient, typeof Expected.SessionClient>>();
expectTrue<Fits<typeof actual.deleteSession, typeof Expected.deleteSession>>();
expectTrue<Fits<typeof actual.parseSession, typeof Expected.parseSession>>();
expectTrue<Fits<typeof actual.parseSessions, typeof Expected.parseSessions>>();
expectTrue<Fits<typeof actual.parseClient, typeof Expected.parseClient>>();
expectTrue<Same<Parameters<typeof actual.deleteSession>, Parameters<typeof Expected.deleteSession>>>();
