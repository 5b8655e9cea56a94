#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]
//! `bindings/c/include/doorstep.h` is what this crate makes of it. With `DOORSTEP_WRITE_HEADER` set, it is written.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn header_path() -> PathBuf {
    crate_folder().join("../../bindings/c/include/doorstep.h")
}

/// The header: what cbindgen writes, with the parts of `header.toml` in their places.
fn generate() -> String {
    let config = cbindgen::Config::from_file(crate_folder().join("cbindgen.toml")).unwrap();
    let mut made = Vec::new();
    cbindgen::Builder::new()
        .with_config(config)
        .with_src(crate_folder().join("src/lib.rs"))
        .generate()
        .unwrap()
        .write(&mut made);
    let parts: Table = std::fs::read_to_string(crate_folder().join("header.toml")).unwrap().parse().unwrap();
    let text = |key: &str| parts[key].as_str().unwrap().trim_start().to_owned();

    let mut header = String::from_utf8(made).unwrap();
    for (function, title) in parts["sections"].as_table().unwrap() {
        header = with_heading(&header, function, title.as_str().unwrap());
    }
    for (structure, rest) in parts["init"].as_table().unwrap() {
        header = with_init(&header, structure, rest.as_str().unwrap());
    }
    header = with_tags(&short_declarations(&one_line_comments(&header)));
    let includes_end = header.rfind("#include").map(|at| at + header[at..].find('\n').unwrap() + 1).unwrap();
    header.insert_str(includes_end, &format!("\n{}\n{}", versions(), text("constants")));
    format!("{}\n{}", text("contract"), header.trim_start())
}

/// Structs and enumerations have their names as tags too, for debuggers and forward declarations.
fn with_tags(header: &str) -> String {
    let mut tagged = String::new();
    let mut rest = header;
    while let Some(at) = rest.find("typedef struct {").into_iter().chain(rest.find("typedef enum {")).min() {
        let brace = at + rest[at..].find('{').unwrap();
        let end = brace + rest[brace..].find("\n} ").unwrap() + 3;
        let name = rest[end..].split(';').next().unwrap();
        tagged.push_str(&format!("{}{name} {}", &rest[..brace], &rest[brace..end]));
        rest = &rest[end..];
    }
    tagged + rest
}

/// Comments of one line take one line.
fn one_line_comments(header: &str) -> String {
    let mut shorter = String::new();
    let mut lines = header.lines().peekable();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let rest: Vec<&str> = if line.trim() == "/**" { lines.clone().take(2).collect() } else { Vec::new() };
        match rest[..] {
            [text, end] if end.trim() == "*/" && text.trim().len() + indent <= 112 => {
                let text = text.trim().trim_start_matches("* ");
                writeln!(shorter, "{:indent$}/** {text} */", "").unwrap();
                lines.nth(1);
            }
            _ => writeln!(shorter, "{line}").unwrap(),
        }
    }
    shorter
}

/// Parameters of a function with long names begin on a line of their own.
fn short_declarations(header: &str) -> String {
    let mut shorter = String::new();
    let mut lines = header.lines();
    while let Some(line) = lines.next() {
        let Some((name, mut rest)) =
            line.split_once('(').filter(|_| line.len() > 120 && !line.starts_with(' '))
        else {
            writeln!(shorter, "{line}").unwrap();
            continue;
        };
        writeln!(shorter, "{name}(\n    {rest}").unwrap();
        while !rest.ends_with(';') {
            rest = lines.next().unwrap().trim_start();
            writeln!(shorter, "    {rest}").unwrap();
        }
    }
    shorter
}

/// Puts a heading above the comment of a function.
fn with_heading(header: &str, function: &str, title: &str) -> String {
    let declaration = header.find(&format!("{function}(")).unwrap_or_else(|| panic!("no {function}"));
    let comment = header[..declaration].rfind("/**").unwrap();
    let heading = format!("/* ---- {title} {} */\n\n", "-".repeat(92 - title.len()));
    format!("{}{heading}{}", &header[..comment], &header[comment..])
}

/// Puts the macro that a struct begins with below it.
fn with_init(header: &str, structure: &str, rest: &str) -> String {
    let end = format!("}} {structure};\n");
    let at = header.find(&end).unwrap_or_else(|| panic!("no {structure}")) + end.len();
    let name = structure.to_uppercase();
    let values = in_lines(&format!("{{ sizeof({structure}), {rest} }}"));
    let init = format!("\n/** What a `{structure}` begins with. */\n#define {name}_INIT \\\n  {values}\n");
    format!("{}{init}{}", &header[..at], &header[at..])
}

/// The values of a macro, on more than one line where they are many.
fn in_lines(values: &str) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for value in values.split_inclusive(", ") {
        if length + value.len() > 110 {
            lines = format!("{} \\\n    ", lines.trim_end());
            length = 0;
        }
        lines += value;
        length += value.len();
    }
    lines
}

/// The macros of the version, from Cargo's.
fn versions() -> String {
    let mut text = String::new();
    let version = env!("CARGO_PKG_VERSION");
    let numbers: Vec<&str> = version.split(['.', '-']).collect();
    writeln!(text, "/** The version of this header, as text. */\n#define DOORSTEP_VERSION \"{version}\"")
        .unwrap();
    for (name, number) in ["MAJOR", "MINOR", "PATCH"].iter().zip(numbers) {
        writeln!(text, "#define DOORSTEP_VERSION_{name} {number}").unwrap();
    }
    writeln!(text, "\n/** The version of the interface; see VERSIONS above. */").unwrap();
    writeln!(text, "#define DOORSTEP_ABI_VERSION {}", abi_version()).unwrap();
    text
}

/// The number in the source.
fn abi_version() -> String {
    let source = std::fs::read_to_string(crate_folder().join("src/version.rs")).unwrap();
    let line = source.lines().find(|line| line.contains("const ABI_VERSION")).unwrap();
    line.chars().filter(char::is_ascii_digit).skip(2).collect()
}

#[test]
fn the_committed_header_is_current() {
    let made = generate();
    if std::env::var_os("DOORSTEP_WRITE_HEADER").is_some() {
        std::fs::write(header_path(), &made).unwrap();
    }
    let committed = std::fs::read_to_string(header_path()).unwrap();
    assert!(
        committed == made,
        "bindings/c/include/doorstep.h is out of date: run DOORSTEP_WRITE_HEADER=1 cargo test -p doorstep-c --test header"
    );
}

#[test]
fn the_header_is_plain_ascii_in_short_lines() {
    for line in generate().lines() {
        assert!(line.is_ascii() && line.len() <= 125, "{line}");
    }
}

#[test]
fn every_struct_with_a_size_has_a_macro_of_as_many_fields() {
    let parts: Table = std::fs::read_to_string(crate_folder().join("header.toml")).unwrap().parse().unwrap();
    let init = parts["init"].as_table().unwrap();
    let header = generate();
    let mut found = 0;
    for definition in header.split("typedef struct ").skip(1) {
        let (name, body) = definition.split_once([' ', ';']).unwrap();
        let body = body.split("\n}").next().unwrap();
        if !body.starts_with('{') || !body.contains("size_t size;") {
            continue;
        }
        let fields = body.lines().filter(|line| line.ends_with(';')).count();
        let values = init.get(name).and_then(Value::as_str).unwrap_or_else(|| panic!("{name} has no macro"));
        assert_eq!(values.split(',').count() + 1, fields, "{name}");
        found += 1;
    }
    assert_eq!(found, init.len());
}
