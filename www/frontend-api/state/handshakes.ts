import { newId } from "./ids.js";

/** The cookies of handshakes that an application's server has not asked for yet. */
export class Handshakes {
  private readonly directives = new Map<string, readonly string[]>();

  /** Keeps the header values that set the cookies. Returns the nonce that names them. */
  keep(directives: readonly string[]): string {
    const nonce = newId("hsn");
    this.directives.set(nonce, directives);
    return nonce;
  }

  /** Returns the header values that a nonce names. A nonce is valid once. */
  take(nonce: string): readonly string[] | null {
    const directives = this.directives.get(nonce) ?? null;
    this.directives.delete(nonce);
    return directives;
  }
}
