//! The types of JSON values (RFC 8259, 3).

/// The type of a JSON value, which its first byte determines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueType {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl ValueType {
    /// Returns its name with the article, for a message.
    pub fn name(self) -> &'static str {
        match self {
            ValueType::Null => "null",
            ValueType::Boolean => "a boolean",
            ValueType::Number => "a number",
            ValueType::String => "a string",
            ValueType::Array => "a list",
            ValueType::Object => "an object",
        }
    }
}
