import { readInstruction } from "./instructions.mjs";
import { ModuleReader } from "./module_reader.mjs";

// Sorts a module's functions so that those with similar variables, types and first instructions are
// neighbours. Brotli's model forgets, and compresses similar neighbours better: 500 to 800 bytes
// less of a page's download. Nothing else depends on the order: without sortFunctions() in
// optimize.mjs, the module is only larger.

/**
 * The sections that refer to functions
 * (https://webassembly.github.io/spec/core/binary/modules.html).
 */
const IMPORTS = 2;
const TYPES_OF_FUNCTIONS = 3;
const EXPORTS = 7;
const START = 8;
const ELEMENTS = 9;
const CODE = 10;

const CALL = 0x10;
const END = 0x0b;
const FUNCTION = 0;

/**
 * Returns the same module with its functions sorted by their variables, their types and their code.
 *
 * @param {Uint8Array} module
 */
export function sortFunctions(module) {
  const reader = new ModuleReader(module);
  const header = reader.bytes(8);
  /** @type {{ id: number, bytes: number[] }[]} */
  const sections = [];
  while (!reader.isOver) sections.push({ id: reader.byte(), bytes: reader.bytes(reader.number()) });
  /** @param {number} id */
  const section = (id) =>
    new ModuleReader(Uint8Array.from(sections.find((other) => other.id === id)?.bytes ?? [0]));

  const imported = countImportedFunctions(section(IMPORTS));
  const types = list(section(TYPES_OF_FUNCTIONS), (reader) => reader.number());
  const bodies = list(section(CODE), (code) => Uint8Array.from(code.bytes(code.number())));
  const keys = new Map(
    bodies.map((body, index) => {
      const start = startOfCode(body);
      return [
        index,
        Buffer.of(...body.subarray(0, start), types[index] ?? 0, ...body.subarray(start)),
      ];
    }),
  );
  const order = [...keys]
    .sort(([, one], [, other]) => Buffer.compare(one, other))
    .map(([index]) => index);
  const places = new Map(order.map((before, now) => [imported + before, imported + now]));
  /** @param {number} index of a function. Imported functions keep their indices. */
  const move = (index) => places.get(index) ?? index;

  /** @type {Record<number, (reader: ModuleReader) => number[]>} */
  const rewrite = {
    [TYPES_OF_FUNCTIONS]: () => vector(order.map((index) => leb128(types[index] ?? 0))),
    [EXPORTS]: (exports) =>
      vector(
        list(exports, () => {
          const name = string(exports);
          const kind = exports.byte();
          const index = exports.number();
          return [...name, kind, ...leb128(kind === FUNCTION ? move(index) : index)];
        }),
      ),
    [START]: (start) => leb128(move(start.number())),
    [ELEMENTS]: (elements) =>
      vector(
        list(elements, () => {
          if (elements.number() !== 0)
            throw new Error("only lists of functions in the one table are known");
          const offset = [];
          do offset.push(elements.byte());
          while (offset.at(-1) !== END);
          return [0, ...offset, ...vector(list(elements, () => leb128(move(elements.number()))))];
        }),
      ),
    [CODE]: () =>
      vector(
        order.map((index) => {
          const body = withMovedCalls(/** @type {Uint8Array} */ (bodies[index]), move);
          return [...leb128(body.length), ...body];
        }),
      ),
  };
  const sorted = sections.flatMap(({ id, bytes }) => {
    const rewritten = rewrite[id]?.(section(id)) ?? bytes;
    return [id, ...leb128(rewritten.length), ...rewritten];
  });
  return Uint8Array.from([...header, ...sorted]);
}

/** @param {ModuleReader} imports */
function countImportedFunctions(imports) {
  const kinds = list(imports, () => {
    string(imports);
    string(imports);
    if (imports.byte() !== FUNCTION) throw new Error("only imports of functions are known");
    return imports.number();
  });
  return kinds.length;
}

/**
 * Returns the offset of a function's code, which follows the counts and types of its variables.
 *
 * @param {Uint8Array} body
 */
function startOfCode(body) {
  const reader = new ModuleReader(body);
  for (let left = 2 * reader.number(); left > 0; left--) reader.number();
  return reader.at;
}

/**
 * @param {Uint8Array} body
 * @param {(index: number) => number} move
 */
function withMovedCalls(body, move) {
  const reader = new ModuleReader(body);
  const moved = reader.bytes(startOfCode(body));
  while (!reader.isOver) {
    const start = reader.at;
    const { opcode, operands } = readInstruction(reader);
    const [called] = operands;
    if (opcode === CALL && called) moved.push(CALL, ...leb128(move(called.value)));
    else moved.push(...body.subarray(start, reader.at));
  }
  return moved;
}

/**
 * @template T
 * @param {ModuleReader} reader
 * @param {(reader: ModuleReader) => T} item
 * @returns {T[]}
 */
function list(reader, item) {
  return Array.from({ length: reader.number() }, () => item(reader));
}

/** Reads a string in its encoded form, with its length first. @param {ModuleReader} reader */
function string(reader) {
  const length = reader.number();
  return [...leb128(length), ...reader.bytes(length)];
}

/** @param {number[][]} items */
function vector(items) {
  return [...leb128(items.length), ...items.flat()];
}

/** @param {number} number without a sign */
function leb128(number) {
  const bytes = [];
  for (let rest = number; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}
