import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { toolEnv } from "../setup/rust_tools.mjs";
import { decodeModule } from "./decode.js";
import { buildDecoder, withoutAlignments } from "./decoder.mjs";
import { encodeModule } from "./encode.mjs";
import { sortFunctions } from "./sort_functions.mjs";

/** Numbers of more than one byte in LEB128. */
const [N300, N5000, N70000] = [
  [0xac, 0x02],
  [0x88, 0x27],
  [0xf0, 0xa2, 0x04],
];
const END = 0x0b;
const EVERY_BYTE = Array.from({ length: 256 }, (_, byte) => byte);

/** Each kind of instruction of this package's modules, with operands of each size. */
const INSTRUCTIONS = [
  ...[0x02, 0x40, 0x03, 0x7f, 0x04, 0x40, 0x05, END, END, END], // block, loop, if, else
  ...[0x0c, 0, 0x0d, 1, 0x0e, 2, 0, 1, 2], // br, br_if, br_table
  ...[0x10, 0, 0x10, ...N300, 0x10, ...N5000, 0x11, 1, 0], // call, call_indirect
  // local.get, local.set, local.tee.
  ...[0x20, 0, 0x20, 1, 0x20, ...N300, 0x21, 2, 0x22, 3, 0x20, 4],
  ...[0x23, 0, 0x24, 0, 0x3f, 0, 0x40, 0], // globals, memory.size, memory.grow
  ...[0x28, 0, 0, 0x29, 0, 3, 0x36, 0, 4, 0x37, 0, ...N300, 0x2d, 0, ...N70000], // loads and stores
  // i32.const: 0, 1, -1, -2, -64, 63.
  ...[0x41, 0, 0x41, 1, 0x41, 0x7f, 0x41, 0x7e, 0x41, 0x40, 0x41, 0x3f],
  ...[0x41, 0xff, 0x1f, 0x41, 0x80, 0x20, 0x41, 0x80, 0x80, 0x04], // 4095, 4096, 65536
  // The largest and the smallest.
  ...[0x41, 0xff, 0xff, 0xff, 0xff, 0x07, 0x41, 0x80, 0x80, 0x80, 0x80, 0x78],
  // 4, 5, -1 and 264, added.
  ...[0x41, 0x04, 0x6a, 0x41, 0x05, 0x6a, 0x41, 0x7f, 0x6a, 0x41, 0x88, 0x02, 0x6a],
  ...[0x42, 0x00, 0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20], // i64.const
  // f64.const, with bytes that text cannot have.
  ...[0x44, 0x21, 0x22, 0x5c, 0x7e, 0x20, 0x00, 0x80, 0xff],
  ...[0xfc, 2, 0xfc, 10, 0, 0, 0xfc, 11, 0], // i32.trunc_sat_f64_s, memory.copy, memory.fill
  ...[0x00, 0x01, 0x0f, 0x1a, 0x1b, 0x45, 0xc4], // no operands
];

const section = (id: number, bytes: number[]) => [id, ...leb128(bytes.length), ...bytes];

function leb128(number: number): number[] {
  return number < 128 ? [number] : [(number & 127) | 128, ...leb128(number >>> 7)];
}

/** Returns a module whose functions have these bodies. It is never run. */
function moduleOf(...bodies: number[][]): Uint8Array {
  const functions = bodies.flatMap((body) => {
    const code = [2, 3, 0x7f, 1, 0x7e, ...body, END];
    return [...leb128(code.length), ...code];
  });
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const code = section(10, [...leb128(bodies.length), ...functions]);
  return Uint8Array.from([...header, ...section(1, [0]), ...code, ...section(11, EVERY_BYTE)]);
}

test("a text decodes to its module", async () => {
  const decoder = await buildDecoder();
  const often = Array.from({ length: 300 }, () => INSTRUCTIONS).flat();
  for (const module of [moduleOf([]), moduleOf(INSTRUCTIONS), moduleOf(often, [], INSTRUCTIONS)])
    expect(Buffer.compare(decodeModule(decoder, encodeModule(module)), module)).toBe(0);
});

test("the decoder's text decodes to the decoder without its alignment hints", async () => {
  const decoder = await buildDecoder();
  const itself = await withoutAlignments(decoder);
  expect(itself).not.toEqual(decoder);
  expect(decodeModule(decoder, encodeModule(itself))).toEqual(itself);
});

/**
 * A module that calls its functions in each way: from outside, at its start, from one another and
 * through the table.
 */
const CALLS = `(module
  (import "log" "it" (func $log (param i32)))
  (type $number (func (result i32)))
  (table 2 funcref)
  (elem (i32.const 0) $ten $twelve)
  (func $twelve (result i32) (i32.add (call $ten) (i32.const 2)))
  (func $start (call $log (call $twelve)) (call $log (call_indirect (type $number) (i32.const 1))))
  (func $ten (result i32) (i32.const 10))
  (func $more (result i32 i32) (call $ten) (call_indirect (type $number) (i32.const 1)))
  (export "twelve" (func $twelve))
  (export "more" (func $more))
  (export "table" (table 0))
  (start $start))`;

test("after sorting, functions called in any way return the same", () => {
  const [wat, wasm] = [test.info().outputPath("calls.wat"), test.info().outputPath("calls.wasm")];
  writeFileSync(wat, CALLS);
  execFileSync("wasm-opt", [wat, "--enable-multivalue", "-o", wasm], {
    env: toolEnv(),
    stdio: "pipe",
  });
  const module = readFileSync(wasm);
  const sorted = sortFunctions(module);
  expect(Buffer.compare(sorted, module)).not.toBe(0);
  expect(sortFunctions(sorted)).toEqual(sorted);

  const logged: number[] = [];
  const imports = { log: { it: (number: number) => logged.push(number) } };
  const { twelve, more } = new WebAssembly.Instance(new WebAssembly.Module(sorted), imports)
    .exports;
  expect(logged).toEqual([12, 12]);
  expect((twelve as () => number)()).toBe(12);
  expect((more as () => number[])()).toEqual([10, 12]);
});

test("if a module has an import of an unknown kind, sorting throws", () => {
  const memory = section(2, [1, 1, 0x6d, 1, 0x6d, 2, 0, 1]);
  const module = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...memory]);
  expect(() => sortFunctions(module)).toThrow("only imports of functions are known");
});

test("a text has no character that a bundler, a charset or a quotation could change", () => {
  expect(encodeModule(moduleOf(INSTRUCTIONS))).toMatch(/^[ !#-[\]-~]*$/);
});

for (const [instruction, body] of [
  ["f32.const", [0x43, 0, 0, 0x28, 0x41]],
  ["SIMD", [0xfd, 0x0c]],
  ["atomics", [0xfe, 0x03]],
  ["table.init", [0xfc, 12, 0, 0]],
  ["a global beyond the 128th", [0x23, 0x80, 0x01]],
] as const) {
  test(`encoding ${instruction} throws, because its operands would be misread`, () => {
    expect(() => encodeModule(moduleOf([...body]))).toThrow(/is not known/);
  });
}
