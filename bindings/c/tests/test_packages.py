"""``make install`` and what other programs do with it: pkg-config, CMake, the shared and the static library."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import building
from building import INCLUDE, ROOT, TESTS, installed

STORY = TESTS / "story.c"

BOTH = """
#include <doorstep.h>
#include <sqlite3.h>
#include <stdio.h>

/* Two copies of SQLite in one program: its own, and the one inside Doorstep. */
int main(void) {
  sqlite3 *db = NULL;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) return 1;
  if (sqlite3_exec(db, "CREATE TABLE t (x); INSERT INTO t VALUES (1);", NULL, NULL, NULL) != SQLITE_OK) return 2;
  uint8_t key[32] = {1, 2, 3};
  doorstep_key_ring *keys = NULL;
  if (doorstep_key_ring_from_bytes(key, sizeof key, &keys, NULL) != DOORSTEP_OK) return 3;
  doorstep_engine_options options = DOORSTEP_ENGINE_OPTIONS_INIT;
  options.database = "both.db";
  options.keys = keys;
  doorstep_engine *engine = NULL;
  if (doorstep_engine_open(&options, &engine, NULL) != DOORSTEP_OK) return 4;
  doorstep_tenant *tenant = NULL;
  if (doorstep_engine_create_tenant(engine, "contoso", &tenant, NULL) != DOORSTEP_OK) return 5;
  printf("own SQLite %s\\n", sqlite3_libversion());
  doorstep_tenant_free(tenant);
  doorstep_engine_free(engine);
  doorstep_key_ring_free(keys);
  return sqlite3_close(db);
}
"""

CMAKE = """
cmake_minimum_required(VERSION 3.16)
project(story C)
find_package(Doorstep {version} REQUIRED)
add_executable(story story.c)
target_link_libraries(story PRIVATE {target})
"""


def run(*command: object, cwd: Path, **env: str) -> str:
    """Runs a command and returns what it printed; its failure is the test's."""
    return building.run([str(word) for word in command], cwd=cwd, env=env).stdout


@pytest.fixture(scope="module")
def prefix() -> Path:
    installed("/usr/bin/cmake", "cmake")
    installed("/usr/bin/pkg-config", "pkg-config")
    installed("/usr/include/sqlite3.h", "libsqlite3-dev")
    return building.prefix()


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    shutil.copy(STORY, tmp_path)
    return tmp_path


def flags(prefix: Path, *options: str) -> list[str]:
    return run("pkg-config", *options, "doorstep", cwd=prefix, PKG_CONFIG_PATH=str(prefix / "lib/pkgconfig")).split()


def version() -> str:
    found = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)
    assert found
    return found[1]


def exported(library: Path) -> set[str]:
    kind = ["--dynamic"] if ".so" in library.name else ["--extern-only"]
    listed = run("nm", *kind, "--defined-only", library, cwd=library.parent)
    return {line.split()[-1] for line in listed.splitlines() if len(line.split()) == 3}


def declared() -> set[str]:
    header = (INCLUDE / "doorstep.h").read_text()
    code = re.sub(r"/\*.*?\*/", "", header, flags=re.DOTALL)
    return set(re.findall(r"^[^#\n]*?\b(doorstep_\w+)\(", code, re.MULTILINE))


def test_the_tree_is_complete(prefix: Path) -> None:
    found = {str(path.relative_to(prefix)) for path in prefix.rglob("*") if not path.is_dir()}
    assert found == {str("include" / path.relative_to(INCLUDE)) for path in INCLUDE.rglob("*.h*")} | {
        "lib/libdoorstep.a",
        "lib/libdoorstep.so",
        "lib/libdoorstep.so.0",
        f"lib/libdoorstep.so.{version()}",
        "lib/pkgconfig/doorstep.pc",
        "lib/cmake/Doorstep/DoorstepConfig.cmake",
        "lib/cmake/Doorstep/DoorstepConfigVersion.cmake",
    }


def test_the_shared_library_has_its_own_name(prefix: Path) -> None:
    dynamic = run("readelf", "--dynamic", prefix / "lib/libdoorstep.so", cwd=prefix)
    assert "soname: [libdoorstep.so.0]" in dynamic
    assert (prefix / "lib/libdoorstep.so").resolve().name == f"libdoorstep.so.{version()}"


