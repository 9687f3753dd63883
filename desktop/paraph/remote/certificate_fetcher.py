"""`ports.time_stamping.CertificateFetcher` over HTTP, with what was had before.

Anybody can write an address into a certificate, so that what is fetched is bounded in size and
time, and other than public addresses are asked only by policy.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from paraph.domain.errors.levels import (
    RevocationPrivate,
    RevocationProxyAccount,
    RevocationProxyUnsupported,
    RevocationUnavailable,
)
from paraph.ports.time_stamping import Fetched
from paraph.remote.answer_cache import AnswerCache, Kept
from paraph.remote.answers import Answer, NotWhatWasAsked, read_crl, read_issuers, read_ocsp
from paraph.remote.http_client import HttpClient, HttpTrouble, Wanted, host_of

_KIB, _MIB = 1 << 10, 1 << 20
_KINDS = {
    "private_address": RevocationPrivate,
    "proxy_script": RevocationProxyUnsupported,
    "proxy_socks": RevocationProxyUnsupported,
    "proxy_account": RevocationProxyAccount,
}
_Reader = Callable[[bytes, datetime], Answer]


class HttpCertificateFetcher:
    """Fetches; `now` is the Clock's, by which answers hold or not."""

    def __init__(self, client: HttpClient, cache_folder: Path, now: Callable[[], datetime]) -> None:
        self._client = client
        self._cache = AnswerCache(cache_folder)
        self._now = now

    def issuers(self, url: str) -> Fetched:
        """Give a certificate or a certs-only CMS. Raises RevocationUnavailable."""
        wanted = Wanted("GET", url, timeout_s=10, max_bytes=256 * _KIB)
        return self._give("issuers", wanted, read_issuers, None)

    def ocsp(self, url: str, request_der: bytes, newer_than: datetime | None = None) -> Fetched:
        """Give an OCSPResponse (RFC 6960, A.1: by POST). Raises RevocationUnavailable."""
        headers = {
            "Content-Type": "application/ocsp-request",
            "Accept": "application/ocsp-response",
        }
        wanted = Wanted("POST", url, 10, 256 * _KIB, request_der, headers)
        return self._give("ocsp", wanted, read_ocsp, newer_than)

    def crl(self, url: str, newer_than: datetime | None = None) -> Fetched:
        """Give a CertificateList; the large ones of national CAs take a while."""
        wanted = Wanted("GET", url, timeout_s=30, max_bytes=32 * _MIB)
        return self._give("crl", wanted, read_crl, newer_than)

    def _give(
        self, kind: str, wanted: Wanted, read: _Reader, newer_than: datetime | None
    ) -> Fetched:
        kept = self._kept(kind, wanted, read, newer_than)
        if kept is not None:
            return Fetched(kept.der, from_cache=True)
        answer = self._fetched(wanted, read)
        if answer.until is not None:
            entry = Kept(answer.der, self._now())
            self._cache.put(kind, wanted.url, wanted.body, entry)
        return Fetched(answer.der)

    def _kept(
        self, kind: str, wanted: Wanted, read: _Reader, newer_than: datetime | None
    ) -> Answer | None:
        found = self._cache.get(kind, wanted.url, wanted.body)
        if found is None:
            return None
        try:
            answer = read(found.content, found.came_at)
        except NotWhatWasAsked:
            return None  # a damaged entry is as good as none
        now = self._now()
        # A clock that was set back: what is not yet issued does not hold either.
        holds = answer.until is not None and answer.issued_at <= now < answer.until
        is_new = newer_than is None or answer.issued_at >= newer_than
        return answer if holds and is_new else None

    def _fetched(self, wanted: Wanted, read: _Reader) -> Answer:
        host = host_of(wanted.url)
        try:
            reply = self._client.send(wanted)
            if reply.status == 407:  # of a proxy; over https it ends before the issuer is reached
                raise RevocationProxyAccount(why="proxy_account", host=host, status=407)
            if reply.status != 200:
                raise RevocationUnavailable(why="status", host=host, status=reply.status)
            return read(reply.body, self._now())
        except HttpTrouble as trouble:
            kind = _KINDS.get(trouble.why, RevocationUnavailable)
            raise kind(why=trouble.why, host=host) from trouble
        except NotWhatWasAsked as other:
            details = {"status": other.status} if other.status else {}
            raise RevocationUnavailable(why=other.why, host=host, **details) from other
