"""Holds ``tests/surface.toml`` against what each language really exports, in both directions.

An operation that a language exports and the file does not name, or the file names and a language lacks, is a failure.
"""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# The enums whose every variant is a name of its own in the languages that match on classes.
MATCHED = ("Step", "Problem", "Denial", "Error")
# What every class of Java has.
OBJECT = ("copy", "equals", "hashCode", "toString", "builder", "toBuilder")
# What types of Swift have to say how they show themselves.
SHOWN = ("customMirror", "debugDescription", "description")

ROOT = Path(__file__).resolve().parent.parent
SURFACE = tomllib.loads((ROOT / "tests" / "surface.toml").read_text())


def rust() -> tuple[set[str], set[str]]:
    """Public functions and types of ``doorstep-core``, as its documentation knows them."""
    subprocess.run(
        ["cargo", "rustdoc", "--quiet", "--locked", "--package", "doorstep-core", "--lib", "--", "-Z",
         "unstable-options", "--output-format", "json"],
        cwd=ROOT, check=True, env={**os.environ, "RUSTC_BOOTSTRAP": "1"},
    )
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    crate = json.loads((target / "doc" / "doorstep_core.json").read_text())
    index: dict[str, Any] = crate["index"]
    operations: set[str] = set()
    types: set[str] = set()

    def known(ids: Iterable[int]) -> list[dict[str, Any]]:
        return [index[str(id)] for id in ids if str(id) in index]

    def export(item: dict[str, Any], name: str) -> None:
        ((kind, inner),) = item["inner"].items()
        if kind == "function":
            operations.add(name)
        elif kind in ("struct", "enum"):
            types.add(name)
            if name in MATCHED:
                types.update(f"{name}::{variant['name']}" for variant in known(inner["variants"]))
            for block in known(inner["impls"]):
                if block["inner"]["impl"]["trait"] is None:
                    for member in known(block["inner"]["impl"]["items"]):
                        if member["visibility"] == "public" and "function" in member["inner"]:
                            operations.add(f"{name}::{member['name']}")
        elif kind == "trait":
            types.add(name)

    def walk(module: dict[str, Any]) -> None:
        for item in known(module["inner"]["module"]["items"]):
            if item["visibility"] != "public":
                continue
            if "use" in item["inner"]:
                for exported in known([item["inner"]["use"]["id"]]):
                    export(exported, item["inner"]["use"]["name"])
            elif "module" in item["inner"]:
                walk(item)
            else:
                export(item, item["name"])

    walk(index[str(crate["root"])])
    return operations, types


def python() -> tuple[set[str], set[str]]:
    """Public functions, methods and classes of the installed package."""
    import doorstep
    from doorstep import _doorstep

    operations: set[str] = set()
    types: set[str] = set()
    for name in doorstep.__all__:
        exported = getattr(doorstep, name)
        if inspect.isroutine(exported):
            operations.add(name)
        if not inspect.isclass(exported):
            continue
        types.add(name)
        for member, value in vars(exported).items():
            native = exported.__module__ == "doorstep" and hasattr(_doorstep, name)
            if not member.startswith("_") and (native or inspect.isfunction(value) or isinstance(value, classmethod)):
                operations.add(f"{name}.{member}")
        if hasattr(_doorstep, name) and exported.__new__ is not object.__new__:
            operations.add(name)
    return operations, types


