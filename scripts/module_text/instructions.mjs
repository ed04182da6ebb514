/**
 * An instruction with its operands: bytes, distinguished by their position, or numbers of a kind.
 *
 * @typedef {"byte" | "constant" | "label" | "function" | "variable" | "integer" | "offset"} Kind
 * @typedef {{ opcode: number, operands: { kind: Kind, value: number }[] }} Instruction
 */

export const LOCAL_GET = 0x20;
export const I32_ADD = 0x6a;

/**
 * unreachable, nop, else, end, return, drop, select: no operands. Calculations have none either.
 */
const ALONE = new Set([0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b]);
const isCalculation = (/** @type {number} */ opcode) => opcode >= 0x45 && opcode <= 0xc4;

/**
 * Reads the next instruction of a function. Throws if this package's modules have no such
 * instruction: its operands would be taken for instructions.
 *
 * @param {import("./module_reader.mjs").ModuleReader} reader
 * @returns {Instruction}
 */
export function readInstruction(reader) {
  const opcode = reader.byte();
  return { opcode, operands: readOperands(opcode, reader) };
}

/** @param {number} opcode @param {import("./module_reader.mjs").ModuleReader} reader */
function readOperands(opcode, reader) {
  const all = (/** @type {Kind} */ kind, /** @type {number[]} */ values) =>
    values.map((value) => ({ kind, value }));
  switch (opcode) {
    case 0x02: // block, loop, if: a type
    case 0x03:
    case 0x04:
    case 0x23: // global.get, global.set
    case 0x24:
    case 0x3f: // memory.size, memory.grow
    case 0x40:
      return all("byte", [shortIndex(reader)]);
    case 0x11: // call_indirect: a type and a table
      return all("byte", [shortIndex(reader), shortIndex(reader)]);
    case 0xfc: {
      // Conversions; memory.copy and memory.fill, with memories.
      const other = reader.byte();
      if (other > 7 && other !== 10 && other !== 11)
        throw new Error(`the opcode 252 ${other} is not known`);
      return all("byte", [other, ...reader.bytes({ 10: 2, 11: 1 }[other] ?? 0)]);
    }
    case 0x42: // i64.const
      return all("constant", reader.leb128());
    case 0x44: // f64.const
      return all("constant", reader.bytes(8));
    case 0x0c: // br, br_if
    case 0x0d:
      return all("label", [reader.number()]);
    case 0x0e: {
      // br_table
      const count = reader.number();
      return all("label", [count, ...Array.from({ length: count + 1 }, () => reader.number())]);
    }
    case 0x10: // call
      return all("function", [reader.number()]);
    case LOCAL_GET:
    case 0x21: // local.set, local.tee
    case 0x22:
      return all("variable", [reader.number()]);
    case 0x41: // i32.const
      return all("integer", [reader.integer()]);
    default:
      if (opcode >= 0x28 && opcode <= 0x3e) {
        // Loads and stores. The alignment hint is left out.
        reader.number();
        return all("offset", [reader.number()]);
      }
      if (!ALONE.has(opcode) && !isCalculation(opcode))
        throw new Error(`the opcode ${opcode} is not known`);
      return [];
  }
}

/**
 * Reads a type or an index of one byte.
 *
 * @param {import("./module_reader.mjs").ModuleReader} reader
 */
function shortIndex(reader) {
  const byte = reader.byte();
  if (byte > 127) throw new Error("an index of more than one byte is not known");
  return byte;
}
