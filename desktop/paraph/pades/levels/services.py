"""A timestamp from the first service whose answer holds (RFC 3161).

What one answer must fulfil is `pades.timestamping`; here an issuer that it leaves out is fetched,
and an authority that was revoked is passed over where its issuer says so.
"""

from collections.abc import Callable, Sequence

from asn1crypto import tsp

from paraph.domain.errors import ParaphError
from paraph.domain.errors.levels import (
    CertificateRevoked,
    IssuerUntrusted,
    NoTimestampService,
    TimestampNotAccepted,
    TimestampUntrusted,
)
from paraph.pades.levels.chains import Certificates, parsed_certificate
from paraph.pades.levels.evidence import Gatherer, Need, Store
from paraph.pades.levels.values import signer_of
from paraph.pades.timestamping.answer import CheckedTimestamp, TimestampRules, checked_answer
from paraph.pades.timestamping.request import TimestampRequest, timestamp_request
from paraph.ports.time_stamping import CertificateFetcher, TimeStampService

RESERVED_BYTES = 16384
STRONGEST_FIRST = ("sha512", "sha384", "sha256")


class Services:
    """The services to ask, in their order."""

    def __init__(
        self,
        services: Sequence[TimeStampService],
        rules: TimestampRules,
        fetcher: CertificateFetcher,
    ) -> None:
        self._services, self._rules, self._fetcher = services, rules, fetcher

    def stamp(self, digest_of: Callable[[str], bytes]) -> CheckedTimestamp:
        """Give a token over a digest, the strongest that a service takes.

        `digest_of` gives the digest by its name. Raises NoTimestampService, or the most telling of
        what came: TimestampNotAccepted before TimestampUnavailable.
        """
        troubles: list[ParaphError] = []
        for service in self._services:
            for name in self._digests():
                request = timestamp_request(name, digest_of(name), service.policy_oid)
                try:
                    return self._checked(service.ask(request.der), request)
                except ParaphError as error:
                    error.details.setdefault("service", service.name)
                    troubles.append(error)
                    if error.details.get("why") != "refused":
                        break
        if not troubles:
            raise NoTimestampService
        telling = [each for each in troubles if isinstance(each, TimestampNotAccepted)]
        raise (telling or troubles)[0]

    def _digests(self) -> Sequence[str]:
        return self._rules.policy.usable_digests(STRONGEST_FIRST, self._rules.now)

    def _checked(self, answer_der: bytes, request: TimestampRequest) -> CheckedTimestamp:
        try:
            found = checked_answer(answer_der, request, self._rules)
        except TimestampNotAccepted as error:
            if error.details.get("why") != "untrusted":
                raise
            rules = self._rules._replace(issuers_der=self._issuers(answer_der))
            found = checked_answer(answer_der, request, rules)
        if len(found.token_der) > RESERVED_BYTES:
            raise TimestampNotAccepted(why="too_large", bytes=len(found.token_der))
        self._refuse_revoked(found)
        return found

    def _issuers(self, answer_der: bytes) -> tuple[bytes, ...]:
        """Fetch the issuers that a token leaves out (RFC 5280, 4.2.2.1)."""
        token = tsp.TimeStampResp.load(answer_der)["time_stamp_token"]["content"]
        known = Certificates(self._rules.anchors_der, self._fetcher)
        try:
            chain = known.chain(signer_of(token))
        except IssuerUntrusted as error:
            raise TimestampUntrusted(why="untrusted", **error.details) from error
        except ParaphError as error:
            raise TimestampNotAccepted(why="untrusted", reason=error.code) from error
        return tuple(each.dump() for each in chain[1:])

    def _refuse_revoked(self, found: CheckedTimestamp) -> None:
        """Pass over a revoked authority; whether it can be told is asked in earnest for B-LT."""
        known = Certificates(self._rules.anchors_der, self._fetcher)
        ders = (*found.certificates_der, *found.chain_der)
        known.add(each for each in map(parsed_certificate, ders) if each is not None)
        signer = parsed_certificate(found.signer_der)
        if signer is None:
            raise TimestampNotAccepted(why="unreadable")
        gatherer = Gatherer(known, Store(), self._fetcher, self._rules.now)
        try:
            gatherer.gather([Need(signer, found.gen_time, is_tsa=True)])
        except CertificateRevoked as error:
            raise TimestampNotAccepted(why="revoked") from error
        except ParaphError:
            return