def c() -> tuple[set[str], set[str]]:
    """Functions, types and matched enumerators of ``doorstep.h``, which must be what the shared library exports.

    Functions that cannot fail are the getters and ends of records, which are fields elsewhere: an operation among them
    has to be named as one.
    """
    header = (ROOT / "bindings" / "c" / "include" / "doorstep.h").read_text()
    code = re.sub(r"/\*.*?\*/", "", header, flags=re.DOTALL)
    declared = {name: parameters for name, parameters in re.findall(r"\b(doorstep_\w+)\(([^()]*)\);", code)}
    subprocess.run(["cargo", "build", "--quiet", "--locked", "--package", "doorstep-c"], cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    listed = subprocess.run(
        ["nm", "-D", "--defined-only", "--format=posix", target / "debug" / "libdoorstep.so"],
        check=True, capture_output=True, text=True,
    )
    exported = {line.split()[0] for line in listed.stdout.splitlines()}
    for name in sorted(exported ^ set(declared)):
        print(f"{name} is {'exported and not declared' if name in exported else 'declared and not exported'}")
    named = {entry.get("c") for entry in SURFACE["operations"].values()}
    operations = {
        name for name, parameters in declared.items() if name in named or parameters.endswith("doorstep_error **error")
    }
    # A list of each type of record; one generic type elsewhere.
    types = {name for name in re.findall(r"^typedef \w+ (\w+)", code, re.MULTILINE) if not name.endswith("_list")}
    for enumeration in ("status", "step_kind_t", "problem_kind_t", "denial_kind_t"):
        body = re.search(rf"typedef enum doorstep_{enumeration} {{(.*?)}}", code, re.DOTALL)
        assert body is not None
        types.update(re.findall(r"\b(DOORSTEP_\w+) =", body.group(1)))
    return (operations if exported == set(declared) else set()), types


def uniffi() -> tuple[set[str], None]:
    """What the native library of Kotlin and Swift exports: one checksum each. Its types are not public."""
    (library,) = (ROOT / "bindings" / "kotlin" / "target" / "native").glob("linux-*/libdoorstep_uniffi.so")
    listed = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True)
    return set(re.findall(r" uniffi_doorstep_uniffi_checksum_(\w+)", listed.stdout)), None


def without_twin(language: str, waiting: str, ways: dict[str, set[bool]]) -> list[str]:
    """Calls that only wait, by the language's word for it, or only block. ``[without.<language>.<word>]`` allows some."""
    lonely = {name for name, found in ways.items() if len(found) == 1}
    allowed = set(SURFACE["without"].get(language, {}).get(waiting, {}))
    return [
        *(f"{language} has no {'blocking' if ways[name] == {True} else waiting} {name}" for name in sorted(lonely - allowed)),
        *(f"{language} has no {name} that lacks a twin, which [without.{language}.{waiting}] names"
          for name in sorted(allowed - lonely)),
    ]


def kotlin() -> tuple[set[str], set[str], list[str]]:
    """Public methods and classes of the Kotlin package, as Java sees them, and calls that lack a twin: what the native
    library does is there to block and to be suspended.
    """
    folder = ROOT / "bindings" / "kotlin" / "target" / "classes"
    files = sorted((folder / "dev" / "doorstep").glob("*.class"))
    shown = subprocess.run(["javap", "-public", *files], check=True, capture_output=True, text=True).stdout
    operations: set[str] = set()
    types: set[str] = set()
    # Whether each suspends, blocks, or both.
    ways: dict[str, set[bool]] = {}
    # What takes native handles is made by the package alone.
    handles = set(re.findall(r"^  public dev\.doorstep\.(\w+)\(dev\.doorstep\.internal", shown, re.M))
    for header, body in re.findall(r"^public (?:\w+ )*(?:class|interface) dev\.doorstep\.(.*?) \{\n(.*?)^\}", shown, re.S | re.M):
        name = re.split(r"[ <]", header)[0]
        if (handle := name.removesuffix("$Companion")) in handles:
            for line in body.splitlines():
                found = re.search(r" (\w+)\(", line)
                if found and found.group(1) not in OBJECT and not re.match(r"get[A-Z]", found.group(1)):
                    call = f"{handle}.{found.group(1).removesuffix('Blocking')}"
                    ways.setdefault(call, set()).add("kotlin.coroutines.Continuation" in line)
        if name.endswith(("Kt", "Companion", "Builder", "DefaultImpls")) and name != "PolicyBuilder":
            continue
        name = name.replace("$", ".")
        outer, _, inner = name.partition(".")
        if not inner or outer.removeprefix("Doorstep") in (*MATCHED, "Exception"):
            types.add(name)
        methods = [
            found.group(1)
            for line in body.splitlines()
            if "kotlin.coroutines.Continuation" not in line and (found := re.search(r" ([\w$]+)\(", line))
        ]
        plain = "copy" in methods or name in ("Decision", "EngineOptions")
        if inner or "java.lang.Enum" in header or "Exception" in header or name == "Mailer":
            continue
        for method in methods:
            field = re.fullmatch(r"get([A-Z]\w*)|(is[A-Z]\w*)|component\d+", method)
            if "$" in method or method in OBJECT or plain and field:
                continue
            operations.add(f"{name}.{field.group(1)[0].lower()}{field.group(1)[1:]}" if field else f"{name}.{method}")
        if not plain and re.search(rf"^  public dev\.doorstep\.{name}\((?!dev\.doorstep\.internal)", body, re.M):
            operations.add(name)
    return operations, types, without_twin("kotlin", "suspend", ways)


