use crate::json::Reader;
use crate::model::{Client, Model, Value};
use serde::Serialize;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

const SERIALIZER: serde_wasm_bindgen::Serializer = serde_wasm_bindgen::Serializer::json_compatible();

#[wasm_bindgen(js_name = parseClient)]
pub fn parse_client(json: Vec<u8>) -> Result<JsValue, JsValue> {
    let source = Arc::new(String::from_utf8(json).map_err(|_| JsValue::NULL)?);
    let mut model = Client::default();
    Reader::document(&source, |reader| model.read(reader)).map_err(|e| JsValue::from(e.path + &e.reason))?;
    model.view().serialize(&SERIALIZER).map_err(|_| JsValue::NULL)
}
