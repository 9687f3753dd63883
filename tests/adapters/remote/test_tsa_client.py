"""A time-stamping service over HTTP: what it answers with, and what is told when it does not."""

import base64
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.domain.errors.kinds import NeedsPerson
from paraph.domain.errors.levels import TimestampUnavailable
from paraph.domain.keys.secret import Secret
from paraph.remote.http_client import USER_AGENT, HttpClient
from paraph.remote.tsa_client import HttpTimeStampService, time_stamp_services
from paraph.time_servers import TimeServer
from tests.rigs.bad_tsa import REPLY, http_faults
from tests.rigs.small_server import Answer, Asked, serving

QUERY = b"\x30\x03\x02\x01\x01"
TOKEN = b"\x30\x03\x02\x01\x02"
PASSWORD = Secret("Zoë:s3cret")


def service(
    client: HttpClient, server: TimeServer, password: Secret | None = None
) -> HttpTimeStampService:
    return HttpTimeStampService(client, server, lambda: password, lambda: None)


def reason(told: pytest.ExceptionInfo[TimestampUnavailable]) -> str:
    return str(told.value.details["why"])


@pytest.fixture
def strict() -> Iterator[HttpClient]:
    """A client as it is without a policy: no private addresses but what a person named."""
    made = HttpClient()
    yield made
    made.close()


def test_the_request_goes_as_rfc_3161_says_and_tells_nothing_else(strict: HttpClient):
    with serving(lambda _: Answer(TOKEN, REPLY, headers={"Set-Cookie": "a=b"})) as server:
        for _ in range(2):
            assert service(strict, TimeServer(f"{server.url}/tsa?x=1")).ask(QUERY) == TOKEN
    first, second = server.asked
    assert (first.method, first.path, first.body) == ("POST", "/tsa?x=1", QUERY)
    headers = {name.lower(): value for name, value in second.headers.items()}
    assert headers.pop("host")
    headers.pop("connection", None)
    assert headers == {
        "user-agent": USER_AGENT,
        "content-type": "application/timestamp-query",
        "content-length": str(len(QUERY)),
        "accept": "application/timestamp-reply",
        "accept-encoding": "identity",
    }


@pytest.mark.parametrize("name", list(http_faults()))
def test_what_is_no_timestamp_is_told_in_time(strict: HttpClient, name: str):
    answer, why = http_faults()[name]
    with serving(answer) as server:
        started = time.monotonic()
        with pytest.raises(TimestampUnavailable) as told:
            service(strict, TimeServer(server.url + "/", timeout_s=1.0)).ask(QUERY)
        assert reason(told) == why
        assert time.monotonic() - started < 2.5
        assert told.value.details["server"] == server.url + "/"
        # A person has to set another account; all else may pass by itself.
        assert isinstance(told.value, NeedsPerson) == (why == "credentials_refused")


def test_nobody_there_and_no_such_name_are_told(strict: HttpClient):
    with serving(lambda _: Answer()) as server:
        gone = server.url
    with pytest.raises(TimestampUnavailable) as told:
        service(strict, TimeServer(gone)).ask(QUERY)
    assert reason(told) == "not_reached"
    with pytest.raises(TimestampUnavailable) as told:
        service(strict, TimeServer("http://tsa.invalid/")).ask(QUERY)
    assert reason(told) == "unknown_host"


def test_a_redirect_to_another_path_of_the_server_is_followed(strict: HttpClient):
    def answer(asked: Asked) -> Answer:
        if asked.path == "/old":
            return Answer(status=308, headers={"Location": "/new"})
        return Answer(TOKEN, REPLY)

    with serving(answer) as server:
        assert service(strict, TimeServer(f"{server.url}/old")).ask(QUERY) == TOKEN
        assert server.asked[-1].body == QUERY


