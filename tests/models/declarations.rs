//! Generates `src/npm/models.d.ts`, the TypeScript declarations, from the declarations in Rust.
//!
//! `UPDATE_DECLARATIONS=1 cargo test --lib declarations` writes the file. Without the variable, a
//! test fails if the file is out of date.

use super::support::{MODELS, WireType};
use crate::api::factors::{
    AttemptFirstFactor, AttemptSecondFactor, PrepareFirstFactor, PrepareSecondFactor,
};
use crate::authorization::Reverification;
use crate::client::Intent;
use crate::document::key_case::camel_case;
use crate::error::Code;
use crate::models::*;

/// A type that is declared with docs: a model, an enum of strings or a step of a reverification.
pub(crate) trait Declared {
    const DECLARATION: Declaration;
}

/// The text of a declaration. Each element of `about` is one line of its doc.
pub(crate) struct Declaration {
    pub name: &'static str,
    pub about: &'static [&'static str],
    pub members: &'static [Member],
}

/// A field with its Rust type (`?` for an optional text), a string of an enum, or a strategy with
/// its fields.
#[derive(PartialEq)]
pub(crate) struct Member {
    pub name: &'static str,
    pub r#type: &'static str,
    pub about: &'static [&'static str],
    pub fields: &'static [Member],
}

const WIDTH: usize = 100;

const HEADER: &str = "\
// Written by tests/models/declarations.rs from the declarations in Rust. To change it, edit those
// and run `UPDATE_DECLARATIONS=1 cargo test --lib declarations`.
//
// Times are Unix milliseconds, as Date takes them, unless a name says seconds or minutes.

/** A value of JSON (RFC 8259), as JSON.parse returns it. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** An object of JSON. Its keys are as the server sent them. */
export interface JsonObject {
  [key: string]: Json;
}
";

/// Returns the text of `models.d.ts`.
fn typescript() -> String {
    macro_rules! written {
        ($($form:ident: $($Type:ident)*;)*) => {
            [$($( $form(&$Type::DECLARATION), )*)*]
        };
    }
    let declarations = written! {
        strings: SessionStatus;
        interface: Session SessionActivity SessionTask TokenResource Client PublicUserData User
            EmailAddress PhoneNumber Web3Wallet Passkey ExternalAccount EnterpriseAccount
            EnterpriseConnection IdentificationLink OrganizationMembership Organization Verification
            ApiError SessionVerification;
        strings: VerificationStatus VerificationLevel;
        interface: VerificationFactor;
        steps: PrepareFirstFactor AttemptFirstFactor PrepareSecondFactor AttemptSecondFactor;
        strings: Code;
    };
    [HEADER.to_owned()].into_iter().chain(declarations).collect::<Vec<_>>().join("\n")
}

/// Writes a model.
fn interface(Declaration { name, about, members }: &Declaration) -> String {
    let about = comment("", &translated(about, name));
    let fields: String = members.iter().map(|field| property("  ", field, name)).collect();
    format!("{about}export interface {name} {{\n{fields}}}\n")
}

/// Writes an enum of strings. `Code` is renamed to `ErrorCode`, because only `SessionError` has it.
fn strings(Declaration { name, about, members }: &Declaration) -> String {
    let about = comment("", &translated(about, name));
    let string = |member: &Member| {
        format!("{}  | {:?}", comment("  ", &translated(member.about, name)), member.name)
    };
    let name = if *name == "Code" { "ErrorCode" } else { name };
    let strings = members.iter().map(string).collect::<Vec<_>>().join("\n");
    format!("{about}export type {name} =\n{strings};\n")
}

/// Writes strategies with the same fields as one member of the union.
fn steps(Declaration { name, about, members }: &Declaration) -> String {
    let about = comment("", &translated(about, name));
    let groups: Vec<&[Member]> =
        members.chunk_by(|one, other| one.fields == other.fields).collect();
    let indent = if groups.len() == 1 { "  " } else { "      " };
    let bodies: Vec<String> = groups
        .iter()
        .map(|group| {
            let about = |member: &Member| match group.len() {
                1 => translated(member.about, name),
                _ => format!("`{}`: {}", member.name, translated(member.about, name)),
            };
            let about = group.iter().map(about).collect::<Vec<_>>().join(" ");
            let strategies =
                group.iter().map(|member| format!("{:?}", member.name)).collect::<Vec<_>>();
            let fields: String =
                group[0].fields.iter().map(|field| property(indent, field, name)).collect();
            format!(
                "{}{indent}strategy: {};\n{fields}",
                comment(indent, &about),
                strategies.join(" | ")
            )
        })
        .collect();
    match &bodies[..] {
        [body] => format!("{about}export interface {name} {{\n{body}}}\n"),
        _ => format!(
            "{about}export type {name} =\n  | {{\n{}    }};\n",
            bodies.join("    }\n  | {\n")
        ),
    }
}

