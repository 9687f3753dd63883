"""schemathesis and Prism as judges of the API; `packaging/api_judges.py` fetches them."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sandbox.steps import eventually

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT / "resources" / "openapi.json"
SCHEMATHESIS = ROOT / ".judges" / "schemathesis"
PRISM = ROOT / ".judges" / "prism" / "node_modules" / "@stoplight" / "prism-cli" / "dist"
_MISSING = "not there; python3 packaging/bootstrap.py test fetches it"


def schemathesis() -> Path:
    """Give the program. Where it is missing the test is skipped, and fails in CI."""
    program = SCHEMATHESIS / ("Scripts/schemathesis.exe" if os.name == "nt" else "bin/schemathesis")
    _need(program, "schemathesis")
    return program


@contextmanager
def prism_before(address: str) -> Iterator[str]:
    """Run Prism before an address: it refuses what is not of the contract, both ways."""
    _need(PRISM / "index.js", "Prism")
    port = _free_port()
    words = ["proxy", "-h", "127.0.0.1", "-p", str(port), "--errors", str(CONTRACT), address]
    prism = subprocess.Popen(
        [str(_node()), str(PRISM / "index.js"), *words],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert prism.stdout is not None
        eventually(lambda: _listens(port) or prism.poll() is not None, within_s=60)
        assert prism.poll() is None, prism.stdout.read()
        yield f"http://127.0.0.1:{port}"
    finally:
        prism.terminate()
        prism.communicate(timeout=20)


def _need(program: Path, name: str) -> None:
    if program.exists():
        return
    if os.environ.get("CI"):
        pytest.fail(f"{name} is {_MISSING}")
    pytest.skip(f"{name} is {_MISSING}")


def _node() -> Path:
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        import node
    finally:
        sys.path.remove(str(ROOT / "packaging"))
    found: Path | None = node.interpreter()
    assert found is not None, f"Node is {_MISSING}"
    return found


def _free_port() -> int:
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        port: int = plug.getsockname()[1]
    return port


def _listens(port: int) -> bool:
    with socket.socket() as plug:
        plug.settimeout(1)
        return plug.connect_ex(("127.0.0.1", port)) == 0
