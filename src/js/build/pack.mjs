import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unpack } from "../entry/unpack.js";
import { runQuietly } from "./child.mjs";
import { root, workDir } from "./places.mjs";
import { toolEnv } from "./rust_tools.mjs";

// A module as text that no bundler, charset or quote changes: printable ASCII without " and \. Its bytes are sorted into streams, opcodes
// into one, and what follows them into one for each kind. Brotli, which sees what repeats, sees more of it in each than in all of them
// mixed: 4 KB less of what a page downloads, and what puts them together again takes 800 bytes.

/** The streams, in the order of the text, in which each has a space before it. */
const STREAMS = /** @type {const} */ ([
  "rest",
  "sizes",
  "opcodes",
  "labels",
  "functions",
  "variables",
  "offsets",
  "integers",
  "rare",
]);
/** @typedef {(typeof STREAMS)[number]} Stream */

/** How many digits there are: one for each character that the text may have. */
const BASE = 91;

/** A number below a limit has so many digits. They count from another number, and the first says, counted from one that is its own, how many. */
const LENGTHS = [
  { limit: 64, digits: 1, from: 0, first: 0 },
  { limit: 1_702, digits: 2, from: 64, first: 64 },
  { limit: 67_950, digits: 3, from: 1_702, first: 82 },
  { limit: 2 ** 32, digits: 6, from: 0, first: 90 },
];

/**
 * Makes the text of a module, less its hints at the alignment of what it loads and stores: the engines of all browsers ignore them.
 *
 * @param {Uint8Array} module
 */
export function pack(module) {
  const texts = /** @type {Record<Stream, string>} */ (Object.fromEntries(STREAMS.map((name) => [name, ""])));
  let at = 0;
  const next = () => {
    const byte = module[at++];
    if (byte === undefined) throw new Error("the module ends too early");
    return byte;
  };
  const byte = (/** @type {Stream} */ stream) => {
    const byte = next();
    texts[stream] += byteAsText(byte);
    return byte;
  };
  const bytes = (/** @type {Stream} */ stream, /** @type {number} */ count) => {
    for (let left = count; left > 0; left--) byte(stream);
  };
  const number = (/** @type {Stream} */ stream) => {
    const { value } = leb128(next);
    texts[stream] += numberAsText(value);
    return value;
  };
  /** A number of any size, as the bytes that it is. */
  const rare = () => leb128(() => byte("rare")).value;

  /** @param {number} opcode */
  function operands(opcode) {
    switch (opcode) {
      case 0x02: // block, loop, if: a type
      case 0x03:
      case 0x04:
      case 0x23: // global.get, global.set
      case 0x24:
      case 0x3f: // memory.size, memory.grow
      case 0x40:
      case 0x42: // i64.const
        rare();
        break;
      case 0x0c: // br, br_if
      case 0x0d:
        number("labels");
        break;
      case 0x0e: // br_table
        for (let left = number("labels"); left >= 0; left--) number("labels");
        break;
      case 0x10: // call
        number("functions");
        break;
      case 0x11: // call_indirect: a type and a table
        rare();
        rare();
        break;
      case 0x20: // local.get, local.set, local.tee
      case 0x21:
      case 0x22:
        number("variables");
        break;
      case 0x41: {
        // i32.const
        const { value, sign } = leb128(next);
        texts.integers += numberAsText((value | sign) >>> 0);
        break;
      }
      case 0x44: // f64.const
        bytes("rare", 8);
        break;
      case 0xfc: // memory.copy, memory.fill: memories; conversions
        bytes("rare", { 10: 2, 11: 1 }[rare()] ?? 0);
        break;
      default:
        if (opcode < 0x28 || opcode > 0x3e) return;
        // Loads and stores.
        leb128(next);
        number("offsets");
    }
  }

  bytes("rest", 8);
  while (at < module.length) {
    const section = byte("rest");
    const size = number("sizes");
    if (section !== 10) {
      bytes("rest", size);
      continue;
    }
    for (let functions = number("sizes"); functions > 0; functions--) {
      const end = number("sizes") + at;
      for (let left = 2 * number("sizes"); left > 0; left--) number("sizes");
      while (at < end) operands(byte("opcodes"));
    }
  }
  return STREAMS.map((name) => ` ${texts[name]}`).join("");
}

/** @returns {Promise<Uint8Array<ArrayBuffer>>} what puts a module together again: a module, too */
export async function buildUnpacker() {
  const source = join(root, "src", "js", "entry", "unpack.wat");
  const file = join(workDir, "unpack.wasm");
  await runQuietly("compile unpack.wat", "wasm-opt", [source, "-Oz", "-o", file], { env: toolEnv() });
  return Uint8Array.from(readFileSync(file));
}

/**
 * The same module without the hints that its text leaves out.
 *
 * @param {Uint8Array} module
 */
export async function withoutAlignments(module) {
  const bytes = unpack(await buildUnpacker(), pack(module));
  if (bytes.length !== module.length || !WebAssembly.validate(bytes))
    throw new Error("the module was not put together as it was");
  return bytes;
}

/**
 * A number in LEB128, and what its sign adds to it if it has one.
 *
 * @param {() => number} next
 */
function leb128(next) {
  let value = 0;
  let shift = 0;
  let part;
  do {
    part = next();
    value |= (part & 127) << shift;
    shift += 7;
  } while (part > 127);
  const sign = part & 64 && shift < 32 ? -1 << shift : 0;
  return { value, sign };
}

/** @param {number} byte */
function byteAsText(byte) {
  // So many are one character. What is frequent in WebAssembly changes places with what is not.
  const singles = 89;
  const other = isWithin(byte, 66) ? byte + 29 : isWithin(byte, 95) ? byte - 29 : byte;
  if (other < singles) return inDigits(other, 1);
  return inDigits(other - singles + singles * BASE, 2);
}

/** @param {number} byte @param {number} first */
function isWithin(byte, first) {
  return byte >= first && byte < first + 23;
}

/** @param {number} number the smaller, the shorter */
function numberAsText(number) {
  const length = LENGTHS.find(({ limit }) => number < limit);
  if (length === undefined) throw new Error(`${number} is no number of 32 bits`);
  return inDigits(number - length.from + length.first * BASE ** (length.digits - 1), length.digits);
}

/** @param {number} number @param {number} count */
function inDigits(number, count) {
  let text = "";
  let rest = number;
  for (let left = count; left > 0; left--) {
    const code = (rest % BASE) + 35;
    text = String.fromCharCode(code < 92 ? code : code + 1) + text;
    rest = Math.floor(rest / BASE);
  }
  return text;
}