@pytest.mark.parametrize("name", ["libdoorstep.so", "libdoorstep.a"])
def test_only_our_own_functions_are_exported(prefix: Path, name: str) -> None:
    assert exported(prefix / "lib" / name) == declared()


def test_destdir_is_only_where_files_go(prefix: Path, tmp_path: Path) -> None:
    run("make", "--no-print-directory", "install", f"DESTDIR={tmp_path}", "PREFIX=/opt/doorstep", cwd=ROOT)
    written = (tmp_path / "opt/doorstep/lib/pkgconfig/doorstep.pc").read_text()
    assert "libdir=/opt/doorstep/lib\n" in written and str(tmp_path) not in written


def test_a_program_builds_with_pkg_config(prefix: Path, empty: Path) -> None:
    assert flags(prefix, "--modversion") == [version()]
    run("cc", "story.c", "-o", "story", *flags(prefix, "--cflags", "--libs"), cwd=empty)
    assert "shown   email_otp over email" in run("./story", cwd=empty, LD_LIBRARY_PATH=str(prefix / "lib"))
    needed = run("readelf", "--dynamic", "story", cwd=empty)
    assert "[libdoorstep.so.0]" in needed


@pytest.mark.parametrize("target", ["Doorstep::doorstep", "Doorstep::static"])
def test_a_program_builds_with_cmake(prefix: Path, empty: Path, target: str) -> None:
    (empty / "CMakeLists.txt").write_text(CMAKE.format(version=version(), target=target))
    run("cmake", "-S", ".", "-B", "build", f"-DCMAKE_PREFIX_PATH={prefix}", cwd=empty)
    run("cmake", "--build", "build", cwd=empty)
    # CMake gives the program a path to the shared library; the static one needs none.
    assert "shown   email_otp over email" in run("build/story", cwd=empty)
    assert ("libdoorstep.so" in run("readelf", "--dynamic", "build/story", cwd=empty)) == (target == "Doorstep::doorstep")


def test_another_version_is_not_found_by_cmake(prefix: Path, empty: Path) -> None:
    for wanted in ["0.0.1", "0.2", "1.0", "99"]:
        (empty / "CMakeLists.txt").write_text(CMAKE.format(version=wanted, target="Doorstep::doorstep"))
        configure = ["cmake", "-S", ".", "-B", f"build-{wanted}", f"-DCMAKE_PREFIX_PATH={prefix}"]
        done = building.run(configure, cwd=empty, status=None)
        assert done.returncode != 0 and "compatible with requested version" in done.stderr, wanted


@pytest.mark.parametrize("kind", ["static", "shared"])
def test_the_program_keeps_its_own_sqlite(prefix: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "both.c").write_text(BOTH)
    ours = flags(prefix, "--cflags", "--libs")
    if kind == "static":
        # Both whole inside the program: a clash of names would not link.
        ours = [*flags(prefix, "--cflags"), str(prefix / "lib/libdoorstep.a"), *flags(prefix, "--libs", "--static")]
        ours.remove("-ldoorstep")
    run("cc", "both.c", "-o", "both", *ours, "-Wl,-Bstatic", "-lsqlite3", "-Wl,-Bdynamic", "-lm", cwd=tmp_path)
    theirs = run("./both", cwd=tmp_path, LD_LIBRARY_PATH=str(prefix / "lib"))
    packaged = run("pkg-config", "--modversion", "sqlite3", cwd=tmp_path).strip()
    assert theirs == f"own SQLite {packaged}\n"
    library = (prefix / "lib/libdoorstep.a").read_bytes()
    assert packaged.encode() not in library, "both have the same version, so this proves nothing"


def test_the_plain_archive_would_clash(prefix: Path) -> None:
    """What the packaged one is compared with: cargo's own has every function of SQLite for all to see."""
    listed = run("nm", "--extern-only", "--defined-only", ROOT / "target/release/libdoorstep.a", cwd=ROOT)
    assert " T sqlite3_open\n" in listed
