"""A WebDAV server for client files that refuses, forgets, or breaks off."""

import socket
import socketserver
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from paraph.domain.errors import DiskFull, ParaphError
from paraph.domain.errors.filing import (
    FilingAccountRefused,
    FilingAddressRefused,
    FilingNoWebDav,
    FilingRefused,
    FilingUnreachable,
    FilingUnverified,
)
from paraph.domain.errors.service import FilingFolderMissing, FilingTaken
from paraph.domain.keys.secret import Secret
from paraph.domain.service.filing_address import WebDavAddress, webdav_address
from paraph.domain.service.filing_name import FilingPlace
from paraph.filing.spool import LocalSpool
from paraph.ports.filing import FiledFile
from paraph.remote.http_client import HttpClient
from paraph.remote.webdav import WebDavFolder
from tests.contracts.test_client_file import below, filed
from tests.rigs.webdav import PASSWORD, USER, DavServer, serving

PLACE = FilingPlace(("Client",), "Fee")
INTENT = "0123456789abcdef"
BOTH = {"Client/Fee.pdf": b"signed", "Client/Fee - audit trail.pdf": b"trail"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[DavServer]:
    with serving(tmp_path / "clients") as found:
        yield found


@pytest.fixture
def http() -> Iterator[HttpClient]:
    with closing(HttpClient()) as client:
        yield client


@pytest.fixture
def files(tmp_path: Path) -> list[FiledFile]:
    return [filed(tmp_path, ".pdf", b"signed"), filed(tmp_path, " - audit trail.pdf", b"trail")]


def folder(url: str, http: HttpClient, home: Path, password: str = PASSWORD) -> WebDavFolder:
    return WebDavFolder(http, WebDavAddress(url, USER), Secret(password), LocalSpool(home))


@pytest.fixture
def dav(server: DavServer, http: HttpClient, tmp_path: Path) -> WebDavFolder:
    return folder(server.url, http, tmp_path / "home")


def put(dav: WebDavFolder, files: list[FiledFile]) -> None:
    dav.put(dav.place(PLACE), files, INTENT)


def failing(method: str, status: int):
    return lambda asked, path: status if asked == method else None


@pytest.mark.parametrize(
    ("method", "status", "error", "exit_status"),
    [
        ("PROPFIND", 401, FilingAccountRefused, 3),
        ("PUT", 401, FilingAccountRefused, 3),
        ("PUT", 403, FilingAccountRefused, 3),
        ("PUT", 409, FilingFolderMissing, 3),
        ("MKCOL", 409, FilingFolderMissing, 3),
        ("PUT", 423, FilingUnreachable, 4),
        ("MOVE", 423, FilingUnreachable, 4),
        ("PUT", 507, DiskFull, 4),
        ("PUT", 413, FilingRefused, 3),
        ("PUT", 412, FilingRefused, 3),
        ("MOVE", 502, FilingUnreachable, 4),
        ("MOVE", 405, FilingRefused, 3),
        ("PUT", 503, FilingUnreachable, 4),
        ("GET", 500, FilingUnreachable, 4),
        ("PROPFIND", 405, FilingRefused, 3),
        ("PROPFIND", 200, FilingNoWebDav, 4),
        ("PROPFIND", 302, FilingNoWebDav, 4),
    ],
)
def test_a_refusal_is_told_for_what_it_is_and_files_nothing(
    server, dav, files, method, status, error, exit_status
):
    server.bend = failing(method, status)
    with pytest.raises(ParaphError) as caught:
        put(dav, files)
    assert type(caught.value) is error
    assert caught.value.exit_status == exit_status
    assert PASSWORD not in str(caught.value.details)
    named = [name for name in below(server.root) if not name.endswith(".paraph-part")]
    assert named == []
    server.bend = lambda method, path: None
    put(dav, files)
    assert below(server.root) == BOTH


def test_a_wrong_password_is_told_before_anything_is_sent(server, http, files, tmp_path):
    with pytest.raises(FilingAccountRefused):
        put(folder(server.url, http, tmp_path / "home", "wrong"), files)
    assert {method for method, _ in server.asked} == {"PROPFIND"}


def test_a_server_that_takes_digest_alone_gets_no_password(http, files, tmp_path):
    with serving(tmp_path / "clients", digest=True) as server:
        dav = folder(server.url, http, tmp_path / "home")
        put(dav, files)
        assert below(server.root) == BOTH
        # What it takes is known by then; the challenge is answered ahead.
        assert server.shown[:3] == ["Basic", "", "Digest"]
        assert set(server.shown[3:]) == {"Digest"}
        server.shown.clear()
        with pytest.raises(FilingAccountRefused):
            put(folder(server.url, http, tmp_path / "home", "wrong"), files)
        assert server.shown == ["Basic", "", "Digest"]


@pytest.mark.parametrize(
    ("told", "is_met"),
    [
        ('Digest realm="r", nonce="n", qop="auth"', True),
        ('Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth"', True),
        ('Digest realm="r", nonce="n", algorithm="SHA-512-sess", qop="auth"', True),
        ('Digest realm="r", nonce="n", algorithm=SHA-512-256, qop="auth"', False),
        ('Digest realm="r", nonce="n", qop="auth-int"', False),
        ('Digest nonce="n"', False),
        ("Digest nonsense", False),
        ("Negotiate", False),
        ('Negotiate\nDigest realm="r", nonce="n"', True),
        ('Digest realm="r", nonce="n", algorithm=SHA-512-256\nDigest realm="r", nonce="n"', True),
    ],
)
def test_a_challenge_is_met_or_told_as_a_refusal(http, files, tmp_path, told, is_met):
    with serving(tmp_path / "clients") as server:
        server.challenge = told
        with pytest.raises(FilingAccountRefused):
            put(folder(server.url, http, tmp_path / "home"), files)
        assert ("Digest" in server.shown) == is_met
    assert below(server.root) == {}


def test_a_certificate_that_nobody_trusts_is_told_and_nothing_is_sent(http, files, tmp_path):
    """The firm's own authority is the usual case: waiting does not help."""
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
         "-days", "2", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    with serving(tmp_path / "clients", tls=(certificate, key)) as server:
        with pytest.raises(FilingUnverified) as caught:
            put(folder(server.url, http, tmp_path / "home"), files)
        assert server.asked == []
    assert (caught.value.exit_status, caught.value.details["why"]) == (3, "tls")


@pytest.mark.parametrize("method", ["PUT", "MOVE", "MKCOL", "GET", "DELETE"])
def test_an_answer_that_is_lost_does_no_harm(server, dav, files, method):
    server.drops = (method,)
    for _ in range(5):
        try:
            put(dav, files)
            break
        except FilingUnreachable:
            continue
    assert server.drops == ()
    assert below(server.root) == BOTH


class Broken(socketserver.StreamRequestHandler):
    """Ends the connection when it has read a part of an upload."""

    def handle(self) -> None:
        while line := self.rfile.readline():
            method = line.split(b" ")[0]
            while self.rfile.readline().strip():
                continue
            if method == b"PUT":
                self.rfile.read(1 << 20)
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return
            status = {b"PROPFIND": b"207 Multi", b"MKCOL": b"201 Made"}.get(method, b"404 None")
            self.wfile.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")


def test_a_connection_that_is_lost_during_an_upload_is_told_and_waited_for(http, tmp_path):
    big = filed(tmp_path, ".pdf", b"x" * (8 << 20))
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Broken) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        dav = folder(f"http://127.0.0.1:{server.server_address[1]}/", http, tmp_path / "home")
        try:
            with pytest.raises(FilingUnreachable):
                put(dav, [big])
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    "ignored", [("If-None-Match",), ("Overwrite",), ("If-None-Match", "Overwrite")]
)
def test_a_server_that_heeds_no_conditions_overwrites_nothing_all_the_same(
    server, dav, files, ignored
):
    server.ignores = ignored
    taken = server.root / "Client" / "Fee.pdf"
    taken.parent.mkdir()
    taken.write_bytes(b"another")
    with pytest.raises(FilingTaken):
        put(dav, files)
    assert below(server.root) == {"Client/Fee.pdf": b"another"}
    late = server.root / "Client" / "Fee - audit trail.pdf"
    taken.unlink()

    def appears(method: str, path: str) -> int | None:
        if method == "MOVE" and not late.exists():
            late.write_bytes(b"another")
        return None

    server.bend = appears
    with pytest.raises(FilingTaken):
        put(dav, files)
    assert below(server.root) == {"Client/Fee - audit trail.pdf": b"another"}


