//! The names of fields, as keys of what becomes of an object.

#[cfg(not(all(target_arch = "wasm32", feature = "npm")))]
pub(crate) use names::keys;
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) use strings::keys;

#[cfg(not(all(target_arch = "wasm32", feature = "npm")))]
mod names {
    use crate::model::Schema;

    pub(crate) fn keys(schema: &'static Schema) -> Vec<&'static str> {
        schema.fields().map(|field| field.name).collect()
    }
}

/// JavaScript's own strings, made once for each schema: there are more of them than of anything else.
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
mod strings {
    use core::cell::RefCell;
    use std::rc::Rc;

    use serde::ser::{Serialize, Serializer};
    use wasm_bindgen::prelude::*;

    use crate::lean::collect;
    use crate::model::Schema;

    type Keys = Rc<Vec<Key>>;

    pub(crate) struct Key(JsValue);

    thread_local! {
        static KNOWN: RefCell<Vec<(&'static Schema, Keys)>> = const { RefCell::new(Vec::new()) };
    }

    pub(crate) fn keys(schema: &'static Schema) -> Keys {
        KNOWN.with_borrow_mut(|known| {
            if let Some((_, keys)) = known.iter().find(|(other, _)| core::ptr::eq(*other, schema)) {
                return Rc::clone(keys);
            }
            let keys = Rc::new(collect(schema.fields().map(|field| Key(field.name.into()))));
            known.push((schema, Rc::clone(&keys)));
            keys
        })
    }

    impl Serialize for Key {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serde_wasm_bindgen::preserve::serialize(&self.0, serializer)
        }
    }
}
