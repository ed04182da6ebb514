//! Converts models to plain JavaScript objects.

use core::cell::RefCell;
use core::ptr;

use js_sys::{JSON, Object};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer as _};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::document::key_case::camel_case;
use crate::document::value::ValueRef;
use crate::document::{Primitive, Schema, TypedObject, UNKNOWN};
use crate::util::compact::concat;

type Result = core::result::Result<JsValue, JsValue>;

/// The serializer that chooses JavaScript's types everywhere: null and never undefined, plain
/// objects and never `Map`, numbers and never `BigInt`.
const SERIALIZER: Serializer = Serializer::json_compatible();

#[wasm_bindgen(module = "/src/npm/string_slices.js")]
extern "C" {
    /// Sets the text in the module's memory whose strings become slices when they leave the module.
    #[wasm_bindgen(js_name = setSlicedText)]
    fn set_sliced_text(address: *const u8, length: usize);
}

#[wasm_bindgen(module = "/src/npm/object_shapes.js")]
extern "C" {
    #[wasm_bindgen(js_name = addField)]
    fn add_field(shape: usize, key: &str, strings: &str);

    #[wasm_bindgen(js_name = objectOf)]
    fn object_of(shape: usize, values: JsValue) -> JsValue;
}

/// Converts a value. It is faster if `text` is the text that the value was read from.
pub(super) fn to_js(value: ValueRef<'_>, text: &str) -> Result {
    set_sliced_text(text.as_ptr(), text.len());
    let converted = ForJs(value).serialize(&SERIALIZER).map_err(JsValue::from);
    // After this, the memory may hold another text, such as a URL or a token. No slice of that may
    // be taken.
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

/// A value to serialize for JavaScript. JavaScript makes the objects from lists of their values,
/// and parses raw JSON. An integer is within JavaScript's range already, so it is not checked
/// again.
struct ForJs<'a>(ValueRef<'a>);

impl Serialize for ForJs<'_> {
    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> core::result::Result<S::Ok, S::Error> {
        let value = &self.0;
        let made = match value.primitive() {
            _ if value.is_null() => return serializer.serialize_unit(),
            _ if value.is_list() => {
                let items = value.items();
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&ForJs(item))?;
                }
                return list.end();
            }
            Primitive::Boolean => return serializer.serialize_bool(value.boolean()),
            Primitive::Integer | Primitive::Pair => {
                return serializer.serialize_f64(value.integer() as f64);
            }
            Primitive::Text | Primitive::Secret => return serializer.serialize_str(value.str()),
            Primitive::StringEnum(known) => {
                return serializer.serialize_str(value.known_string(known));
            }
            Primitive::Json | Primitive::JsonObject => {
                let text = value.str();
                // Metadata are most often empty.
                if *text == *"{}" { Some(Object::new().into()) } else { JSON::parse(text).ok() }
            }
            Primitive::Object(schema) => object(value, schema),
        };
        match made {
            Some(made) => serde_wasm_bindgen::preserve::serialize(&made, serializer),
            None => Err(S::Error::custom("JSON.parse refused a value")),
        }
    }
}

/// Converts an object. `None` if JavaScript refuses raw JSON in it.
#[cfg_attr(optimize_attribute, optimize(speed))]
fn object(value: &ValueRef<'_>, schema: &'static Schema) -> Option<JsValue> {
    let mut values = SERIALIZER.serialize_seq(None).ok()?;
    for field in value.fields(schema) {
        match field.primitive() {
            Primitive::StringEnum(_) if !field.is_null() && !field.is_list() => {
                values.serialize_element(&(field.integer() as f64)).ok()?;
            }
            _ => values.serialize_element(&ForJs(field)).ok()?,
        }
    }
    Some(object_of(shape(schema), values.end().ok()?))
}

/// Returns the id of a schema's shape, by which JavaScript makes its objects.
fn shape(schema: &'static Schema) -> usize {
    thread_local! {
        static SHAPES: RefCell<Vec<&'static Schema>> = const { RefCell::new(Vec::new()) };
    }

    SHAPES.with_borrow_mut(|shapes| {
        if let Some(shape) = shapes.iter().position(|other| ptr::eq(*other, schema)) {
            return shape;
        }
        let shape = shapes.len();
        shapes.push(schema);
        for (name, field_type) in schema.names().iter().zip(schema.types) {
            // The index of an unknown string is -1, which is that of the last string.
            let strings = match field_type.primitive {
                Primitive::StringEnum(known) => concat(&[known, UNKNOWN]),
                _ => String::new(),
            };
            add_field(shape, &camel_case(name), &strings);
        }
        shape
    })
}