fn property(indent: &str, Member { name, r#type, about, .. }: &Member, model: &str) -> String {
    let about = comment(indent, &translated(about, model));
    let (mark, r#type) = match *r#type {
        "?" => ("?", "Text"),
        r#type => ("", r#type),
    };
    format!(
        "{about}{indent}{}{mark}: {};\n",
        camel_case(name.trim_start_matches("r#")),
        type_of(r#type)
    )
}

/// Translates a type of Rust.
fn type_of(rust: &str) -> String {
    let rust = rust.replace(' ', "");
    let item = |generic| rust.strip_prefix(generic)?.strip_suffix('>');
    if let Some(item) = item("Option<") {
        return format!("{} | null", type_of(item));
    }
    if let Some(item) = item("Vec<") {
        return format!("{}[]", type_of(item));
    }
    let name = match &*rust {
        "Text" | "Secret" => "string",
        "Time" | "i64" => "number",
        "bool" => "boolean",
        "AnyJson" => "Json",
        "[i64;2]" => "[first: number, second: number]",
        model => model,
    };
    name.to_owned()
}

/// Translates a Rust doc: `None`, links, and the names of fields and of methods with their `()`.
fn translated(about: &[&str], model: &str) -> String {
    let about = about.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let (mut linked, mut rest) = (String::new(), &*about);
    while let Some((before, after)) = rest.split_once("[`") {
        let (label, after) = after.split_once("`]").expect("a link ends");
        let target =
            after.strip_prefix('(').map(|after| after.split_once(')').expect("a path ends"));
        let (path, after) = target.unwrap_or((label, after));
        linked.extend([before, &link(path, model)]);
        rest = after;
    }
    linked.push_str(rest);

    let mut spans = linked.split('`').map(str::to_owned).collect::<Vec<_>>();
    for code in spans.iter_mut().skip(1).step_by(2) {
        match &**code {
            "None" => *code = "null".to_owned(),
            name if name.ends_with("()") => *code = camel_case(name),
            _ => {}
        }
    }
    for prose in spans.iter_mut().step_by(2) {
        while let Some((before, after)) = prose.split_once("<http") {
            *prose = format!("{before}http{}", after.replacen('>', "", 1));
        }
    }
    spans.join("`")
}

/// Translates the path of a link in the docs of `model`.
fn link(path: &str, model: &str) -> String {
    let (parent, name) = path.rsplit_once("::").expect("a link's path has two parts");
    let parent = parent
        .rsplit("::")
        .next()
        .map_or(model, |parent| if parent == "Self" { model } else { parent });
    match parent {
        // Declared by hand in another file.
        "Error" => format!("`SessionError.{}`", camel_case(name)),
        // A non-breaking space keeps a link on one line.
        _ => format!("{{@link\u{a0}{parent}.{}}}", camel_case(name)),
    }
}

/// Writes a doc, on one line if it fits.
fn comment(indent: &str, text: &str) -> String {
    let width = |text: &str| text.chars().count();
    let line = format!("{indent}/** {text} */\n");
    if width(&line) <= WIDTH + 1 {
        return line.replace('\u{a0}', " ");
    }
    let mut lines = vec![format!("{indent} *")];
    for word in text.split(' ') {
        if lines.last().is_some_and(|line| width(line) + 1 + width(word) > WIDTH) {
            lines.push(format!("{indent} *"));
        }
        lines.last_mut().into_iter().for_each(|line| line.extend([" ", word]));
    }
    format!("{indent}/**\n{}\n{indent} */\n", lines.join("\n")).replace('\u{a0}', " ")
}

/// Returns the lines of a block, from the line after its header to the one that begins with `end`.
fn block<'a>(
    text: &'a str,
    header: &str,
    end: &'static str,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let (_, block) = text.split_once(header).unwrap_or_else(|| panic!("{header} is missing"));
    block.lines().skip(1).take_while(move |line| !line.starts_with(end))
}

#[test]
fn the_declarations_for_typescript_are_up_to_date() {
    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/npm/models.d.ts");
    let written = typescript();
    if std::env::var_os("UPDATE_DECLARATIONS").is_some() {
        std::fs::write(FILE, &written).unwrap();
    }
    let present = std::fs::read_to_string(FILE).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        present == written,
        "src/npm/models.d.ts is out of date: run with UPDATE_DECLARATIONS=1"
    );
}

