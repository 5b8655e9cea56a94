"""Runs a command with Swift 6: ``python3 bindings/swift/toolchain.py swift test``, in the folder where it is called.

A machine that has Swift 6 on its PATH uses that. A Debian machine that has none gets a Debian 13 of its own in a folder,
made once (about 450 MB to fetch, 3 GB on disk), and runs the command in there; that needs root. The folder is
``~/.cache/doorstep/trixie``, or ``DOORSTEP_SWIFT_ROOT``. Nothing outside it is changed, but that ``debootstrap`` is
installed when it is missing. Its mounts are seen by the command alone and vanish with it.
"""

from __future__ import annotations

import fcntl
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SUITE = "trixie"
PACKAGES = ("swiftlang", "libc6-dev", "g++", "libstdc++-14-dev", "git")
# Debian keeps Swift's own libraries where the loader does not look.
RUNTIME = "/usr/libexec/swift/lib/swift/linux"

# Run in a mount namespace of its own: what is mounted here, nobody else sees, and it needs no cleaning up.
INSIDE = """
set -e
root=$1; folder=$2; shift 2
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
for shared in /tmp "$@"; do
    [ "$shared" = -- ] && break
    mkdir -p "$root$shared"
    mount --rbind "$shared" "$root$shared"
done
while [ "$1" != -- ]; do shift; done
shift
exec chroot "$root" /bin/sh -c 'cd "$0" && exec "$@"' "$folder" "$@"
"""


def has_swift() -> bool:
    """Whether Swift 6 or newer is on the PATH."""
    if not shutil.which("swift"):
        return False
    said = subprocess.run(["swift", "--version"], capture_output=True, text=True)
    found = re.search(r"Swift version (\d+)", said.stdout + said.stderr)
    return found is not None and int(found[1]) >= 6


def say(words: str) -> None:
    print(f"== {words}", file=sys.stderr, flush=True)


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def mirror() -> str:
    """Where this machine gets Debian from."""
    sources = Path("/etc/apt")
    for file in sorted(sources.rglob("*.sources")):
        if found := re.search(r"^URIs:\s*(\S*/debian/?)\s*$", file.read_text(), re.M):
            return found[1]
    for file in sorted(sources.rglob("*.list")):
        if found := re.search(r"^deb\s+(?:\[.*?\]\s+)?(\S*/debian/?)\s", file.read_text(), re.M):
            return found[1]
    raise SystemExit("Swift 6 is not on the PATH, and this is no Debian machine: install it from swift.org")


def inside(root: Path, folder: str | Path, shared: list[Path], *command: str) -> list[str]:
    """The command line that runs a command in the root, with folders of this machine in their places."""
    mounts = [str(path) for path in shared]
    return [
        *("unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", INSIDE, "inside"),
        *(str(root), str(folder), *mounts, "--", *command),
    ]


def install(root: Path) -> None:
    """Makes the root. What is not complete is never in its place."""
    source = mirror()
    say(f"Swift 6 is not on the PATH: making a Debian 13 that has it in {root}, once; about 450 MB to fetch")
    if not shutil.which("debootstrap"):
        run("apt-get", "update", "-q")
        run("apt-get", "install", "-y", "--no-install-recommends", "debootstrap")
    # Debian's own folders must be readable by everybody; a temporary folder is not.
    outer = Path(tempfile.mkdtemp(prefix=".trixie-", dir=root.parent))
    made = outer / "root"
    try:
        run("debootstrap", "--variant=minbase", "--include=ca-certificates", SUITE, made, source)
        shutil.copy("/etc/resolv.conf", made / "etc" / "resolv.conf")
        for file in Path("/etc/apt/apt.conf.d").iterdir():
            shutil.copy(file, made / "etc" / "apt" / "apt.conf.d")
        say("installing Swift in there")
        apt = "apt-get -o APT::Sandbox::User=root"
        get = f"{apt} update && {apt} install -y --no-install-recommends {shlex.join(PACKAGES)} && apt-get clean"
        run(*inside(made, "/", [], "env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", get))
        (made / "etc" / "ld.so.conf.d" / "swift.conf").write_text(RUNTIME + "\n")
        run(*inside(made, "/", [], "ldconfig"))
        run(*inside(made, "/", [], "swift", "--version"))
        made.rename(root)
    finally:
        shutil.rmtree(outer, ignore_errors=True)
    say("Swift is ready")


def root() -> Path:
    """The Debian 13 that has Swift, made when it is missing."""
    named = os.environ.get("DOORSTEP_SWIFT_ROOT")
    root = Path(named).resolve() if named else Path.home() / ".cache" / "doorstep" / SUITE
    if os.geteuid() != 0:
        raise SystemExit("Swift 6 is not on the PATH, and without root no Debian 13 can be entered that has it")
    root.parent.mkdir(parents=True, exist_ok=True)
    # Two at once would fetch it twice.
    with open(root.parent / f".{root.name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not root.exists():
            install(root)
    return root


def main() -> int:
    command = sys.argv[1:]
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    if has_swift():
        os.execvp(command[0], command)
    here = Path.cwd().resolve()
    shared = [CHECKOUT] if here.is_relative_to(CHECKOUT) else [CHECKOUT, here]
    # What is under /tmp is there already.
    shared = [path for path in shared if not path.is_relative_to("/tmp")]
    line = inside(root(), here, shared, *command)
    os.environ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    os.environ["HOME"] = "/root"
    os.execvp(line[0], line)


if __name__ == "__main__":
    sys.exit(main())
