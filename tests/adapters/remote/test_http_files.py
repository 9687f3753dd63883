"""Files over HTTP: sent and received piece by piece, and whether a call may have arrived."""

import hashlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from paraph.domain.errors import DiskFull, FolderReadOnly
from paraph.domain.keys.secret import Secret
from paraph.ports.proxy_route import ProxyRoute
from paraph.remote.http_body import FileBody
from paraph.remote.http_client import HttpClient, HttpTrouble, Wanted
from tests.rigs.small_server import Answer, serving

MIB = 1 << 20


def wanted(url: str, method: str = "GET", timeout_s: float = 10, **more: object) -> Wanted:
    told = Wanted(method, url, timeout_s, MIB)
    return told._replace(**more)  # type: ignore[arg-type]


@contextmanager
def listening(act: Callable[[socket.socket], None]) -> Iterator[str]:
    """Take one connection and do something with it."""
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        plug.listen()
        plug.settimeout(20)

        def take() -> None:
            connection, _ = plug.accept()
            with connection:
                act(connection)

        thread = threading.Thread(target=take)
        thread.start()
        yield f"http://127.0.0.1:{plug.getsockname()[1]}"
        thread.join()


def trouble(client: HttpClient, call: Wanted) -> tuple[str, bool]:
    with pytest.raises(HttpTrouble) as told:
        client.send(call)
    return told.value.why, told.value.may_have_arrived


# --- sent and received


def test_a_file_is_sent_between_what_a_form_has_around_it(client: HttpClient, tmp_path: Path):
    file = tmp_path / "a.pdf"
    file.write_bytes(os.urandom(3 * MIB + 17))
    body = FileBody(file, file.stat().st_size, b"before\r\n", b"\r\nafter")
    with serving(lambda _: Answer(b"{}")) as server:
        client.send(wanted(server.url, "POST", upload=body))
    (asked,) = server.asked
    assert asked.body == b"before\r\n" + file.read_bytes() + b"\r\nafter"
    assert int(asked.headers["Content-Length"]) == body.length == len(asked.body)
    assert "Transfer-Encoding" not in asked.headers


def test_a_file_that_is_shorter_than_told_is_not_sent_as_a_whole_one(
    client: HttpClient, tmp_path: Path
):
    file = tmp_path / "a.pdf"
    file.write_bytes(b"short")
    with serving(lambda _: Answer(b"{}")) as server:
        why, _ = trouble(client, wanted(server.url, "POST", upload=FileBody(file, 99)))
    assert why == "damaged"
    assert [each.body for each in server.asked if len(each.body) == 99] == []


def test_an_answer_is_written_into_a_file_and_hashed(client: HttpClient, tmp_path: Path):
    content, into = os.urandom(5 * MIB), tmp_path / "a.pdf"
    for without_length in (False, True):
        with serving(lambda _, w=without_length: Answer(content, without_length=w)) as server:
            reply = client.send(wanted(server.url, into=into, max_bytes=5 * MIB))
        assert (reply.status, reply.body) == (200, b"")
        assert reply.sha256 == hashlib.sha256(content).hexdigest()
        assert into.read_bytes() == content


@pytest.mark.parametrize("without_length", [False, True])
def test_a_file_is_received_up_to_its_bound(
    client: HttpClient, tmp_path: Path, without_length: bool
):
    into = tmp_path / "a.pdf"
    with serving(lambda _: Answer(bytes(MIB + 1), without_length=without_length)) as server:
        assert trouble(client, wanted(server.url, into=into))[0] == "too_large"
    assert not into.exists() or into.stat().st_size <= MIB


def test_a_refusal_is_not_written_into_the_file(client: HttpClient, tmp_path: Path):
    into = tmp_path / "a.pdf"
    with serving(lambda _: Answer(b'{"code": "x"}', "application/problem+json", 409)) as server:
        reply = client.send(wanted(server.url, into=into))
    assert (reply.body, reply.sha256) == (b'{"code": "x"}', "")
    assert not into.exists()


def test_a_folder_that_takes_no_file_is_told(client: HttpClient, tmp_path: Path):
    with serving(lambda _: Answer(b"x")) as server:
        with pytest.raises(FolderReadOnly):
            client.send(wanted(server.url, into=tmp_path / "missing" / "a.pdf"))
        with pytest.raises(DiskFull):
            client.send(wanted(server.url, into=Path("/dev/full")))