def swift() -> tuple[set[str], set[str], list[str]]:
    """Public methods and types of the Swift package, as its compiler knows them, and calls that lack a twin: what
    throws is there to block and to be awaited, under one name.
    """
    package = ROOT / "bindings" / "swift"
    subprocess.run(
        # With the flags of the tests, so that nothing is compiled again.
        [sys.executable, package / "toolchain.py", "swift", "package", "-Xswiftc", "-warnings-as-errors",
         "dump-symbol-graph"],
        cwd=package, check=True, stdout=subprocess.DEVNULL,
    )
    (graph,) = package.glob(".build/*/symbolgraph/Doorstep.symbols.json")
    symbols = [
        (symbol["kind"]["identifier"].removeprefix("swift."), symbol["pathComponents"], symbol)
        for symbol in json.loads(graph.read_text())["symbols"]
        if "::SYNTHESIZED::" not in symbol["identifier"]["precise"]
    ]
    handles = {".".join(path) for kind, path, _ in symbols if kind in ("class", "protocol")}
    operations: set[str] = set()
    types: set[str] = set()
    # Whether each is awaited, blocks, or both.
    ways: dict[str, set[bool]] = {}
    paired: set[str] = set()
    for kind, path, symbol in symbols:
        owner, name = ".".join(path[:-1]), ".".join(path)
        if kind in ("class", "struct", "enum", "protocol"):
            types.add(name)
        elif kind == "enum.case" and owner.removeprefix("Doorstep") in MATCHED:
            types.add(name.partition("(")[0])
        elif kind in ("func", "method", "type.method") or kind in ("init", "property") and owner in handles:
            if path[-1] in SHOWN:
                continue
            operations.add(name)
            words = [part["spelling"] for part in symbol["declarationFragments"] if part["kind"] == "keyword"]
            if kind.endswith("method") and owner in handles:
                awaited = "async" in words
                ways.setdefault(name, set()).add(awaited)
                if awaited or "throws" in words:
                    paired.add(name)
    return operations, types, without_twin("swift", "async", {name: ways[name] for name in paired})


def main() -> int:
    *swift_names, faults = swift()
    *kotlin_names, lonely = kotlin()
    faults += lonely
    languages = {
        "rust": rust(), "python": python(), "c": c(), "uniffi": uniffi(), "kotlin": kotlin_names, "swift": swift_names,
    }
    for language, (operations, types) in languages.items():
        for section, exported in (("operations", operations), ("types", types)):
            if exported is None:
                continue
            named = {entry[language] for entry in SURFACE[section].values() if language in entry}
            only = SURFACE["only"].get(language, {}).get(section, {})
            for missing in sorted(named - exported):
                faults.append(f"{language} has no {missing}, which [{section}] names")
            for unnamed in sorted(exported - named - set(only)):
                faults.append(f"{language} exports {unnamed}, which [{section}] does not name")
            for stale in sorted(set(only) - exported):
                faults.append(f"{language} has no {stale}, which [only.{language}.{section}] names")
            without = SURFACE.get("without", {}).get(language, {}).get(section, {})
            lacking = [name for name, entry in SURFACE[section].items() if language not in entry and name not in without]
            for needless in sorted(name for name in without if language in SURFACE[section].get(name, {language: ""})):
                faults.append(f"{needless} has a name in {language}, or is none: [without.{language}.{section}] names it")
            faults.extend(f"{name} has no name in {language}" for name in lacking)
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{len(SURFACE['operations'])} operations and {len(SURFACE['types'])} types, in every language")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
