//! The opaque values of JavaScript that are kept as the causes of errors.

/// A value that JavaScript has thrown, or rejected a promise with.
#[cfg(target_arch = "wasm32")]
pub type ForeignValue = wasm_bindgen::JsValue;

/// A placeholder for a JavaScript value on targets without JavaScript.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignValue;
