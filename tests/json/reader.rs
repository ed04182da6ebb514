//! Compares the reader with serde_json. Both accept the same texts and read the same values. A test
//! states each difference.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value};

use crate::json::{ReadError, Reader, ValueType};

type Read<T> = Result<T, Box<ReadError>>;

/// The largest integer that a JavaScript number holds exactly.
const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// Reads a text that holds one value and nothing after it.
fn document<'text, T>(
    text: &'text str,
    read: impl FnOnce(&mut Reader<'text>) -> Read<T>,
) -> Read<T> {
    let reader = &mut Reader::new(text);
    let value = read(reader)?;
    reader.end()?;
    Ok(value)
}

fn string_in(reader: &mut Reader<'_>) -> Read<String> {
    let (range, escaped) = reader.string()?;
    if escaped { reader.unescaped(range) } else { Ok(reader.raw(range).to_owned()) }
}

/// Reads a key as serde_json does. Unlike the reader, it refuses a key with a lone surrogate.
fn key(reader: &mut Reader<'_>) -> Read<String> {
    let start = reader.offset();
    let key = reader.key()?.into_owned();
    let written = reader.raw(start..reader.offset()).trim_end_matches(['\n', ' ', '\r', '\t', ':']);
    match serde_json::from_str::<String>(written) {
        Ok(read) => assert_eq!(key, read),
        Err(_) => {
            assert!(
                written
                    .trim_start()
                    .strip_prefix('"')
                    .is_some_and(|rest| rest.strip_suffix('"') == Some(&key))
            );
            return Err(reader.error("half a surrogate pair in a key"));
        }
    }
    Ok(key)
}

/// Reads a value of any type by the reader's methods for each type.
fn value(reader: &mut Reader<'_>) -> Read<Value> {
    let value_type = reader.value_type()?;
    Ok(match value_type {
        ValueType::Null => {
            assert!(reader.null()?);
            Value::Null
        }
        ValueType::Boolean => Value::Bool(reader.boolean()?),
        // The reader parses only integers. It keeps any other number as its text, whose exponent
        // serde_json writes differently.
        ValueType::Number => {
            let range = reader.skip()?;
            Value::Number(serde_json::from_str(reader.raw(range)).unwrap())
        }
        ValueType::String => Value::String(string_in(reader)?),
        ValueType::Array => Value::Array(read_list(reader, value)?),
        ValueType::Object => {
            let mut members = Map::new();
            reader.enter(value_type)?;
            while reader.next(b'}')? {
                let key = key(reader)?;
                members.insert(key, value(reader)?);
            }
            Value::Object(members)
        }
    })
}

/// Returns how deep the brackets of a text nest, outside strings.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Checks all promises about one text.
fn compare(text: &str) {
    let ours = document(text, value);
    let theirs = serde_json::from_str::<Value>(text);
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(exact(ours), exact(theirs), "{text:?}"),
        (Err(_), Err(_)) => {}
        _ => panic!("{text:?}: ours {ours:?}, serde_json's {theirs:?}"),
    }
    if let Err(error) = ours {
        assert!(error.offset <= text.len(), "{text:?}: {error}");
    }

    // Both skip lone surrogates. serde_json skips values of any depth; the reader's limit always
    // applies.
    let ours = document(text, |reader| reader.skip());
    let theirs = serde_json::from_str::<serde::de::IgnoredAny>(text);
    assert_eq!(ours.is_ok(), theirs.is_ok() && depth(text) <= 127, "{text:?}: {ours:?}");
    if let Ok(range) = ours {
        assert_eq!(&text[range], text.trim_matches([' ', '\n', '\r', '\t']));
    }

    typed(text, |reader| reader.boolean());
    typed(text, string_in);
    typed(text, |reader| read_list(reader, |reader| reader.boolean()));
    typed(text, |reader| read_list(reader, string_in));

    let ours = document(text, |reader| reader.integer()).ok();
    let theirs = serde_json::from_str::<i64>(text).ok();
    assert_eq!(
        ours,
        theirs.filter(|integer| (-MAX_INTEGER..=MAX_INTEGER).contains(integer)),
        "{text:?}"
    );
}

/// Returns a text that is equal only for values with the same order of keys.
fn exact(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}

