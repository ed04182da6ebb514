// Objects are made here from lists of their values: if the module made them, each field would cost
// one more call, and serde-wasm-bindgen a table of the keys, 800 bytes of what a page downloads.

/** For each shape its fields: their keys, and their strings if they are enums. */
const shapes = [];

/** Adds a field to a shape. `strings` are those of its enum, or empty. */
export function addField(shape, key, strings) {
  shapes[shape] ??= [];
  shapes[shape].push({ key, strings: strings === "" ? undefined : strings.split(" ") });
}

/** Makes an object from the values of its fields; that of an enum is the index of its string. */
export function objectOf(shape, values) {
  const fields = shapes[shape];
  const object = {};
  for (let index = 0; index < fields.length; index++) {
    const { key, strings } = fields[index];
    const value = values[index];
    object[key] = strings && value !== null ? strings.at(value) : value;
  }
  return object;
}
