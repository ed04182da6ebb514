import { runInNewContext } from "node:vm";
import { parseClient } from "clerk-session";
import { expect, test, thrown } from "../fixtures.js";

const json = '{"id":"client_1","sessions":[]}';
const bytes = () => new TextEncoder().encode(json);

test("A Uint8Array of another realm is read, as jsdom's TextEncoder returns", () => {
  const theirs = runInNewContext("Uint8Array.from(bytes)", { bytes: [...bytes()] });
  expect(theirs).not.toBeInstanceOf(Uint8Array);
  expect(parseClient(theirs)).toMatchObject({ id: "client_1" });
});

for (const claimed of [0, 1, 10_000_000, -1, Number.NaN, "nonsense"]) {
  test(`A Uint8Array that claims the length ${claimed} is read with its real length`, () => {
    for (let round = 0; round < 200; round++) {
      const lying = Object.defineProperty(bytes(), "length", { value: claimed });
      expect(parseClient(lying)).toMatchObject({ id: "client_1" });
    }
  });
}

test("An object that claims to be a Uint8Array is refused", () => {
  for (const members of [
    {},
    { byteLength: 4 },
    { byteLength: 4, buffer: "text" },
    { byteLength: 4, buffer: 9 },
  ]) {
    const claims = { [Symbol.toStringTag]: "Uint8Array", ...members } as unknown as Uint8Array;
    expect(thrown(() => parseClient(claims))).toMatchObject({ code: "invalid_argument" });
  }
});
