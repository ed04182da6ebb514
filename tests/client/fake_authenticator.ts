/** What the browser was asked for. */
export interface Asked {
  readonly publicKey: PublicKeyCredentialRequestOptions;
  readonly signal: AbortSignal;
}

/** Takes the place of a browser's passkeys, which Node has not: what comes of asking is what the test says. */
export class FakeAuthenticator {
  readonly asked: Asked[] = [];
  /** What comes of asking; if nothing is said, the person in front of it never does anything. */
  answer: () => Promise<unknown> = () => new Promise(() => {});
  private readonly watchers = new Set<() => void>();
  private readonly before = ["navigator", "PublicKeyCredential"].map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );

  constructor() {
    const get = (options: Asked) => {
      this.asked.push(options);
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

  restore(): void {
    for (const [name, descriptor] of this.before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }

  /** Resolves to what the browser is asked for first, when it is. */
  first(): Promise<Asked> {
    return new Promise((resolve) => {
      const look = () => {
        const [asked] = this.asked;
        if (!asked) return;
        this.watchers.delete(look);
        resolve(asked);
      };
      this.watchers.add(look);
      look();
    });
  }
}

/** What a passkey signs, as the browser hands it out. */
export function signed(userHandle: ArrayBuffer | null = null): unknown {
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

export function bytes(...values: number[]): ArrayBuffer {
  return Uint8Array.from(values).buffer;
}