def test_large_files_do_not_fill_the_memory(tmp_path: Path):
    """Sent and received by a process whose address space holds no such file."""
    file, into = tmp_path / "large.pdf", tmp_path / "copy.pdf"
    size = 256 * MIB
    with file.open("wb") as made:
        made.truncate(size)
    script = f"""
import resource
from pathlib import Path
from paraph.remote.http_body import FileBody
from paraph.remote.http_client import HttpClient, Wanted
client = HttpClient(private_addresses=True)
def call(url, **more):
    return client.send(Wanted("POST", url, 120, {size}, **more))
import sys
call(sys.argv[1] + "/warm")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
call(sys.argv[1] + "/up", upload=FileBody(Path({str(file)!r}), {size}))
call(sys.argv[1] + "/down", into=Path({str(into)!r}))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    with serving(lambda asked: Answer(bytes(size) if asked.path == "/down" else b"")) as server:
        done = subprocess.run(
            [sys.executable, "-c", script, server.url], capture_output=True, text=True, timeout=300
        )
    assert done.returncode == 0, done.stderr
    assert into.stat().st_size == size
    assert int(done.stdout) < 32  # MiB


def test_headers_are_found_whatever_their_letters(client: HttpClient):
    headers = {"ReTRY-After": "7", "X-Trace-ID": "abc"}
    with serving(lambda _: Answer(b"", headers=headers)) as server:
        reply = client.send(wanted(server.url))
    assert (reply.headers["retry-after"], reply.headers["x-trace-id"]) == ("7", "abc")


def test_a_bearer_goes_to_the_named_host_alone(client: HttpClient):
    with (
        serving(lambda _: Answer(b"", status=200)) as other,
        serving(lambda _: Answer(b"", status=302, headers={"Location": other.url})) as server,
    ):
        client.send(wanted(server.url, bearer=Secret("s3cret")))
        reply = client.send(wanted(server.url, bearer=Secret("s3cret"), follows=False))
        assert (reply.status, reply.headers["location"]) == (302, other.url)
    assert [each.headers.get("Authorization") for each in server.asked] == ["Bearer s3cret"] * 2
    assert [each.headers.get("Authorization") for each in other.asked] == [None]
    assert "s3cret" not in repr(wanted(server.url, bearer=Secret("s3cret")))


# --- may it have arrived?


def test_what_was_not_connected_to_surely_had_no_effect(client: HttpClient):
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{plug.getsockname()[1]}"
        assert trouble(client, wanted(closed, "POST", body=b"x")) == ("not_reached", False)
    assert trouble(client, wanted("http://nobody.invalid", "POST")) == ("unknown_host", False)


def test_what_was_written_may_have_had_its_effect(client: HttpClient):
    def silent(connection: socket.socket) -> None:
        connection.recv(100)

    with listening(silent) as url:
        why, may_have_arrived = trouble(client, wanted(url, "POST", body=b"x"))
    assert why in ("not_reached", "damaged")  # the rest may be met by a reset
    assert may_have_arrived

    def half(connection: socket.socket) -> None:
        heard = b""
        while not heard.endswith(b"\r\n\r\nx"):  # what lies unread at the end is met by a reset
            heard += connection.recv(1000)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")

    with listening(half) as url:
        assert trouble(client, wanted(url, "POST", body=b"x")) == ("damaged", True)


def test_who_does_not_answer_in_time_may_have_heard(client: HttpClient):
    with serving(lambda _: Answer(b"", wait_s=30)) as server:
        call = wanted(server.url, "POST", 0.3, body=b"x")
        assert trouble(client, call) == ("timeout", True)


def test_nothing_stands_still_longer_than_is_allowed(client: HttpClient):
    with serving(lambda _: Answer(b"abc", drip_s=30)) as server:
        assert trouble(client, wanted(server.url, idle_s=0.3, timeout_s=60))[0] == "timeout"


def test_a_handshake_that_fails_is_before_anything_of_the_call(client: HttpClient):
    def plain(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with listening(plain) as url:
        call = wanted(url.replace("http:", "https:"), "POST", body=b"x")
        assert trouble(client, call) == ("tls", False)


def test_what_a_proxy_refuses_did_not_arrive():
    with serving(lambda _: Answer(b"", status=403)) as proxy:
        behind = HttpClient(
            private_addresses=True, route_to=lambda _scheme, _host: ProxyRoute(proxy.url)
        )
        call = wanted("https://service.example/v2/documents", "POST", body=b"x")
        assert trouble(behind, call) == ("proxy", False)
        behind.close()
    assert [each.method for each in proxy.asked] == ["CONNECT"]


def test_behind_a_proxy_a_handshake_that_fails_is_before_anything_of_the_call():
    def tunnel(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        connection.recv(1000)  # the client's hello

    with listening(tunnel) as url:
        behind = HttpClient(private_addresses=True, route_to=lambda _s, _h: ProxyRoute(url))
        call = wanted("https://service.example/v2/documents", "POST", body=b"x")
        why, may_have_arrived = trouble(behind, call)
        behind.close()
    assert why in ("tls", "not_reached", "damaged")
    assert not may_have_arrived


def test_the_next_call_begins_anew(client: HttpClient):
    with serving(lambda _: Answer(b"", wait_s=30)) as server:
        trouble(client, wanted(server.url, "POST", 0.3, body=b"x"))
    assert trouble(client, wanted("http://nobody.invalid", "POST")) == ("unknown_host", False)


def test_a_proxy_that_never_answers_has_passed_nothing_on():
    with serving(lambda _: Answer(b"", wait_s=30)) as proxy:
        behind = HttpClient(private_addresses=True, route_to=lambda _s, _h: ProxyRoute(proxy.url))
        call = wanted("https://service.example/v2/documents", "POST", 0.3, body=b"x")
        assert trouble(behind, call) == ("timeout", False)
        behind.close()


def test_a_proxy_of_plain_http_may_have_passed_it_on():
    with serving(lambda _: Answer(b"", wait_s=30)) as proxy:
        behind = HttpClient(private_addresses=True, route_to=lambda _s, _h: ProxyRoute(proxy.url))
        call = wanted("http://service.example/v2/documents", "POST", 0.3, body=b"x")
        assert trouble(behind, call) == ("timeout", True)
        behind.close()
