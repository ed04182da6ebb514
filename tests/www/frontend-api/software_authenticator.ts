import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { isoCBOR } from "@simplewebauthn/server/helpers";

/** The differences between a credential and the options that it was requested with. */
export interface Deviation {
  /** The origin of another page. */
  readonly origin?: string;
  readonly challenge?: string;
  /** Omits the user verification (WebAuthn's flag UV). */
  readonly unverified?: boolean;
}

const userPresent = 0x01;
const userVerified = 0x04;
const newCredential = 0x40;

/**
 * An authenticator with one passkey, for tests without a browser. Its credentials are JSON texts,
 * as those of `navigator.credentials` are sent.
 */
export class SoftwareAuthenticator {
  /** The signature counter. */
  counter = 0;
  private readonly id = randomBytes(16);
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });

  /** @param origin - the origin of the page that uses the authenticator */
  constructor(readonly origin: string) {}

  get credentialId(): string {
    return this.id.toString("base64url");
  }

  /** Creates the credential that registers the passkey. */
  create(nonce: string, deviation: Deviation = {}): string {
    const { challenge, rp }: PublicKeyCredentialCreationOptionsJSON = JSON.parse(nonce);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.publicKey()]);
    const authData = this.authenticatorData(rp.id ?? "", newCredential, deviation, attested);
    const attestation = isoCBOR.encode(
      new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", new Uint8Array(authData)],
      ]) as Parameters<typeof isoCBOR.encode>[0],
    );
    return this.credential({
      clientDataJSON: this.clientData("webauthn.create", challenge, deviation).toString(
        "base64url",
      ),
      attestationObject: Buffer.from(attestation).toString("base64url"),
      transports: ["internal"],
    });
  }

  /** Creates the credential that signs a challenge. */
  get(nonce: string, deviation: Deviation = {}): string {
    const { challenge, rpId }: PublicKeyCredentialRequestOptionsJSON = JSON.parse(nonce);
    this.counter += 1;
    const authData = this.authenticatorData(rpId ?? "", 0, deviation);
    const clientData = this.clientData("webauthn.get", challenge, deviation);
    const signed = Buffer.concat([authData, sha256(clientData)]);
    return this.credential({
      clientDataJSON: clientData.toString("base64url"),
      authenticatorData: authData.toString("base64url"),
      signature: sign("sha256", signed, this.keys.privateKey).toString("base64url"),
      userHandle: null,
    });
  }

  private credential(response: object): string {
    return JSON.stringify({
      id: this.credentialId,
      rawId: this.credentialId,
      type: "public-key",
      response,
    });
  }

  private clientData(type: string, challenge: string, deviation: Deviation): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, ...deviation }));
  }

  private authenticatorData(
    rpId: string,
    flags: number,
    { unverified }: Deviation,
    attested: Uint8Array = new Uint8Array(),
  ): Buffer {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags | userPresent | (unverified ? 0 : userVerified));
    head.writeUInt32BE(this.counter, 1);
    return Buffer.concat([sha256(Buffer.from(rpId)), head, attested]);
  }

  /** Returns the public key in COSE's form (RFC 9053): an EC2 key for ES256 on P-256. */
  private publicKey(): Uint8Array {
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    const coordinate = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
    return isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, coordinate(x)],
        [-3, coordinate(y)],
      ]) as Parameters<typeof isoCBOR.encode>[0],
    );
  }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
