//! The fields of every model, read from the published declarations and not from the crate, and the
//! oracle that follows from them.
#![cfg_attr(
    target_arch = "wasm32",
    expect(dead_code, reason = "the tests in a browser use only a part")
)]

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::de::Error as _;
use serde_json::{Map, Value, json};

/// A field as `fixtures/models.json` describes it.
pub struct Field {
    pub name: String,
    pub wire_type: WireType,
    pub required: bool,
}

#[derive(Clone, PartialEq)]
pub enum WireType {
    Text,
    Integer,
    /// If missing or null: false.
    Boolean,
    /// If missing or null: null.
    MaybeBoolean,
    Json,
    JsonObject,
    TwoIntegers,
    Texts,
    /// One of these strings; any other becomes "unknown".
    StringEnum(Vec<String>),
    Model(String),
    Models(String),
}

/// The fields of every model, in the order in which the crate lists them.
pub static MODELS: LazyLock<HashMap<String, Vec<Field>>> =
    LazyLock::new(|| load().expect("fixtures/models.json describes the models"));

fn load() -> serde_json::Result<HashMap<String, Vec<Field>>> {
    let tables: Value = serde_json::from_str(include_str!("../fixtures/models.json"))?;
    let (Some(words), Some(models)) = (tables["words"].as_object(), tables["models"].as_object())
    else {
        return Err(serde_json::Error::custom("words and models are missing"));
    };
    let field = |(name, about): (&String, &Value)| -> serde_json::Result<Field> {
        let about = about.as_str().unwrap_or_default();
        let type_name = about.trim_end_matches(", required");
        let wire_type = match type_name {
            "string" => WireType::Text,
            "integer" => WireType::Integer,
            "boolean" => WireType::Boolean,
            "boolean or null" => WireType::MaybeBoolean,
            "json" => WireType::Json,
            "json object" => WireType::JsonObject,
            "two integers" => WireType::TwoIntegers,
            "string[]" => WireType::Texts,
            _ => match (words.get(type_name), type_name.strip_suffix("[]")) {
                (Some(words), _) => WireType::StringEnum(serde_json::from_value(words.clone())?),
                (None, Some(model)) => WireType::Models(model.to_owned()),
                (None, None) => WireType::Model(type_name.to_owned()),
            },
        };
        Ok(Field { name: name.clone(), wire_type, required: type_name != about })
    };
    let fields = |fields: &Value| -> serde_json::Result<Vec<Field>> {
        fields.as_object().into_iter().flatten().map(field).collect()
    };
    models.iter().map(|(model, table)| Ok((model.clone(), fields(table)?))).collect()
}

/// Returns the JavaScript form of an object from the server.
pub fn expected(model: &str, wire: &Value) -> Value {
    let fields = &MODELS[model];
    let convert = |field: &Field| (camel_case(&field.name), field_of(field, &wire[&field.name]));
    Value::Object(fields.iter().map(convert).collect::<Map<_, _>>())
}

fn field_of(field: &Field, wire: &Value) -> Value {
    match (&field.wire_type, wire) {
        (WireType::Boolean, Value::Null) => json!(false),
        (WireType::Texts | WireType::Models(_), Value::Null) => json!([]),
        (_, Value::Null) => Value::Null,
        (WireType::StringEnum(words), Value::String(word)) if !words.contains(word) => {
            json!("unknown")
        }
        (WireType::Model(model), wire) => expected(model, wire),
        (WireType::Models(model), Value::Array(items)) => {
            items.iter().map(|item| expected(model, item)).collect()
        }
        (_, wire) => wire.clone(),
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}