def test_what_the_server_keeps_otherwise_than_it_was_sent_is_not_filed(server, dav, files):
    def cut(method: str, path: str) -> int | None:
        if method == "GET" and path.endswith(".paraph-part"):
            part = server.root / path.lstrip("/")
            part.write_bytes(part.read_bytes()[:-1])
        return None

    server.bend = cut
    with pytest.raises(FilingRefused) as caught:
        put(dav, files)
    assert caught.value.details["why"] == "not_kept"
    assert below(server.root) == {}


def test_nothing_is_left_of_what_was_read_back(dav, files, tmp_path):
    put(dav, files)
    assert list((tmp_path / "home" / "spool").iterdir()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://dav.firm.example/clients", WebDavAddress("https://dav.firm.example/clients/")),
        ("https://me@x.example:8443/a b/", WebDavAddress("https://x.example:8443/a%20b/", "me")),
        ("https://a%40b@[2001:db8::1]", WebDavAddress("https://[2001:db8::1]/", "a@b")),
        ("http://127.0.0.1:80/x", WebDavAddress("http://127.0.0.1:80/x/")),
        ("http://localhost/", WebDavAddress("http://localhost/")),
    ],
)  # fmt: skip
def test_an_address_is_read(text, found):
    assert webdav_address(text) == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("http://dav.firm.example/", "needs_https"),
        ("https://anne:secret@dav.firm.example/", "has_password"),
        ("https://", "no_address"),
        ("https://x/?q=1", "no_address"),
        ("https://x/#f", "no_address"),
        ("https://x:notaport/", "no_address"),
        ("ftp://x/", "no_address"),
        ("https://[::1/", "no_address"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_repeating_it(text, why):
    with pytest.raises(FilingAddressRefused) as caught:
        webdav_address(text)
    assert caught.value.details == {"why": why}
