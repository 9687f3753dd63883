"""A PKI, a client and a fetcher; loopback only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.remote.certificate_fetcher import HttpCertificateFetcher
from paraph.remote.http_client import HttpClient
from tests.rigs.certomancer_pki import CertomancerPki, certomancer_pki


@pytest.fixture(scope="package", params=["rsa", "ec"])
def pki(request: pytest.FixtureRequest) -> Iterator[CertomancerPki]:
    with certomancer_pki(request.param) as made:
        yield made


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name.upper()}_PROXY", raising=False)


@pytest.fixture
def client() -> Iterator[HttpClient]:
    made = HttpClient(private_addresses=True)
    yield made
    made.close()


@pytest.fixture
def fetcher(client: HttpClient, pki: CertomancerPki, tmp_path: Path) -> HttpCertificateFetcher:
    return HttpCertificateFetcher(client, tmp_path / "answers", pki.clock.now)