fn typed<T: serde::de::DeserializeOwned + PartialEq + core::fmt::Debug>(
    text: &str,
    read: impl FnOnce(&mut Reader<'_>) -> Read<T>,
) {
    assert_eq!(document(text, read).ok(), serde_json::from_str::<T>(text).ok(), "{text:?}");
}

fn read_list<T>(
    reader: &mut Reader<'_>,
    mut read: impl FnMut(&mut Reader<'_>) -> Read<T>,
) -> Read<Vec<T>> {
    let mut items = Vec::new();
    reader.enter(ValueType::Array)?;
    while reader.next(b']')? {
        items.push(read(reader).map_err(|error| error.under(&format!("[{}]", items.len())))?);
    }
    Ok(items)
}

fn white_space() -> impl Strategy<Value = String> {
    "[ \n\r\t]{0,2}"
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        any::<u64>().prop_map(|number| number.to_string()),
        any::<f64>()
            .prop_filter("JSON has no other", |number| number.is_finite())
            .prop_map(|n| n.to_string()),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?",
        select(vec![
            "-0",
            "0",
            "1.0",
            "1e3",
            "1e400",
            "-1E-400",
            "0.1",
            "9007199254740991",
            "9007199254740992",
            "-9007199254740991",
            "-9007199254740992",
            "9223372036854775808",
        ])
        .prop_map(str::to_owned),
    ]
}

/// Returns a strategy for JSON strings with plain characters, escapes and, rarely, lone surrogates.
fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[ -!#-\\[\\]-~]{0,6}",
        3 => "[^\"\\\\\u{0}-\u{1f}]",
        3 => select(vec!["\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"])
            .prop_map(str::to_owned),
        2 => any::<char>().prop_map(|character| {
            let mut units = [0; 2];
            let units = character.encode_utf16(&mut units);
            units.iter().map(|unit| format!("\\u{unit:04x}")).collect()
        }),
        1 => "\\\\u[0-9a-cefA-CEF][0-9a-fA-F]{3}",
    ];
    let half = prop_oneof![60 => Just(""), 1 => Just("\\ud800"), 1 => Just("\\uDFFF")];
    (prop::collection::vec(piece, 0..5), half)
        .prop_map(|(pieces, half)| format!("\"{}{half}\"", pieces.concat()))
}

/// Returns a strategy for JSON texts with white space in all places and, rarely, duplicate keys.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        select(vec!["null", "true", "false"]).prop_map(str::to_owned),
        number(),
        string()
    ];
    let any = leaf.prop_recursive(6, 48, 6, |inner| {
        let member =
            (prop_oneof![string(), Just("\"a\"".to_owned())], white_space(), inner.clone())
                .prop_map(|(key, space, value)| format!("{key}{space}:{space}{value}"));
        prop_oneof![
            (prop::collection::vec(inner, 0..6), white_space()).prop_map(|(items, space)| format!(
                "[{space}{}{space}]",
                items.join(&format!("{space},"))
            )),
            (prop::collection::vec(member, 0..6), white_space()).prop_map(
                |(items, space)| format!("{{{space}{}{space}}}", items.join(&format!(",{space}")))
            ),
        ]
    });
    (white_space(), any, white_space())
        .prop_map(|(before, json, after)| [before, json, after].concat())
}