def test_over_http_no_password_leaves_and_none_is_looked_for(strict: HttpClient):
    def asked() -> Secret:
        raise AssertionError("looked for")

    with serving(lambda _: Answer(TOKEN, REPLY)) as server:
        made = HttpTimeStampService(strict, TimeServer(server.url, "anna"), asked, lambda: None)
        with pytest.raises(TimestampUnavailable) as told:
            made.ask(QUERY)
        assert reason(told) == "credentials_need_https"
        in_the_address = server.url.replace("://", "://anna:pw@")
        with pytest.raises(TimestampUnavailable) as told:
            service(strict, TimeServer(in_the_address)).ask(QUERY)
        assert reason(told) == "credentials_need_https"
        assert "anna" not in str(told.value.details)
        assert server.asked == []


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A CA that the system trusts for this test, a server's and a client's certificate of it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    _openssl(tmp_path, "req", "-x509", "-nodes", *new, "-subj", "/CN=Test CA", "-days", "2",
             "-keyout", "ca.key", "-out", "ca.pem")  # fmt: skip
    for name, subject in (("server", "127.0.0.1"), ("client", "anna"), ("stranger", "stranger")):
        _openssl(tmp_path, "req", *new, "-subj", f"/CN={subject}", "-keyout", f"{name}.key",
                 "-out", f"{name}.csr", "-passout", "pass:key password",
                 *([] if name == "client" else ["-nodes"]))  # fmt: skip
        (tmp_path / "ext").write_text("subjectAltName=IP:127.0.0.1")
        _openssl(tmp_path, "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey",
                 "ca.key", "-days", "2", "-extfile", "ext", "-out", f"{name}.crt",
                 "-set_serial", str(abs(hash(name)) % 10_000 + 1))  # fmt: skip
        both = (tmp_path / f"{name}.crt").read_text() + (tmp_path / f"{name}.key").read_text()
        (tmp_path / f"{name}.pem").write_text(both)
    return tmp_path


def _openssl(folder: Path, *words: str) -> None:
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stderr


def server_context(folder: Path, *, wants_client: bool = False) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    if wants_client:
        context.load_verify_locations(folder / "ca.pem")
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def test_over_https_the_password_goes_to_that_server_alone(strict: HttpClient, tls: Path):
    def answer(asked: Asked) -> Answer:
        return Answer(status=307, headers={"Location": other.url + "/"})

    with (
        serving(lambda _: Answer(TOKEN, REPLY), server_context(tls)) as other,
        serving(lambda _: Answer(TOKEN, REPLY), server_context(tls)) as server,
        serving(answer, server_context(tls)) as sending_on,
    ):
        anna = TimeServer(server.url, "anna")
        assert service(strict, anna, PASSWORD).ask(QUERY) == TOKEN
        pair = base64.b64decode(server.asked[0].headers["Authorization"].split()[1]).decode()
        assert pair == "anna:Zoë:s3cret"
        with HttpClientOf() as open_client:
            assert service(open_client, TimeServer(sending_on.url, "anna"), PASSWORD).ask(QUERY)
        assert "Authorization" in sending_on.asked[0].headers
        assert "Authorization" not in other.asked[0].headers


class HttpClientOf:
    def __enter__(self) -> HttpClient:
        self.made = HttpClient(private_addresses=True)
        return self.made

    def __exit__(self, *_: object) -> None:
        self.made.close()


def test_a_password_that_is_not_kept_is_told(strict: HttpClient, tls: Path):
    with serving(lambda _: Answer(TOKEN, REPLY), server_context(tls)) as server:
        with pytest.raises(TimestampUnavailable) as told:
            service(strict, TimeServer(server.url, "anna")).ask(QUERY)
        assert reason(told) == "password_missing"
        assert server.asked == []


