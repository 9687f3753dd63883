"""Nothing in the program reaches the network but through `paraph.remote`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "desktop" / "paraph"
# Modules that open connections, and pyHanko's own fetchers, which know neither the system's proxy
# nor its trust store.
FORBIDDEN = (
    "aiohttp",
    "asyncio.streams",
    "ftplib",
    "http",
    "httpcore2",
    "httpx2",
    "imaplib",
    "poplib",
    "PySide6.QtNetwork",
    "pyhanko.sign.timestamps.aiohttp_client",
    "pyhanko.sign.timestamps.requests_client",
    "pyhanko_certvalidator.fetchers.aiohttp_fetchers",
    "pyhanko_certvalidator.fetchers.requests_fetchers",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
)
# Drawing's own processes talk over a pair of sockets that nobody else can reach.
PAIRS = ("render/child.py", "render/worker.py")
# It is told whether there is a network, by one class of QtNetwork that opens nothing.
TOLD = {"gui/proof/system_network.py": ["PySide6.QtNetwork.QNetworkInformation"]}
CONNECTS = re.compile(r"\.(connect|connect_ex|bind|sendto|create_connection|getaddrinfo)\b")
FORBIDDEN_NAMES = ("HTTPTimeStamper", "AIOHttpTimeStamper", "open_connection", "urlopen")


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{each.name}" for each in node.names)


def offences(source: str) -> list[str]:
    found = [
        name
        for name in imported(source)
        if any(name == each or name.startswith(f"{each}.") for each in FORBIDDEN)
    ]
    names = (node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))
    attributes = (
        node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)
    )
    found += [name for name in (*names, *attributes) if name in FORBIDDEN_NAMES]
    return found + ["allow_fetching"] * ("allow_fetching=True" in source)


def test_only_remote_imports_what_opens_connections():
    found = {
        path.relative_to(PACKAGE).as_posix(): offences(path.read_text("utf-8"))
        for path in PACKAGE.rglob("*.py")
    }
    outside = {
        name: each for name, each in found.items() if each and not name.startswith("remote/")
    }
    assert {name: outside.pop(name) for name in PAIRS} == {name: ["socket"] for name in PAIRS}
    assert outside == TOLD
    for name in PAIRS:
        assert not CONNECTS.search((PACKAGE / name).read_text("utf-8"))
    assert any(found[name] for name in found if name.startswith("remote/"))


def test_the_check_sees_each_way_of_importing():
    for source in (
        "import aiohttp",
        "from urllib import request",
        "from urllib.request import urlopen as u",
        "import socket as s",
        "from pyhanko.sign.timestamps.aiohttp_client import AIOHttpTimeStamper",
        "from pyhanko.sign import timestamps\ntimestamps.HTTPTimeStamper('x')",
        "ValidationContext(allow_fetching=True)",
    ):
        assert offences(source), source
    assert offences("from urllib.parse import urlsplit\nimport sockets_of_ours") == []
