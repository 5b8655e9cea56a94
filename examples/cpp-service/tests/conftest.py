"""The service as a person starts it: built with CMake against an installed library. The rest is c-service's."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

SERVICE = Path(__file__).resolve().parents[1]
TWIN = SERVICE.parent / "c-service" / "tests"
sys.path.append(str(TWIN))
pytest.register_assert_rewrite("test_walk", "test_transcript")

spec = importlib.util.spec_from_file_location("c_service", TWIN / "conftest.py")
assert spec is not None and spec.loader is not None
c_service = importlib.util.module_from_spec(spec)
sys.modules["c_service"] = c_service
spec.loader.exec_module(c_service)

building = c_service.building
Service = c_service.Service
service = c_service.service


@pytest.fixture(scope="session")
def program() -> Path:
    for path, package in [
        ("/usr/include/httplib.h", "libcpp-httplib-dev"),
        ("/usr/bin/pkg-config", "pkg-config"),
        ("/usr/bin/cmake", "cmake"),
    ]:
        building.installed(path, package)
    prefix = building.prefix()
    build = SERVICE / "build"
    building.run(
        ["cmake", "-S", SERVICE, "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_CXX_FLAGS=-Werror -Wconversion"]
    )
    building.run(["cmake", "--build", build])
    return build / "cpp-service"
