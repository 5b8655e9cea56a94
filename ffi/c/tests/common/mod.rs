#![allow(dead_code, unreachable_pub, reason = "shared by tests, none of which uses all of it")]
//! What the tests share: the functions of the header, the built library, and C compilers.

use std::ffi::{CString, c_char, c_void};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A function as the header declares it.
#[derive(Debug, Clone)]
pub struct Function {
    pub name: String,
    /// The type it returns: `doorstep_status`, `const char *`, `void`, …
    pub returns: String,
    /// Types and names of its parameters.
    pub parameters: Vec<String>,
}

impl Function {
    /// Whether it can fail, and says so.
    pub fn answers_status(&self) -> bool {
        self.parameters.last().is_some_and(|last| last == "doorstep_error **error")
    }

    /// The type of a parameter that is a handle.
    pub fn handle(parameter: &str, handles: &[String]) -> Option<String> {
        let (kind, stars) = parameter.split_once('*')?;
        let kind = kind.trim().trim_start_matches("const ").trim_start_matches("struct ").trim();
        (!stars.contains('*') && handles.iter().any(|handle| handle == kind)).then(|| kind.to_owned())
    }

    /// What the function left in the register of its answer, as far as its type reaches.
    pub fn answer(&self, register: usize) -> usize {
        match self.returns.as_str() {
            "void" => 0,
            "bool" => register & 0xff,
            returns if returns.contains('*') || ["size_t", "int64_t", "uint64_t"].contains(&returns) => {
                register
            }
            _ => register & 0xffff_ffff,
        }
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .find(|at| at.join("bindings/c").is_dir())
        .unwrap()
        .into()
}

pub fn header() -> String {
    std::fs::read_to_string(root().join("bindings/c/include/doorstep.h")).unwrap()
}

/// Every function of the header.
pub fn functions() -> Vec<Function> {
    let header = without_comments(&header());
    let mut found = Vec::new();
    for statement in header.split(';') {
        let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((head, parameters)) = statement.split_once('(') else { continue };
        let Some(parameters) = parameters.strip_suffix(')') else { continue };
        let at = head.rfind(|c: char| !c.is_alphanumeric() && c != '_').unwrap();
        let name = &head[at + 1..];
        let returns = head[..=at].trim();
        let returns = returns.rsplit("} ").next().unwrap().trim_start_matches("extern \"C\" { #endif");
        if !name.starts_with("doorstep_") || statement.contains("typedef") {
            continue;
        }
        let parameters = if parameters == "void" { "" } else { parameters };
        found.push(Function {
            name: name.into(),
            returns: returns.trim().into(),
            parameters: parameters
                .split(',')
                .map(str::trim)
                .filter(|p| !p.is_empty())
                .map(str::to_owned)
                .collect(),
        });
    }
    found
}

/// Every handle type of the header.
pub fn handles() -> Vec<String> {
    let header = header();
    let opaque = header.lines().filter_map(|line| line.strip_prefix("typedef struct ")?.strip_suffix(';'));
    opaque.map(|names| names.split(' ').next().unwrap().to_owned()).collect()
}

fn without_comments(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        rest = comment.split_once("*/").unwrap().1;
    }
    text.push_str(rest);
    // Without macros, some of which go on behind a backslash.
    let mut code = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        if !goes_on && !line.starts_with('#') {
            code.push(line);
        }
        goes_on = (goes_on || line.starts_with('#')) && line.ends_with('\\');
    }
    code.join("\n")
}

/// Where cargo put the libraries that belong to this test.
pub fn library_folder() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().to_owned()
}

/// An opened shared library.
pub struct Library(*mut c_void);

impl Library {
    pub fn open(path: &Path) -> Library {
        let name = CString::new(path.to_str().unwrap()).unwrap();
        // SAFETY: a NUL-terminated path of a library without initializers.
        let library = unsafe { libc::dlopen(name.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
        assert!(!library.is_null(), "cannot load {}", path.display());
        Library(library)
    }

    /// The address of a function.
    pub fn symbol(&self, name: &str) -> *mut c_void {
        let c = CString::new(name).unwrap();
        // SAFETY: an open library and a NUL-terminated name.
        let symbol = unsafe { libc::dlsym(self.0, c.as_ptr()) };
        assert!(!symbol.is_null(), "the library lacks {name}");
        symbol
    }

    /// Calls a function with up to eight arguments that are integers or pointers; it takes as many as it has.
    pub fn call(&self, name: &str, arguments: &[usize]) -> usize {
        type Any =
            extern "C" fn(usize, usize, usize, usize, usize, usize, usize, usize, usize, usize) -> usize;
        let mut all = [0; 10];
        all[..arguments.len()].copy_from_slice(arguments);
        let [a, b, c, d, e, f, g, h, i, j] = all;
        // SAFETY: arguments beyond those that a function has are left alone in the C calling conventions.
        let function: Any = unsafe { std::mem::transmute(self.symbol(name)) };
        function(a, b, c, d, e, f, g, h, i, j)
    }

    /// The text that a function without arguments, or with one, answers.
    pub fn text(&self, name: &str, argument: usize) -> String {
        let pointer = self.call(name, &[argument]) as *const c_char;
        assert!(!pointer.is_null(), "{name} answered NULL");
        // SAFETY: a text of the library.
        unsafe { std::ffi::CStr::from_ptr(pointer) }.to_str().unwrap().to_owned()
    }
}

/// The compilers to try: gcc always; clang when it is installed, or `DOORSTEP_ALL_COMPILERS` demands it.
pub fn compilers(language: &str) -> Vec<&'static str> {
    let names: [&str; 2] = if language == "c++" { ["g++", "clang++"] } else { ["gcc", "clang"] };
    let demanded = std::env::var_os("DOORSTEP_ALL_COMPILERS").is_some();
    let (found, missing): (Vec<&str>, Vec<&str>) =
        names.into_iter().partition(|name| Command::new(name).arg("--version").output().is_ok());
    assert!(found.contains(&names[0]) && (missing.is_empty() || !demanded), "missing: {missing:?}");
    found
}

/// Compiles a program, one file or a folder of them, against the shared library.
pub fn compile(source: &Path, folder: &Path, compiler: &str, standard: &str) -> PathBuf {
    let name = source.file_stem().unwrap().to_str().unwrap();
    let program = folder.join(format!("{name}-{compiler}-{standard}"));
    let soname = folder.join("libdoorstep.so.0");
    if !soname.exists() {
        std::os::unix::fs::symlink(library_folder().join("libdoorstep.so"), &soname).unwrap();
    }
    let status = Command::new(compiler)
        .args([&format!("-std={standard}"), "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g", "-pthread"])
        .args(["-D_XOPEN_SOURCE=700".as_ref(), "-I".as_ref(), root().join("bindings/c/include").as_os_str()])
        .args(sources(source))
        .arg("-o")
        .arg(&program)
        .arg(&soname)
        .status()
        .unwrap();
    assert!(status.success(), "{compiler} -std={standard} {}", source.display());
    program
}

fn sources(source: &Path) -> Vec<PathBuf> {
    if !source.is_dir() {
        return vec![source.to_owned()];
    }
    let files = std::fs::read_dir(source).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "c")).collect()
}

/// Runs a program that was compiled into `folder` and answers what it printed.
pub fn run(program: &Path, folder: &Path) -> String {
    let output = Command::new("timeout")
        .arg("120")
        .arg(program)
        .current_dir(folder)
        .env("LD_LIBRARY_PATH", folder)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {}\n{printed}{errors}", program.display(), output.status);
    printed
}