def test_a_certificate_that_the_system_does_not_trust_is_refused(
    strict: HttpClient, tls: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("SSL_CERT_FILE")
    with serving(lambda _: Answer(TOKEN, REPLY), server_context(tls)) as server:
        with pytest.raises(TimestampUnavailable) as told:
            service(strict, TimeServer(server.url, "anna"), PASSWORD).ask(QUERY)
        assert reason(told) == "tls"
        assert told.value.code == "timestamp_server_unverified"
        assert server.asked == []


def test_a_certificate_for_another_host_is_refused(strict: HttpClient, tls: Path):
    with serving(lambda _: Answer(TOKEN, REPLY), server_context(tls)) as server:
        other_name = server.url.replace("127.0.0.1", "localhost")
        with pytest.raises(TimestampUnavailable) as told:
            service(strict, TimeServer(other_name)).ask(QUERY)
        assert reason(told) == "tls"
        assert told.value.code == "timestamp_server_unverified"


def test_a_client_certificate_lets_in_and_its_key_has_a_password(strict: HttpClient, tls: Path):
    kept = Kept({(str(tls / "client.pem"), ""): Secret("key password")})
    with serving(lambda _: Answer(TOKEN, REPLY), server_context(tls, wants_client=True)) as server:
        anna = TimeServer(server.url, certificate=str(tls / "client.pem"))
        (made,) = time_stamp_services(strict, [anna], kept)
        assert made.ask(QUERY) == TOKEN
        with pytest.raises(TimestampUnavailable):
            service(strict, TimeServer(server.url)).ask(QUERY)
        assert len(server.asked) == 1


@pytest.mark.parametrize("password", [None, Secret("wrong")])
def test_a_client_certificate_that_cannot_be_opened_is_told(
    strict: HttpClient, tls: Path, password: Secret | None
):
    server = TimeServer("https://127.0.0.1:9/", certificate=str(tls / "client.pem"))
    made = HttpTimeStampService(strict, server, lambda: None, lambda: password)
    with pytest.raises(TimestampUnavailable) as told:
        made.ask(QUERY)
    assert reason(told) == "client_certificate"


class Kept:
    def __init__(self, secrets: dict[tuple[str, str], Secret]) -> None:
        self._secrets = secrets

    def find(self, service: str, user: str) -> Secret | None:
        return self._secrets.get((service, user))


def test_the_systems_proxy_is_used_and_resolves_the_name(
    strict: HttpClient, monkeypatch: pytest.MonkeyPatch
):
    with serving(lambda _: Answer(TOKEN, REPLY)) as proxy:
        with_user = proxy.url.replace("://", "://firm:pr0xy@")
        monkeypatch.setenv("http_proxy", with_user)
        assert service(strict, TimeServer("http://tsa.example/x")).ask(QUERY) == TOKEN
        (asked,) = proxy.asked
        assert asked.path == "http://tsa.example/x"
        expected = base64.b64encode(b"firm:pr0xy").decode()
        assert asked.headers["Proxy-Authorization"] == f"Basic {expected}"
        monkeypatch.setenv("no_proxy", "tsa.invalid")
        with pytest.raises(TimestampUnavailable) as told:
            service(strict, TimeServer("http://tsa.invalid/x")).ask(QUERY)
        assert reason(told) == "unknown_host"
        assert len(proxy.asked) == 1


@pytest.mark.parametrize("named", ["nonsense://x", "http://127.0.0.1:9"])
def test_a_proxy_that_does_not_serve_is_told(
    strict: HttpClient, monkeypatch: pytest.MonkeyPatch, named: str
):
    monkeypatch.setenv("http_proxy", named)
    with pytest.raises(TimestampUnavailable) as told:
        service(strict, TimeServer("http://tsa.example/")).ask(QUERY)
    assert reason(told) in ("proxy", "not_reached")


def test_a_proxy_that_wants_to_know_who_asks_is_told(
    strict: HttpClient, monkeypatch: pytest.MonkeyPatch
):
    with serving(lambda _: Answer(status=407)) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("https_proxy", proxy.url)
        for scheme in ("http", "https"):
            with pytest.raises(TimestampUnavailable) as told:
                service(strict, TimeServer(f"{scheme}://tsa.example/")).ask(QUERY)
            assert reason(told) == "proxy_account"