#[test]
fn each_field_has_the_type_of_the_published_description() {
    let text = typescript();
    let or_null = |is_required: bool, name: &str| {
        if is_required { name.to_owned() } else { format!("{name} | null") }
    };
    let mut count = 0;
    for (model, fields) in MODELS.iter() {
        let lines = block(&text, &format!("export interface {model} {{"), "}");
        let declared =
            lines.filter_map(|line| line.strip_prefix("  ")?.strip_suffix(';')?.split_once(": "));
        let declared: Vec<_> = declared.collect();
        assert_eq!(declared.len(), fields.len(), "the fields of {model}");
        for (field, (name, r#type)) in fields.iter().zip(declared) {
            assert_eq!(name, camel_case(&field.name), "a field of {model}");
            let expected = match &field.wire_type {
                WireType::Text => or_null(field.required, "string"),
                WireType::Integer => or_null(field.required, "number"),
                WireType::Boolean => "boolean".to_owned(),
                WireType::MaybeBoolean => "boolean | null".to_owned(),
                WireType::Json => "Json | null".to_owned(),
                WireType::JsonObject => "JsonObject | null".to_owned(),
                WireType::TwoIntegers => "[first: number, second: number] | null".to_owned(),
                WireType::Texts => "string[]".to_owned(),
                WireType::Model(model) => or_null(field.required, model),
                WireType::Models(model) => format!("{model}[]"),
                WireType::StringEnum(words) => {
                    let lines = block(&text, &format!("export type {} =", r#type), "export");
                    let strings = lines.filter_map(|line| line.strip_prefix("  | "));
                    let strings: Vec<_> =
                        strings.map(|string| string.trim_matches([';', '"'])).collect();
                    assert_eq!(
                        strings,
                        [&words[..], &["unknown".to_owned()]].concat(),
                        "{model}.{name}"
                    );
                    r#type.to_owned()
                }
            };
            assert_eq!(r#type, expected, "{model}.{name}");
            count += 1;
        }
    }
    assert_eq!(count, 213);
}

#[test]
fn a_doc_is_translated() {
    for (rust, translation) in [
        (
            "`None` if [`first_name`](Self::first_name) is.",
            "`null` if {@link\u{a0}User.firstName} is.",
        ),
        ("See [`Error::trace_id`].", "See `SessionError.traceId`."),
        ("For `get_token()`: `email_code`.", "For `getToken()`: `email_code`."),
        ("A token (<https://example.com/a_b>).", "A token (https://example.com/a_b)."),
    ] {
        assert_eq!(translated(&[rust], "User"), translation);
    }
}

#[test]
fn rust_and_typescript_have_the_same_options() {
    let typescript = include_str!("../../src/npm/index.d.ts");
    for (rust, name, interface) in [
        (include_str!("../../src/client/options.rs"), "Options", "SessionClientOptions"),
        (
            include_str!("../../src/client/token_options.rs"),
            "TokenOptions",
            "TokenOptions extends RequestOptions",
        ),
        (include_str!("../../src/client/touch.rs"), "Touch", "TouchOptions extends RequestOptions"),
        (include_str!("../../src/authorization.rs"), "Authorization", "AuthorizationParams"),
    ] {
        let in_rust = block(rust, &format!("pub struct {name} {{"), "}")
            .filter_map(|line| line.strip_prefix("    pub ")?.split_once(':'));
        let in_typescript = block(typescript, &format!("export interface {interface} {{"), "}")
            .filter_map(|line| {
                let line =
                    line.strip_prefix("  ").filter(|line| line.starts_with(char::is_alphabetic))?;
                line.split_once("?:")
            });
        let mut in_rust: Vec<_> = in_rust.map(|(name, _)| camel_case(name)).collect();
        let mut in_typescript: Vec<_> = in_typescript.map(|(name, _)| name.to_owned()).collect();
        in_rust.sort();
        in_typescript.sort();
        assert!(!in_rust.is_empty(), "the fields of {name}");
        assert_eq!(in_rust, in_typescript, "the fields of {name} and of {interface}");
    }
    let named = block(typescript, "  reverification?:", "    | {")
        .filter_map(|line| line.split('"').nth(1));
    let levels: Vec<_> = named.map(|name| Reverification::named(name).level).collect();
    assert_eq!(levels.len(), 4, "the named reverifications");
    assert!(!levels.contains(&VerificationLevel::Unknown), "each is known in Rust");
    let intents = [Intent::Focus, Intent::SelectSession, Intent::SelectOrganization];
    let intents = intents.map(|intent| format!("{:?}", intent.as_str())).join(" | ");
    assert!(typescript.contains(&format!("intent?: {intents};")), "the intents of a touch");
}
