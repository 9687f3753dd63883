"""Timestamp services and what certificates name, as those see them who add proof to a file."""

from datetime import datetime
from typing import NamedTuple, Protocol

from paraph.domain.keys.secret import Secret


class TimeStampService(Protocol):
    """One time-stamping authority (RFC 3161) behind an address."""

    @property
    def name(self) -> str:
        """The address, without credentials, as people are told it."""
        ...

    @property
    def policy_oid(self) -> str | None:
        """The policy to ask for; None takes the service's own."""
        ...

    def ask(self, request_der: bytes) -> bytes:
        """Post a TimeStampReq and give the TimeStampResp. Raises TimestampUnavailable."""
        ...


class Fetched(NamedTuple):
    """What an address gave; `from_cache` when it was had before and still holds."""

    content: bytes
    from_cache: bool = False


class CertificateFetcher(Protocol):
    """Gets what certificates name: issuers (AIA), OCSP answers, CRLs, within bounds.

    Each raises RevocationUnavailable, with `why` and the address's host. What was had before is
    given again as long as it holds by its own word (nextUpdate) and, where `newer_than` is given,
    was issued at that time or later (thisUpdate). What comes anew is given whatever its age.
    """

    def issuers(self, url: str) -> Fetched:
        """Give a certificate or a certs-only CMS (RFC 5280, 4.2.2.1)."""
        ...

    def ocsp(self, url: str, request_der: bytes, newer_than: datetime | None = None) -> Fetched:
        """Give an OCSPResponse (RFC 6960)."""
        ...

    def crl(self, url: str, newer_than: datetime | None = None) -> Fetched:
        """Give a CertificateList (RFC 5280, 5)."""
        ...


class ServicePasswords(Protocol):
    """What opens accounts at services, by the service's address and the user.

    A client certificate's key is opened by what is kept under its file's name, without a user.
    """

    def find(self, service: str, user: str) -> Secret | None:
        """Give one that was kept."""
        ...
