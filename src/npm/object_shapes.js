// Makes objects from lists of their values. If the module made them, each field would cost another
// call. serde-wasm-bindgen would also add a table of the keys, which is 800 bytes of the download.

/** The fields of each shape: their keys, and their strings if they are enums. */
const shapes = [];

/** Adds a field to a shape. `strings` are the strings of its enum, or empty. */
export function addField(shape, key, strings) {
  shapes[shape] ??= [];
  shapes[shape].push({ key, strings: strings === "" ? undefined : strings.split(" ") });
}

/**
 * Makes an object from the values of its fields. The value of an enum is the index of its string.
 */
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
