"""Builds the native library and the Swift source that calls it, for ``swift build``.

Writes, all of it ignored by git: ``Native/<library>``, which ``Package.swift`` links unless there is an xcframework;
``Sources/DoorstepFFI/``, its header as a module; ``Sources/DoorstepNative/Generated/DoorstepNative.swift``. Needs
``cargo``. ``DOORSTEP_PROFILE=dev`` builds without optimization.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

sys.path.append(str(HERE.parent.parent / "ffi" / "uniffi"))
import library  # noqa: E402

MODULE = """\
module DoorstepFFI {
    header "DoorstepFFI.h"
    link "doorstep_uniffi"
    export *
}
"""


def main() -> int:
    raw = library.target() / "swift"
    built = library.build("swift", raw)
    source = HERE / "Sources" / "DoorstepNative" / "Generated" / "DoorstepNative.swift"
    library.write(source, (raw / "DoorstepNative.swift").read_bytes())
    module = HERE / "Sources" / "DoorstepFFI"
    library.write(module / "DoorstepFFI.h", (raw / "DoorstepFFI.h").read_bytes())
    library.write(module / "module.modulemap", MODULE.encode())
    library.ship(built, HERE / "Native" / library.NAME)
    return 0


if __name__ == "__main__":
    sys.exit(main())
