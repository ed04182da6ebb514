/** The options of a call of `navigator.credentials.get`. */
export interface CredentialRequest {
  readonly publicKey: PublicKeyCredentialRequestOptions;
  readonly signal: AbortSignal;
}

/** Provides `navigator.credentials` and `PublicKeyCredential` in Node. The test sets the result. */
export class FakeAuthenticator {
  /** The requests received so far. */
  readonly requests: CredentialRequest[] = [];
  /** Returns the result of a request. By default it never settles: the user does nothing. */
  answer: () => Promise<unknown> = () => new Promise(() => {});
  private readonly watchers = new Set<() => void>();
  private readonly before = ["navigator", "PublicKeyCredential"].map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );

  constructor() {
    const get = (options: CredentialRequest) => {
      this.requests.push(options);
      for (const look of [...this.watchers]) look();
      return this.answer();
    };
    Object.defineProperty(globalThis, "navigator", {
      value: { credentials: { get } },
      configurable: true,
    });
    Object.defineProperty(globalThis, "PublicKeyCredential", {
      value: class {},
      configurable: true,
    });
  }

  /** Restores the globals. */
  restore(): void {
    for (const [name, descriptor] of this.before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }

  /** Resolves to the first request, when it is made. */
  first(): Promise<CredentialRequest> {
    return new Promise((resolve) => {
      const look = () => {
        const [request] = this.requests;
        if (!request) return;
        this.watchers.delete(look);
        resolve(request);
      };
      this.watchers.add(look);
      look();
    });
  }
}

/** Returns the assertion of a passkey, as `navigator.credentials.get` resolves to it. */
export function assertion(userHandle: ArrayBuffer | null = null): unknown {
  return {
    id: "-_8",
    rawId: bytes(0xfb, 0xff),
    type: "public-key",
    authenticatorAttachment: "platform",
    response: {
      authenticatorData: bytes(0, 255, 254, 253),
      clientDataJSON: bytes(...new TextEncoder().encode('{"type":"webauthn.get"}')),
      signature: bytes(),
      userHandle,
    },
    getClientExtensionResults: () => ({}),
  };
}

/** Returns a buffer of these bytes. */
export function bytes(...values: number[]): ArrayBuffer {
  return Uint8Array.from(values).buffer;
}
