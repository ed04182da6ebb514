//! The opaque value that foreign code gave, kept as the cause of an error.

/// A value of JavaScript's: whatever was thrown or rejected with.
#[cfg(target_arch = "wasm32")]
pub type ForeignValue = wasm_bindgen::JsValue;

/// Stands in for a value of JavaScript's where there is no JavaScript.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignValue;
