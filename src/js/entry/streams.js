// A module's bytes, sorted into streams: opcodes in one, and in one each of what may follow them. Brotli, which sees what repeats, sees
// more of it in each of these than in all of them mixed: 5 KB less of what a page downloads, for some 400 bytes that mix them again.

/** The section of a module that is its code. */
const CODE = 10;
/** The stream of all that is not code, the stream of opcodes, and that of the alignments which loads and stores hint at. */
const REST = 0;
const OPCODES = 1;
export const ALIGNMENTS = 2;
const LABELS = 3;
const OTHERS = 4;

/**
 * Which streams the numbers behind an opcode go to. An opcode that is not here stands by itself, but for three that `walk` knows.
 *
 * @type {Record<number, number[]>}
 */
const OPERANDS = {
  2: [OTHERS], // block, loop, if: a type
  3: [OTHERS],
  4: [OTHERS],
  12: [LABELS], // br, br_if
  13: [LABELS],
  16: [5], // call: a function
  17: [OTHERS, OTHERS], // call_indirect: a type and a table
  32: [6], // local.get, local.set, local.tee
  33: [7],
  34: [8],
  35: [OTHERS], // global.get, global.set
  36: [OTHERS],
  63: [OTHERS], // memory.size, memory.grow
  64: [OTHERS],
  65: [9], // i32.const, i64.const
  66: [10],
};
/** How many memories the instructions behind 0xfc name. @type {Record<number, number>} */
const MEMORIES = { 10: 2, 11: 1 };
// Loads and stores.
for (let opcode = 0x28; opcode < 0x3f; opcode++) OPERANDS[opcode] = [ALIGNMENTS, 11];

/**
 * Goes through a module byte by byte.
 *
 * @param {(stream: number) => number} next the next byte of the module, which is one of this stream
 * @param {() => boolean} isOver
 */
function walk(next, isOver) {
  let at = 0;
  const byte = (/** @type {number} */ stream) => {
    at++;
    return next(stream);
  };
  const bytes = (/** @type {number} */ stream, /** @type {number} */ count) => {
    while (count-- > 0) byte(stream);
  };
  /** A number in LEB128, whose last byte is below 128. */
  const number = (/** @type {number} */ stream) => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const part = byte(stream);
      value |= (part & 127) << shift;
      if (part < 128) return value;
    }
  };

  bytes(REST, 8);
  while (!isOver()) {
    const section = byte(REST);
    const size = number(REST);
    if (section !== CODE) {
      bytes(REST, size);
      continue;
    }
    for (let functions = number(REST); functions > 0; functions--) {
      const size = number(REST);
      const end = at + size;
      // Its local variables: how many of which type.
      for (let groups = number(REST); groups > 0; groups--) bytes(REST, 2);
      while (at < end) {
        const opcode = byte(OPCODES);
        for (const stream of OPERANDS[opcode] ?? []) number(stream);
        if (opcode === 0x0e) for (let labels = number(LABELS); labels >= 0; labels--) number(LABELS); // br_table
        if (opcode === 0x44) bytes(OTHERS, 8); // f64.const
        if (opcode === 0xfc) bytes(OTHERS, MEMORIES[number(OTHERS)] ?? 0); // memory.copy, memory.fill, conversions
      }
    }
  }
}

/**
 * Takes a module apart.
 *
 * @param {Uint8Array} module
 */
export function split(module) {
  /** @type {number[][]} */
  const streams = Array.from({ length: 12 }, () => []);
  let at = 0;
  walk(
    (stream) => {
      const byte = module[at++] ?? 0;
      streams[stream]?.push(byte);
      return byte;
    },
    () => at === module.length,
  );
  return streams.map((bytes) => Uint8Array.from(bytes));
}

/**
 * Puts it together again.
 *
 * @param {Uint8Array[]} streams
 */
export function join(streams) {
  const module = new Uint8Array(streams.reduce((sum, { length }) => sum + length, 0));
  const places = streams.map(() => 0);
  let at = 0;
  walk(
    (stream) => {
      const place = places[stream] ?? 0;
      places[stream] = place + 1;
      const byte = streams[stream]?.[place] ?? 0;
      module[at++] = byte;
      return byte;
    },
    () => at === module.length,
  );
  return module;
}
