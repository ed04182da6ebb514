//! The names of fields: `last_active_at` on the wire is `lastActiveAt` in JavaScript.

/// How the fields of models are named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    Wire,
    JavaScript,
}

/// JavaScript's name of a field.
pub(crate) fn camel_case(wire_name: &str) -> String {
    let mut name = String::new();
    let mut is_upper = false;
    for byte in wire_name.bytes() {
        if byte != b'_' {
            name.push(char::from(if is_upper { byte.to_ascii_uppercase() } else { byte }));
        }
        is_upper = byte == b'_';
    }
    name
}

/// The wire's name of a field, if this may be one in JavaScript.
pub(crate) fn snake_case(name: &str) -> Option<String> {
    let mut wire_name = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_uppercase() {
            wire_name.push('_');
        }
        wire_name.push(char::from(byte.to_ascii_lowercase()));
    }
    // Not `contains`, which brings a search of its own with it.
    name.bytes().all(|byte| byte != b'_').then_some(wire_name)
}

/// The names of the fields of objects in JavaScript. Those of each schema are made once, and stay.
#[cfg(all(target_arch = "wasm32", feature = "npm"))]
pub(crate) fn keys(schema: &'static super::schema::Schema) -> &'static [&'static str] {
    use core::cell::RefCell;

    type Known = Vec<(&'static super::schema::Schema, &'static [&'static str])>;
    thread_local!(static KNOWN: RefCell<Known> = const { RefCell::new(Vec::new()) });

    KNOWN.with_borrow_mut(|known| {
        if let Some((_, keys)) = known.iter().find(|(other, _)| core::ptr::eq(*other, schema)) {
            return *keys;
        }
        let keys =
            crate::util::compact::collect(schema.fields().map(|field| &*camel_case(field.name).leak()))
                .leak();
        known.push((schema, keys));
        keys
    })
}
