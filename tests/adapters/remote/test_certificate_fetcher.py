"""What certificates name is fetched within bounds and kept as long as it holds."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpcore2
import pytest
from asn1crypto import core, crl, ocsp, pem, x509

from paraph.domain.errors.levels import RevocationUnavailable
from paraph.remote.addresses import is_public, names_private_host
from paraph.remote.certificate_fetcher import HttpCertificateFetcher
from paraph.remote.http_client import HttpClient
from tests.rigs.certomancer_pki import OCSP_MINUTES, CertomancerPki
from tests.rigs.small_server import Answer, serving


@pytest.fixture(autouse=True)
def usual_time(pki: CertomancerPki):
    yield
    pki.clock.offset = timedelta()
    pki.down.clear()


def ocsp_request(pki: CertomancerPki, label: str = "signer") -> bytes:
    certificate = x509.Certificate.load(pki.certificate_der(label))
    issuer = x509.Certificate.load(pki.certificate_der("issuing"))
    cert_id = ocsp.CertId(
        {
            "hash_algorithm": {"algorithm": "sha1"},
            "issuer_name_hash": core.OctetString(issuer.subject.sha1),
            "issuer_key_hash": core.OctetString(issuer.public_key.sha1),
            "serial_number": certificate.serial_number,
        }
    )
    return ocsp.OCSPRequest({"tbs_request": {"request_list": [{"req_cert": cert_id}]}}).dump()


def why(told: pytest.ExceptionInfo[RevocationUnavailable]) -> str:
    return str(told.value.details["why"])


def count(pki: CertomancerPki, part: str) -> int:
    return sum(part in path for path in pki.asked)


def test_an_issuer_is_fetched_once(pki: CertomancerPki, fetcher: HttpCertificateFetcher):
    before = count(pki, "/certs/")
    first = fetcher.issuers(pki.issuer_url())
    assert first == (pki.certificate_der("issuing"), False)
    assert fetcher.issuers(pki.issuer_url()) == (first.content, True)
    assert count(pki, "/certs/") == before + 1
    pki.clock.move(days=8)
    assert fetcher.issuers(pki.issuer_url()).from_cache is False


def test_an_ocsp_answer_is_kept_until_its_own_next_update(
    pki: CertomancerPki, fetcher: HttpCertificateFetcher
):
    request = ocsp_request(pki)
    first = fetcher.ocsp(pki.ocsp_url(), request)
    assert first.from_cache is False
    assert fetcher.ocsp(pki.ocsp_url(), request) == (first.content, True)
    assert fetcher.ocsp(pki.ocsp_url(), ocsp_request(pki, "signer-2")).from_cache is False
    pki.clock.move(minutes=OCSP_MINUTES - 1)
    assert fetcher.ocsp(pki.ocsp_url(), request).from_cache is True
    pki.clock.move(minutes=2)
    assert fetcher.ocsp(pki.ocsp_url(), request).from_cache is False


def test_what_is_older_than_the_timestamp_is_fetched_anew(
    pki: CertomancerPki, fetcher: HttpCertificateFetcher
):
    request = ocsp_request(pki)
    fetcher.ocsp(pki.ocsp_url(), request)
    pki.clock.move(minutes=1)
    stamped_at = pki.clock.now()
    pki.clock.move(minutes=1)
    anew = fetcher.ocsp(pki.ocsp_url(), request, newer_than=stamped_at)
    assert anew.from_cache is False
    assert fetcher.ocsp(pki.ocsp_url(), request, newer_than=stamped_at) == (anew.content, True)
    assert fetcher.ocsp(pki.ocsp_url(), request).from_cache is True


def test_a_crl_is_kept_until_its_own_next_update(
    pki: CertomancerPki, fetcher: HttpCertificateFetcher
):
    first = fetcher.crl(pki.crl_url())
    assert fetcher.crl(pki.crl_url()) == (first.content, True)
    assert fetcher.crl(pki.crl_url(), newer_than=pki.clock.now()).from_cache is False
    pki.clock.move(days=1)
    assert fetcher.crl(pki.crl_url()).content != first.content


def test_a_clock_that_was_set_back_does_not_take_what_is_not_yet_issued(
    pki: CertomancerPki, fetcher: HttpCertificateFetcher
):
    pki.clock.move(days=2)
    fetcher.crl(pki.crl_url())
    pki.clock.move(days=-2)
    assert fetcher.crl(pki.crl_url()).from_cache is False


def test_another_process_finds_what_one_has_kept(
    pki: CertomancerPki, fetcher: HttpCertificateFetcher, client: HttpClient, tmp_path: Path
):
    fetcher.crl(pki.crl_url())
    other = HttpCertificateFetcher(client, tmp_path / "answers", pki.clock.now)
    assert other.crl(pki.crl_url()).from_cache is True


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "directory", "other"])
def test_a_damaged_cache_is_no_trouble(
    pki: CertomancerPki, fetcher: HttpCertificateFetcher, tmp_path: Path, damage: str
):
    first = fetcher.crl(pki.crl_url())
    (file,) = (tmp_path / "answers").iterdir()
    data = file.read_bytes()
    flipped = data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]
    if damage == "directory":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes({"cut": data[:-5], "flip": flipped, "empty": b""}.get(damage, b"x\ny\nz"))
    anew = fetcher.crl(pki.crl_url())
    assert anew.from_cache is False
    assert _issued(anew.content) == _issued(first.content)


def _issued(crl_der: bytes) -> datetime:
    return crl.CertificateList.load(crl_der)["tbs_cert_list"]["this_update"].native


def test_a_cache_that_cannot_be_written_is_no_trouble(
    pki: CertomancerPki, client: HttpClient, tmp_path: Path
):
    (tmp_path / "file").write_text("")
    made = HttpCertificateFetcher(client, tmp_path / "file" / "answers", pki.clock.now)
    assert made.crl(pki.crl_url()).content


def test_the_cache_does_not_grow_without_end(client: HttpClient, tmp_path: Path):
    from paraph.remote.answer_cache import AnswerCache, Kept

    cache = AnswerCache(tmp_path / "answers")
    for number in range(430):
        cache.put("crl", f"http://x/{number}", b"", Kept(b"x", datetime.now(UTC)))
    assert len(list((tmp_path / "answers").iterdir())) == 400
    assert cache.get("crl", "http://x/429") is not None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>", "not_a_certificate"),
        (b"", "not_a_certificate"),
        (b"\x30\x00", "not_a_certificate"),
    ],
)
def test_something_else_is_not_an_issuer(
    fetcher: HttpCertificateFetcher, content: bytes, reason: str
):
    with serving(lambda _: Answer(content)) as server:
        with pytest.raises(RevocationUnavailable) as told:
            fetcher.issuers(server.url)
        assert why(told) == reason
        with pytest.raises(RevocationUnavailable) as told:
            fetcher.crl(server.url)
        assert why(told) == "not_a_crl"
        with pytest.raises(RevocationUnavailable) as told:
            fetcher.ocsp(server.url, b"\x30\x00")
        assert why(told) == "not_an_ocsp_response"


def test_pem_is_taken_too_where_an_authority_serves_it(
    pki: CertomancerPki, fetcher: HttpCertificateFetcher
):
    der = pki.certificate_der("issuing")
    with serving(lambda _: Answer(pem.armor("CERTIFICATE", der))) as server:
        assert fetcher.issuers(server.url).content == der


def test_a_responder_that_does_not_answer_is_told_and_not_kept(
    fetcher: HttpCertificateFetcher, tmp_path: Path
):
    later = ocsp.OCSPResponse({"response_status": "try_later"}).dump()
    with (
        serving(lambda _: Answer(later, "application/ocsp-response")) as server,
        pytest.raises(RevocationUnavailable) as told,
    ):
        fetcher.ocsp(server.url, b"\x30\x00")
    assert told.value.details == {"why": "refused", "host": "127.0.0.1", "status": "try_later"}
    assert not (tmp_path / "answers").exists()


def test_a_service_that_is_down_is_told(pki: CertomancerPki, fetcher: HttpCertificateFetcher):
    pki.down.add("crls")
    with pytest.raises(RevocationUnavailable) as told:
        fetcher.crl(pki.crl_url())
    assert (why(told), told.value.details["status"]) == ("status", 503)


def test_what_is_too_large_is_not_read(fetcher: HttpCertificateFetcher):
    with (
        serving(lambda _: Answer(bytes(300 << 10), without_length=True)) as server,
        pytest.raises(RevocationUnavailable) as told,
    ):
        fetcher.issuers(server.url)
    assert why(told) == "too_large"


@pytest.mark.parametrize(
    "url", ["ldap://x/cn=a", "file:///etc/passwd", "http://", "x", "http://[::"]
)
def test_only_http_is_fetched(fetcher: HttpCertificateFetcher, url: str):
    with pytest.raises(RevocationUnavailable) as told:
        fetcher.crl(url)
    assert why(told) == "address"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "127.1", "2130706433", "0x7f000001", "0.0.0.0",
             "[::ffff:127.0.0.1]"]
)  # fmt: skip
def test_without_the_policy_nothing_within_is_asked(pki: CertomancerPki, tmp_path: Path, host: str):
    strict = HttpClient()
    made = HttpCertificateFetcher(strict, tmp_path / "answers", pki.clock.now)
    before = len(pki.asked)
    with pytest.raises(RevocationUnavailable) as told:
        made.crl(pki.crl_url().replace("127.0.0.1", host))
    assert why(told) == "private_address"
    assert told.value.code == "revocation_private"
    assert len(pki.asked) == before
    strict.close()


def test_a_name_is_resolved_once_and_what_was_judged_is_connected_to(
    pki: CertomancerPki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """DNS rebinding: a public address at first, then 127.0.0.1."""
    real, answers = socket.getaddrinfo, []

    def rebinding(host, port, *more, **words):
        if host != "rebind.example":
            return real(host, port, *more, **words)
        address = "192.0.2.1" if answers else "127.0.0.1"
        answers.append(address)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    strict = HttpClient()
    made = HttpCertificateFetcher(strict, tmp_path / "answers", pki.clock.now)
    with pytest.raises(RevocationUnavailable) as told:
        made.crl(f"http://rebind.example:{pki.port}/bench/crls/issuing/latest.crl")
    assert why(told) == "private_address"
    assert told.value.code == "revocation_private"
    assert answers == ["127.0.0.1"]
    strict.close()


def test_the_connection_goes_to_the_address_that_was_judged(
    pki: CertomancerPki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """DNS rebinding: a public address when it is judged; the name is not asked again."""
    asked, connected = [], []

    def public_at_first(host, port, *_more, **_words):
        asked.append(host)
        address = "127.0.0.1" if len(asked) > 1 else "93.184.216.34"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(_self, host, *_more, **_words):
        connected.append(host)
        raise httpcore2.ConnectError(host)

    monkeypatch.setattr(socket, "getaddrinfo", public_at_first)
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    strict = HttpClient()
    made = HttpCertificateFetcher(strict, tmp_path / "answers", pki.clock.now)
    with pytest.raises(RevocationUnavailable) as told:
        made.crl("http://rebind.example/x")
    assert why(told) == "not_reached"
    assert (asked, connected) == (["rebind.example"], ["93.184.216.34"])
    strict.close()


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    pki: CertomancerPki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def both(_host, port, *_more, **_words):
        family = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*family, ("93.184.216.34", port)), (*family, ("10.0.0.7", port))]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    strict = HttpClient()
    made = HttpCertificateFetcher(strict, tmp_path / "answers", pki.clock.now)
    with pytest.raises(RevocationUnavailable) as told:
        made.crl("http://two.example/x")
    assert why(told) == "private_address"
    assert told.value.code == "revocation_private"
    strict.close()


def test_a_resolver_that_hangs_costs_the_calls_own_time(monkeypatch: pytest.MonkeyPatch):
    import threading
    import time

    from paraph.remote.http_client import HttpTrouble, Wanted

    ended = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: ended.wait(20) and [])
    strict = HttpClient()
    started = time.monotonic()
    with pytest.raises(HttpTrouble) as told:
        strict.send(Wanted("GET", "http://slow.example/", timeout_s=0.3, max_bytes=10))
    ended.set()
    assert told.value.why == "timeout"
    assert time.monotonic() - started < 2
    strict.close()


def test_through_a_proxy_a_private_host_is_refused_by_its_name(
    pki: CertomancerPki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with serving(lambda _: Answer(b"x")) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        strict = HttpClient()
        made = HttpCertificateFetcher(strict, tmp_path / "answers", pki.clock.now)
        for host in ("10.0.0.1", "intranet", "erp.local", "0x0a000001", "127.1", "[fd00::1]"):
            with pytest.raises(RevocationUnavailable) as told:
                made.crl(f"http://{host}/x")
            assert why(told) == "private_address"
            assert told.value.code == "revocation_private"
        assert proxy.asked == []
        strict.close()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:a00:1::1", False),
        ("2001:0:1:2:3:4:5:6", False),
    ],
)
def test_which_addresses_are_of_the_public_internet(address: str, public: bool):
    assert is_public(address) is public


def test_which_names_no_public_server_has():
    assert names_private_host("router")
    assert names_private_host("a.internal.")
    assert not names_private_host("crl.example.org")
