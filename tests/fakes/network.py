"""Timestamp services and fetchers in memory, which answer as the real ones do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from asn1crypto import crl, ocsp

from paraph.domain.errors.levels import RevocationUnavailable, TimestampUnavailable
from paraph.ports.time_stamping import Fetched
from tests.rigs.bad_tsa import Lie, lying_answer
from tests.rigs.certomancer_pki import CertomancerPki


@dataclass
class FakeTimeStampService:
    """Answers by a function; `fails` is the `why` of what it raises instead."""

    answer: Callable[[bytes], bytes]
    name: str = "http://tsa.test/"
    policy_oid: str | None = None
    fails: str | None = None
    asked: list[bytes] = field(default_factory=list)

    def ask(self, request_der: bytes) -> bytes:
        self.asked.append(request_der)
        if self.fails is not None:
            raise TimestampUnavailable(why=self.fails, server=self.name)
        return self.answer(request_der)


def honest(pki: CertomancerPki) -> FakeTimeStampService:
    """Give a service that signs with the rig's key, without a network."""
    return FakeTimeStampService(lambda der: lying_answer(pki, Lie(), der))


@dataclass
class FakeCertificateFetcher:
    """Gives what is in `answers`, by address; everything else cannot be reached."""

    now: Callable[[], datetime]
    answers: Mapping[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    _kept: dict[tuple[str, bytes], tuple[bytes, datetime, datetime]] = field(default_factory=dict)

    def issuers(self, url: str) -> Fetched:
        now = self.now()
        return self._give(url, b"", None, lambda _: (now, now + timedelta(days=7)))

    def ocsp(self, url: str, request_der: bytes, newer_than: datetime | None = None) -> Fetched:
        return self._give(url, request_der, newer_than, _ocsp_times)

    def crl(self, url: str, newer_than: datetime | None = None) -> Fetched:
        return self._give(url, b"", newer_than, _crl_times)

    def _give(
        self,
        url: str,
        request: bytes,
        newer_than: datetime | None,
        times: Callable[[bytes], tuple[datetime, datetime]],
    ) -> Fetched:
        kept = self._kept.get((url, request))
        if kept is not None:
            content, issued, until = kept
            if issued <= self.now() < until and (newer_than is None or issued >= newer_than):
                return Fetched(content, from_cache=True)
        self.asked.append(url)
        if url not in self.answers:
            raise RevocationUnavailable(why="not_reached", host="")
        content = self.answers[url](request)
        self._kept[(url, request)] = (content, *times(content))
        return Fetched(content)


def _ocsp_times(content: bytes) -> tuple[datetime, datetime]:
    (single,) = ocsp.OCSPResponse.load(content).response_data["responses"]
    return single["this_update"].native, single["next_update"].native


def _crl_times(content: bytes) -> tuple[datetime, datetime]:
    listed = crl.CertificateList.load(content)["tbs_cert_list"]
    return listed["this_update"].native, listed["next_update"].native
