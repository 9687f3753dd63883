"""What every timestamp service and every fetcher does, the fakes of the tests among them."""

import hashlib
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from paraph.domain.errors.levels import RevocationUnavailable, TimestampUnavailable
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.timestamping.answer import TimestampRules, checked_answer
from paraph.pades.timestamping.request import timestamp_request
from paraph.ports.proxy_route import ProxyRoute
from paraph.ports.time_stamping import CertificateFetcher, TimeStampService
from paraph.remote.certificate_fetcher import HttpCertificateFetcher
from paraph.remote.http_client import HttpClient
from paraph.remote.tsa_client import HttpTimeStampService
from paraph.time_servers import TimeServer
from tests.adapters.remote.test_certificate_fetcher import ocsp_request
from tests.fakes.network import FakeCertificateFetcher, FakeTimeStampService, honest
from tests.rigs.certomancer_pki import OCSP_MINUTES, CertomancerPki, certomancer_pki


@pytest.fixture(scope="module")
def pki() -> Iterator[CertomancerPki]:
    with certomancer_pki("ec") as made:
        yield made


@pytest.fixture(autouse=True)
def usual_time(pki: CertomancerPki) -> Iterator[None]:
    yield
    pki.clock.offset = timedelta()


@pytest.fixture
def client() -> Iterator[HttpClient]:
    made = HttpClient(private_addresses=True, route_to=lambda *_: ProxyRoute())
    yield made
    made.close()


def _real(client: HttpClient, url: str) -> HttpTimeStampService:
    return HttpTimeStampService(client, TimeServer(url, timeout_s=5), lambda: None, lambda: None)


class Services(NamedTuple):
    there: TimeStampService
    gone: TimeStampService


@pytest.fixture(params=["http", "fake"])
def services(request: pytest.FixtureRequest, pki: CertomancerPki, client: HttpClient) -> Services:
    if request.param == "http":
        return Services(_real(client, pki.tsa_url()), _real(client, "http://127.0.0.1:9/tsa"))
    gone = FakeTimeStampService(lambda der: der, fails="not_reached")
    return Services(honest(pki), gone)


def test_a_service_answers_what_was_asked(services: Services, pki: CertomancerPki):
    asked = timestamp_request("sha256", hashlib.sha256(b"x").digest())
    answer = services.there.ask(asked.der)
    rules = TimestampRules(pki.anchors, pki.clock.now(), load_algorithm_policy())
    assert checked_answer(answer, asked, rules).signer_der == pki.certificate_der("tsa")
    assert services.there.policy_oid is None
    assert services.there.name.startswith("http://")


def test_a_service_that_is_gone_says_so_with_its_address(services: Services):
    with pytest.raises(TimestampUnavailable) as told:
        services.gone.ask(b"\x30\x00")
    assert told.value.details == {"why": "not_reached", "server": services.gone.name}


def _post(url: str) -> Callable[[bytes], bytes]:
    def ask(body: bytes) -> bytes:
        with urllib.request.urlopen(urllib.request.Request(url, body or None)) as answer:
            return answer.read()

    return ask


@pytest.fixture(params=["http", "fake"])
def fetcher(
    request: pytest.FixtureRequest, pki: CertomancerPki, client: HttpClient, tmp_path: Path
) -> CertificateFetcher:
    if request.param == "http":
        return HttpCertificateFetcher(client, tmp_path / "answers", pki.clock.now)
    urls = (pki.issuer_url(), pki.ocsp_url(), pki.crl_url())
    return FakeCertificateFetcher(pki.clock.now, {url: _post(url) for url in urls})


def test_an_issuer_comes_once_and_then_from_what_was_kept(
    fetcher: CertificateFetcher, pki: CertomancerPki
):
    issuing = pki.certificate_der("issuing")
    assert fetcher.issuers(pki.issuer_url()) == (issuing, False)
    assert fetcher.issuers(pki.issuer_url()) == (issuing, True)


def test_revocation_data_is_kept_as_long_as_it_holds(
    fetcher: CertificateFetcher, pki: CertomancerPki
):
    request = ocsp_request(pki)
    assert fetcher.ocsp(pki.ocsp_url(), request).from_cache is False
    assert fetcher.ocsp(pki.ocsp_url(), request).from_cache is True
    assert fetcher.crl(pki.crl_url()).from_cache is False
    assert fetcher.crl(pki.crl_url()).from_cache is True
    pki.clock.move(minutes=OCSP_MINUTES + 1)
    assert fetcher.ocsp(pki.ocsp_url(), request).from_cache is False


def test_what_is_older_than_asked_is_not_given_from_what_was_kept(
    fetcher: CertificateFetcher, pki: CertomancerPki
):
    request = ocsp_request(pki)
    fetcher.ocsp(pki.ocsp_url(), request)
    pki.clock.move(minutes=1)
    assert fetcher.ocsp(pki.ocsp_url(), request, pki.clock.now()).from_cache is False
    fetcher.crl(pki.crl_url())
    assert fetcher.crl(pki.crl_url(), pki.clock.now()).from_cache is False


def test_what_cannot_be_reached_is_told(fetcher: CertificateFetcher):
    for ask in (fetcher.issuers, fetcher.crl, lambda url: fetcher.ocsp(url, b"\x30\x00")):
        with pytest.raises(RevocationUnavailable) as told:
            ask("http://127.0.0.1:9/x")
        assert told.value.details["why"] == "not_reached"
