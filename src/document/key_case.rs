//! The two cases of a field's name: `last_active_at` in the Frontend API, `lastActiveAt` in
//! JavaScript.

/// The case of the keys in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyCase {
    Snake,
    Camel,
}

/// Returns the name in JavaScript.
pub(crate) fn camel_case(name: &str) -> String {
    let mut camel = String::new();
    let mut is_upper = false;
    for byte in name.bytes() {
        if byte != b'_' {
            camel.push(char::from(if is_upper { byte.to_ascii_uppercase() } else { byte }));
        }
        is_upper = byte == b'_';
    }
    camel
}

/// Returns the name in the Frontend API. `None` if the given name is not in camel case.
pub(crate) fn snake_case(name: &str) -> Option<String> {
    let mut snake = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(char::from(byte.to_ascii_lowercase()));
    }
    // `str::contains` would add its own search to the module.
    name.bytes().all(|byte| byte != b'_').then_some(snake)
}
