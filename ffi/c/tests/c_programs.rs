#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]
//! The header in every C and C++ it promises, the story and the misuse in C, and what the library exports.

mod common;

use std::collections::BTreeSet;
use std::process::Command;

use common::{compile, compilers, functions, header, library_folder, root, run};

/// A program that includes the header twice and begins every struct with its macro.
fn everything() -> String {
    let mut program = "#include <doorstep.h>\n#include <doorstep.h>\n".to_owned();
    for line in header().lines() {
        let Some(structure) = line.strip_prefix("#define DOORSTEP_").and_then(|l| l.strip_suffix("_INIT \\"))
        else {
            continue;
        };
        let name = format!("doorstep_{}", structure.to_lowercase());
        program += &format!("extern {name} a_{name};\n{name} a_{name} = DOORSTEP_{structure}_INIT;\n");
    }
    program
}

#[test]
fn the_header_compiles_everywhere_without_a_warning() {
    let include = root().join("bindings/c/include");
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("only");
    std::fs::write(&source, everything()).unwrap();
    for (language, standards) in [("c", ["c99", "c11", "c17"].as_slice()), ("c++", &["c++17", "c++20"])] {
        for compiler in compilers(language) {
            for standard in standards {
                let output = Command::new(compiler)
                    .args([&format!("-std={standard}"), "-x", language, "-fsyntax-only", "-Wall", "-Wextra"])
                    .args(
                        ["-Wpedantic", "-Werror", "-Wconversion", "-Wstrict-prototypes"]
                            .iter()
                            .take(if language == "c" { 4 } else { 3 }),
                    )
                    .arg("-I")
                    .arg(&include)
                    .arg(&source)
                    .output()
                    .unwrap();
                let errors = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{compiler} {standard}: {errors}");
            }
        }
    }
}

#[test]
fn the_story_in_every_c() {
    let folder = tempfile::tempdir().unwrap();
    for compiler in compilers("c") {
        for standard in ["c99", "c11", "c17"] {
            let source = root().join("bindings/c/tests/story.c");
            let printed = run(&compile(&source, folder.path(), compiler, standard), folder.path());
            assert!(printed.contains("log     success, multiFactorAuthentication"), "{printed}");
        }
    }
}

#[test]
fn misuse_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let source = root().join("bindings/c/tests/misuse");
    let printed = run(&compile(&source, folder.path(), "gcc", "c11"), folder.path());
    assert!(printed.trim_end().ends_with(" passed, 0 failed"), "{printed}");
}

#[test]
fn the_library_exports_the_functions_of_the_header_and_nothing_else() {
    let output = Command::new("nm")
        .args(["-D", "--defined-only", "--format=posix"])
        .arg(library_folder().join("libdoorstep.so"))
        .output()
        .unwrap();
    assert!(output.status.success());
    let exported = String::from_utf8(output.stdout).unwrap();
    let exported: BTreeSet<String> =
        exported.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    let declared: BTreeSet<String> = functions().into_iter().map(|function| function.name).collect();
    assert!(declared.len() > 300);
    assert_eq!(exported, declared);
}

#[test]
fn the_library_has_the_name_that_its_interface_has() {
    let output =
        Command::new("readelf").arg("-d").arg(library_folder().join("libdoorstep.so")).output().unwrap();
    let version =
        header().lines().find_map(|l| l.strip_prefix("#define DOORSTEP_ABI_VERSION ").map(str::to_owned));
    let name = format!("[libdoorstep.so.{}]", version.unwrap());
    assert!(String::from_utf8(output.stdout).unwrap().contains(&name));
}

#[test]
fn every_function_documents_each_of_its_parameters_and_what_it_returns() {
    let header = header();
    for function in functions() {
        let at = header.find(&format!("{}(", function.name)).unwrap();
        let comment = &header[..at];
        let comment = &comment[comment.rfind("/**").unwrap()..];
        for parameter in &function.parameters {
            let name = parameter.rsplit([' ', '*']).next().unwrap();
            assert!(comment.contains(&format!("@param {name} ")), "{}: {name}", function.name);
        }
        assert!(function.returns == "void" || comment.contains("@return "), "{}", function.name);
    }
}
