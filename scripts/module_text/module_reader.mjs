/**
 * Reads a WebAssembly module from start to end (https://webassembly.github.io/spec/core/binary).
 */
export class ModuleReader {
  #module;
  #at = 0;

  /** @param {Uint8Array} module */
  constructor(module) {
    this.#module = module;
  }

  /** The number of bytes that have been read. */
  get at() {
    return this.#at;
  }

  get isOver() {
    return this.#at >= this.#module.length;
  }

  byte() {
    const byte = this.#module[this.#at++];
    if (byte === undefined) throw new Error("the module ends too early");
    return byte;
  }

  /** @param {number} count */
  bytes(count) {
    return Array.from({ length: count }, () => this.byte());
  }

  /** Reads the bytes of one number of any size: all but the last have their highest bit set. */
  leb128() {
    const bytes = [];
    do bytes.push(this.byte());
    while (/** @type {number} */ (bytes.at(-1)) > 127);
    return bytes;
  }

  /** Reads an unsigned 32-bit number. */
  number() {
    return joined(this.leb128()) >>> 0;
  }

  /** Reads a signed 32-bit number. */
  integer() {
    const bytes = this.leb128();
    const unused = Math.max(0, 32 - 7 * bytes.length);
    return (joined(bytes) << unused) >> unused;
  }
}

/** @param {number[]} bytes of a number of at most 32 bits, 7 of those in each */
function joined(bytes) {
  return bytes.reduce((number, byte, at) => number | ((byte & 127) << (7 * at)), 0);
}
