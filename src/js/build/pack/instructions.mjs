/**
 * What follows an opcode: bytes, whose kind is clear from their place, or numbers of a kind.
 *
 * @typedef {"byte" | "constant" | "label" | "function" | "variable" | "integer" | "offset"} Kind
 * @typedef {{ opcode: number, operands: { kind: Kind, value: number }[] }} Instruction
 */

export const LOCAL_GET = 0x20;
export const I32_ADD = 0x6a;

/**
 * The next instruction of a function.
 *
 * @param {import("./reader.mjs").ModuleReader} reader
 * @returns {Instruction}
 */
export function readInstruction(reader) {
  const opcode = reader.byte();
  return { opcode, operands: readOperands(opcode, reader) };
}

/** @param {number} opcode @param {import("./reader.mjs").ModuleReader} reader */
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
      return all("byte", reader.leb128());
    case 0x11: // call_indirect: a type and a table
      return all("byte", [...reader.leb128(), ...reader.leb128()]);
    case 0xfc: {
      // memory.copy, memory.fill: memories; conversions
      const [other = 0] = reader.bytes(1);
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
    default: {
      if (opcode < 0x28 || opcode > 0x3e) return [];
      // Loads and stores. Their hint at an alignment is left out.
      reader.number();
      return all("offset", [reader.number()]);
    }
  }
}
