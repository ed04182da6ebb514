import { byteAsText, numberAsText, SEPARATOR } from "./base91.mjs";
import { replacePairs } from "./byte_pairs.mjs";
import { I32_ADD, LOCAL_GET, readInstruction } from "./instructions.mjs";
import { ModuleReader } from "./module_reader.mjs";

// Encodes a module as text. README.md describes the format.

/**
 * The streams, in their order in the text. Integers have one stream for each opcode that may follow
 * them.
 */
const STREAMS = [
  "rest",
  "sizes",
  "symbols",
  "code",
  "constants",
  "labels",
  "functions",
  "offsets",
  "far",
  "assigned",
  "variables",
  "more variables",
  ...Array.from({ length: 128 }, (_, next) => integersBefore(next)),
];

/** The number of multiples of four that have one digit where they are frequent. */
const FOURS = 62;

/** The least integer that has its own stream: an address, or a constant unlike any other. */
const FAR = 4_096;

/**
 * Returns the text of a module. The text does not keep the alignment hints of loads and stores,
 * which the engines of all browsers ignore.
 *
 * @param {Uint8Array} module
 */
export function encodeModule(module) {
  const texts = new Map(STREAMS.map((stream) => [stream, ""]));
  const write = (/** @type {string} */ stream, /** @type {string} */ text) =>
    texts.set(stream, texts.get(stream) + text);
  const writeBytes = (/** @type {string} */ stream, /** @type {number[]} */ bytes) =>
    write(stream, bytes.map(byteAsText).join(""));
  const writeNumber = (/** @type {string} */ stream, /** @type {number} */ number) =>
    write(stream, numberAsText(number));

  /**
   * Writes the operands to their streams.
   *
   * @param {import("./instructions.mjs").Instruction[]} instructions
   * @returns {number[]} the opcodes and the operands that are kept with them as bytes
   */
  function writeInstructions(instructions) {
    return instructions.flatMap(({ opcode, operands }, at) => {
      const bytes = [opcode];
      for (const { kind, value } of operands) {
        if (kind === "byte") bytes.push(value);
        else if (kind === "constant") writeBytes("constants", [value]);
        else if (kind === "offset") writeNumber("offsets", inFours(value));
        else if (kind === "integer") writeInteger(value, instructions[at + 1]?.opcode ?? 0);
        else if (kind !== "variable") writeNumber(`${kind}s`, value);
        else if (opcode !== LOCAL_GET) writeNumber("assigned", value);
        else if (instructions[at - 1]?.opcode !== LOCAL_GET) writeNumber("variables", value);
        else writeNumber("more variables", value);
      }
      return bytes;
    });
  }

  /** @param {number} value @param {number} next */
  function writeInteger(value, next) {
    const isFar = value < -1 || value >= FAR;
    if (isFar) writeNumber("far", value >>> 0);
    const near = next === I32_ADD && value >= 0 ? inFours(value) : value;
    writeNumber(integersBefore(next), isFar ? 0 : near + 2);
  }

  const reader = new ModuleReader(module);
  /** @type {number[][]} */
  let code = [];
  writeBytes("rest", reader.bytes(8));
  while (!reader.isOver) {
    const section = reader.byte();
    const size = reader.number();
    writeBytes("rest", [section]);
    writeNumber("sizes", size);
    if (section !== 10) {
      writeBytes("rest", reader.bytes(size));
      continue;
    }
    const count = reader.number();
    writeNumber("sizes", count);
    code = Array.from({ length: count }, () => {
      const end = reader.number() + reader.at;
      const groups = reader.number();
      writeNumber("sizes", groups);
      // Local variables: the count and type of each group.
      for (let left = 2 * groups; left > 0; left--) writeNumber("sizes", reader.number());
      const instructions = [];
      while (reader.at < end) instructions.push(readInstruction(reader));
      return writeInstructions(instructions);
    });
  }

  const { sequences, symbols } = replacePairs(code);
  for (const symbol of sequences.flat()) writeNumber("code", symbol);
  for (const symbol of symbols)
    writeNumber("symbols", typeof symbol === "number" ? symbol : 256 * (symbol[0] + 1) + symbol[1]);
  return [...texts.values()].map((text) => SEPARATOR + text).join("");
}

/** @param {number} next an opcode */
function integersBefore(next) {
  return `integers before ${next & 127}`;
}

/** @param {number} number */
function inFours(number) {
  return number % 4 === 0 && number < 4 * FOURS ? number / 4 : number + FOURS;
}
