//! The strings of a document, as a serializer takes them.

#[cfg(not(all(target_arch = "wasm32", feature = "npm")))]
pub(crate) use copied::Strings;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use cut::Strings;

#[cfg(not(all(target_arch = "wasm32", feature = "npm")))]
mod copied {
    use serde::ser::{Serialize, Serializer};

    use crate::model::{Document, Json, Slot};

    pub(crate) struct Strings<'a>(&'a Document);

    impl<'a> Strings<'a> {
        pub fn of(document: &'a Document) -> Self {
            Strings(document)
        }

        pub fn serialize<S: Serializer>(&self, slot: Slot, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.0.str(slot))
        }

        pub fn serialize_json<S: Serializer>(&self, slot: Slot, serializer: S) -> Result<S::Ok, S::Error> {
            Json { document: self.0, slot }.serialize(serializer)
        }
    }
}

/// JavaScript's strings, cut from pieces of the text that are decoded as a whole: to call the decoder for each string takes several
/// times as long. A string may keep the piece alive that it was cut from, so pieces are small.
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
mod cut {
    use core::cell::RefCell;

    use js_sys::JsString;
    use serde::ser::{Error as _, SerializeStruct, Serializer};
    use wasm_bindgen::prelude::*;

    use crate::model::{Document, Slot};

    #[wasm_bindgen]
    extern "C" {
        /// js-sys takes Rust's strings alone.
        #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
        fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;
    }

    /// In bytes.
    const PIECE_LENGTH: usize = 4096;

    pub(crate) struct Strings<'a> {
        document: &'a Document,
        /// Undefined: not decoded yet. Null: not to be cut, since its offsets in UTF-16 are others than in UTF-8.
        pieces: RefCell<Vec<JsValue>>,
    }

    impl<'a> Strings<'a> {
        pub fn of(document: &'a Document) -> Self {
            Strings { document, pieces: RefCell::default() }
        }

        pub fn serialize<S: Serializer>(&self, slot: Slot, serializer: S) -> Result<S::Ok, S::Error> {
            match self.cut(slot) {
                Some(string) => serde_wasm_bindgen::preserve::serialize(&string, serializer),
                None => serializer.serialize_str(self.document.str(slot)),
            }
        }

        pub fn serialize_json<S: Serializer>(&self, slot: Slot, serializer: S) -> Result<S::Ok, S::Error> {
            let text = self.document.str(slot);
            if *text == *"{}" {
                return serializer.serialize_struct("", 0)?.end();
            }
            match parse_json(&self.cut(slot).unwrap_or_else(|| text.into())) {
                Ok(value) => serde_wasm_bindgen::preserve::serialize(&value, serializer),
                Err(_) => Err(S::Error::custom("JSON.parse refused a value")),
            }
        }

        #[cfg_attr(optimize_attribute, optimize(speed))]
        pub fn cut(&self, slot: Slot) -> Option<JsString> {
            let bounds = slot.bounds();
            let at = bounds.start / PIECE_LENGTH;
            let start = at * PIECE_LENGTH;
            let end = bounds.end - start;
            // What has been unescaped is not in the text, and what is in two pieces is in none.
            if end > PIECE_LENGTH || bounds.end > self.document.text.len() {
                return None;
            }
            let mut pieces = self.pieces.borrow_mut();
            if pieces.len() <= at {
                pieces.resize(at + 1, JsValue::UNDEFINED);
            }
            let piece = pieces.get_mut(at)?;
            if piece.is_undefined() {
                let rest = self.document.text.get(start..);
                let text = rest.map(|rest| rest.get(..PIECE_LENGTH).unwrap_or(rest));
                *piece = text.filter(|text| text.is_ascii()).map_or(JsValue::NULL, JsValue::from);
            }
            if piece.is_null() {
                return None;
            }
            Some(piece.unchecked_ref::<JsString>().substring((bounds.start - start) as u32, end as u32))
        }
    }
}