#[derive(Debug, Clone)]
enum Edit {
    Delete(Index),
    Insert(Index, char),
    Swap(Index, Index),
    Truncate(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let telling = select(
        "{}[]\",:\\0123456789-+.eEtfnu \u{0}\u{b}\u{a0}\u{feff}é".chars().collect::<Vec<_>>(),
    );
    prop_oneof![
        any::<Index>().prop_map(Edit::Delete),
        (any::<Index>(), telling).prop_map(|(at, character)| Edit::Insert(at, character)),
        (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Edit::Swap(one, other)),
        any::<Index>().prop_map(Edit::Truncate),
    ]
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for edit in edits {
        let length = characters.len();
        match edit {
            Edit::Insert(at, character) => characters.insert(at.index(length + 1), *character),
            _ if length == 0 => {}
            Edit::Delete(at) => _ = characters.remove(at.index(length)),
            Edit::Swap(one, other) => characters.swap(one.index(length), other.index(length)),
            Edit::Truncate(at) => characters.truncate(at.index(length)),
        }
    }
    characters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn json_is_read_as_by_serde_json(text in json()) {
        let read = serde_json::from_str::<serde::de::IgnoredAny>(&text);
        prop_assert!(read.is_ok(), "the generator makes only JSON");
        compare(&text);
    }

    #[test]
    fn damaged_json_is_read_as_by_serde_json(
        text in json(),
        edits in prop::collection::vec(edit(), 1..4),
    ) {
        compare(&edited(&text, &edits));
    }

    #[test]
    fn any_text_is_read_as_by_serde_json(
        text in any::<String>(),
        like in "[\\[\\]{}\",:\\\\0-9.eE+a-fn-u -]{0,12}",
    ) {
        compare(&text);
        compare(&like);
    }

    #[test]
    fn a_single_value_is_read_as_by_serde_json(number in number(), string in string()) {
        compare(&number);
        compare(&string);
        compare(&format!("[{string}]"));
    }
}

#[test]
fn values_nest_as_deep_as_in_serde_json() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for (levels, fits) in [(1, true), (126, true), (127, true), (128, false), (10_000, false)] {
            let text = format!("{}0{}", open.repeat(levels), close.repeat(levels));
            compare(&text);
            assert_eq!(document(&text, |reader| reader.skip()).is_ok(), fits, "{levels}");
        }
    }
    // The depth is limited, not the number of values.
    let wide = format!("[{}]", vec!["[[]]"; 1_000].join(","));
    compare(&wide);
    assert!(document(&wide, value).is_ok());
}

#[test]
fn integers_are_those_that_javascript_holds_exactly() {
    for text in [
        "-0",
        "1.0",
        "1e3",
        "-0.0",
        "9007199254740992",
        "-9007199254740992",
        "1e400",
        "99999999999999999999",
    ] {
        compare(text);
        let error = document(text, |reader| reader.integer()).unwrap_err();
        assert_eq!((error.offset, error.path.as_str()), (0, ""), "{text}");
    }
    for integer in [0, 1, -1, MAX_INTEGER, -MAX_INTEGER] {
        compare(&integer.to_string());
        assert_eq!(document(&integer.to_string(), |reader| reader.integer()), Ok(integer));
    }
}

#[test]
fn of_a_duplicate_key_the_last_counts() {
    compare(r#"{"a":1,"b":2,"a":3}"#);
}

#[test]
fn a_lone_surrogate_is_refused_if_it_is_read_and_kept_if_it_is_skipped() {
    for text in
        [r#""\ud800""#, r#""\udc00""#, r#""\ud800\ud800""#, r#""\ud800x""#, r#"{"\ud800":1}"#]
    {
        compare(text);
        assert!(document(text, value).is_err(), "{text}");
        assert_eq!(document(text, |reader| reader.skip()), Ok(0..text.len()));
    }
}

#[test]
fn errors_have_a_position() {
    for (text, offset, path) in [
        ("", 0, ""),
        ("  x", 2, ""),
        ("[1,\n 2,, 3]", 7, "[2]"),
        (r#"[{"a":[true,"\x"]}]"#, 13, "[0][1]"),
        ("[1] 2", 4, ""),
        (r#"{"a" 1}"#, 5, ""),
        ("\"é\u{1}\"", 3, ""),
        ("[0, 01]", 5, ""),
        ("\"abc", 4, ""),
    ] {
        let error = document(text, value).unwrap_err();
        assert_eq!((error.offset, error.path.as_str()), (offset, path), "{text:?}: {error}");
    }
    let error =
        document("[true, 5]", |reader| read_list(reader, |reader| reader.boolean())).unwrap_err();
    assert_eq!(error.to_string(), "[1]: expected a boolean, found a number (byte 7)");
}

#[test]
fn a_string_ends_at_its_first_quote_and_an_error_is_at_its_first_invalid_byte() {
    // Bytes that a search of eight bytes at a time may mistake for a match.
    let like_it = [" ", "!", "#", "]", "\u{7f}", "é", "\u{80}"];
    for (before, after) in
        (0..=17).flat_map(|before| like_it.map(|after| ("x".repeat(before), after)))
    {
        let text = format!("\"{before}\"{after}\"{after}");
        assert_eq!(Reader::new(&text).string(), Ok((1..before.len() + 1, false)), "{text:?}");
        for misplaced in ["\\", "\0", "\u{1f}"] {
            let text = format!("\"{before}{misplaced}{after}\"");
            let error = Reader::new(&text).string().unwrap_err();
            assert_eq!(error.offset, before.len() + 1, "{text:?}");
        }
    }
}
