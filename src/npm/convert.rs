//! Conversion of models to plain JavaScript objects.

use core::cell::RefCell;
use core::ptr;

use serde::ser::{Error as _, Serialize, SerializeSeq, SerializeStruct, Serializer as _};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::document::key_case::camel_case;
use crate::document::value::ValueRef;
use crate::document::{Primitive, Schema, TypedObject};
use crate::util::compact::collect;

type Result = core::result::Result<JsValue, JsValue>;

/// The one place that chooses JavaScript's types: null and never undefined, plain objects and never
/// `Map`, numbers and never `BigInt`.
const SERIALIZER: Serializer = Serializer::json_compatible();

#[wasm_bindgen(module = "/src/npm/string_slices.js")]
extern "C" {
    /// Sets the text in memory of which strings become slices when they leave the module.
    #[wasm_bindgen(js_name = setSlicedText)]
    fn set_sliced_text(address: *const u8, length: usize);
}

/// Converts a value, faster if `text` is the one that it has been read from.
pub(super) fn to_js(value: ValueRef<'_>, text: &str) -> Result {
    set_sliced_text(text.as_ptr(), text.len());
    let converted = ForJs(value).serialize(&SERIALIZER).map_err(JsValue::from);
    // After this, another text may take its place in memory, an address or a token, from which
    // no slice may be taken.
    set_sliced_text(ptr::null(), 0);
    converted
}

/// Converts a list of models.
pub(super) fn list_to_js(models: &[impl TypedObject]) -> Result {
    let mut list = SERIALIZER.serialize_seq(Some(models.len()))?;
    for model in models {
        list.serialize_element(&ForJs(model.as_value()))?;
    }
    Ok(list.end()?)
}

/// A value as it becomes one of JavaScript's: the keys of objects are made once, a number that
/// JavaScript holds exactly is not checked again, and the browser itself parses raw JSON.
struct ForJs<'a>(ValueRef<'a>);

impl Serialize for ForJs<'_> {
    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        let value = &self.0;
        match value.primitive() {
            _ if value.is_null() => serializer.serialize_unit(),
            _ if value.is_list() => {
                let items = value.items();
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&ForJs(item))?;
                }
                list.end()
            }
            Primitive::Boolean => serializer.serialize_bool(value.boolean()),
            Primitive::Text | Primitive::Secret => serializer.serialize_str(value.str()),
            Primitive::StringEnum(known) => {
                serializer.serialize_unit_variant("", 0, value.known_string(known))
            }
            Primitive::Json | Primitive::JsonObject => {
                let text = value.str();
                // Metadata are most often empty.
                if *text == *"{}" {
                    return serializer.serialize_struct("", 0)?.end();
                }
                match js_sys::JSON::parse(text) {
                    Ok(value) => serde_wasm_bindgen::preserve::serialize(&value, serializer),
                    Err(_) => Err(S::Error::custom("JSON.parse refused a value")),
                }
            }
            Primitive::Object(schema) => {
                let keys = keys(schema);
                let mut fields = serializer.serialize_struct("", keys.len())?;
                for (key, field) in keys.iter().zip(value.fields(schema)) {
                    fields.serialize_field(key, &ForJs(field))?;
                }
                fields.end()
            }
            Primitive::Integer | Primitive::Pair => serializer.serialize_f64(value.integer() as f64),
        }
    }
}

/// Returns the names of an object's fields in JavaScript. They are made once for each schema, and
/// stay.
fn keys(schema: &'static Schema) -> &'static [&'static str] {
    type Made = Vec<(&'static Schema, &'static [&'static str])>;
    thread_local!(static MADE: RefCell<Made> = const { RefCell::new(Vec::new()) });

    MADE.with_borrow_mut(|made| {
        if let Some((_, keys)) = made.iter().find(|(other, _)| ptr::eq(*other, schema)) {
            return *keys;
        }
        let keys = collect(schema.fields.iter().map(|field| &*camel_case(field.name).leak())).leak();
        made.push((schema, keys));
        keys
    })
}
