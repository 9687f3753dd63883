"""The level of each signature of a file, from what the file holds (EN 319 142-1, clause 6).

A timestamp counts when its imprint and its signature hold, revocation data when it is by the
issuer and not older than the timestamp. A chain ends at a trust anchor, or at whoever issued
itself: proof that others added is told of without trusting them.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import BinaryIO, NamedTuple

from asn1crypto import cms, ocsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader

from paraph.domain.errors import ParaphError
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy, Span
from paraph.domain.keys.certificate import CertificateFacts
from paraph.domain.pades_level import PadesLevel
from paraph.pades import cms_signature
from paraph.pades.certificates import read_certificate
from paraph.pades.levels.chains import Certificates, parsed_certificate
from paraph.pades.levels.evidence import Gatherer, Need, Store
from paraph.pades.levels.integrity import holds, stamps_signature
from paraph.pades.levels.store import read_store
from paraph.pades.levels.values import (
    Value,
    certificates_in,
    signer_of,
    stated_time,
    values_of,
)
from paraph.ports.levels import LevelFacts
from paraph.ports.time_stamping import CertificateFetcher

# Without a fetcher nothing is asked anew, and no time to ask again is told.
_NEVER_ASKED = datetime(1, 1, 1, tzinfo=UTC)


class Stamp(NamedTuple):
    """A timestamp over a signature that holds."""

    moment: datetime
    signed: cms.SignedData


class SignedFile:
    """What is read of one signed file, each thing once.

    Raises what a hostile file makes the parsers raise, and StepNotPossible for forms not known.
    """

    def __init__(
        self, reader: PdfFileReader, file: BinaryIO, anchors_der: Sequence[bytes] = ()
    ) -> None:
        self._reader, self._file, self._anchors_der = reader, file, anchors_der
        self.size = file.seek(0, os.SEEK_END)
        self.values = values_of(reader, file)
        self.signatures = [each for each in self.values if not each.is_timestamp]
        self.timestamps = [each for each in self.values if each.is_timestamp]
        self.store = read_store(reader)
        self._holds: dict[int, bool] = {}

    def holds(self, value: Value) -> bool:
        """Tell whether a signature or timestamp fits the file's bytes."""
        key = value.covers.end
        if key not in self._holds:
            self._holds[key] = holds(self._file, value)
        return self._holds[key]

    def stamps(self, signature: Value) -> list[Stamp]:
        """Give the timestamps over a signature that hold, the earliest first."""
        found = [
            Stamp(stated_time(each), each)
            for each in signature.tokens()
            if stamps_signature(each, signature)
        ]
        found += [
            Stamp(each.gen_time, each.signed)
            for each in self.timestamps
            if each.covers.before >= signature.covers.end and self.holds(each)
        ]
        return sorted(found, key=lambda each: each.moment)

    def levels(self) -> list[PadesLevel]:
        """Give the level of each signature."""
        return [self._level(each) for each in self.signatures]

    def needs(self, signature: Value) -> list[Need]:
        """Give whose certificates long-term proof of a signature rests on; empty unstamped."""
        stamps = self.stamps(signature)
        if not stamps:
            return []
        first = stamps[0]
        signer = Need(signature.certificate, first.moment, fresh_after=first.moment)
        return [signer, stamp_need(first.signed)]

    def certificates(self, fetcher: CertificateFetcher) -> Certificates:
        """Give the certificates that the file carries, and the anchors."""
        return self._with_own(Certificates(self._anchors_der, fetcher), self.store)

    def issued(self, certificate: x509.Certificate) -> Sequence[x509.Certificate]:
        """Give a certificate and its issuers, but for what is trusted by itself."""
        known = self._with_own(Certificates(self._anchors_der, None), self.store)
        try:
            return known.chain(certificate)[:-1] or (certificate,)
        except ParaphError:
            return (certificate,)  # what the file lacks says nothing of its end

    def archive_stamp(self) -> Value | None:
        """Give the newest document timestamp that holds."""
        return next((each for each in reversed(self.timestamps) if self.holds(each)), None)

    def _level(self, signature: Value) -> PadesLevel:
        if not self.holds(signature) or not self.stamps(signature):
            return PadesLevel.B_B
        if not self._is_proven(signature, self.store):
            return PadesLevel.B_T
        for stamp in reversed(self.timestamps):
            is_over = stamp.covers.before >= signature.covers.end
            if is_over and self.holds(stamp) and self._is_proven(signature, self._store_at(stamp)):
                return PadesLevel.B_LTA
        return PadesLevel.B_LT

    def _store_at(self, stamp: Value) -> Store:
        """Give the store as a document timestamp covers it."""
        return read_store(self._reader.get_historical_resolver(stamp.revision))

    def _is_proven(self, signature: Value, store: Store) -> bool:
        known = self._with_own(Certificates(self._anchors_der, None), store)
        gatherer = Gatherer(known, store, None, _NEVER_ASKED)
        try:
            gatherer.gather(self.needs(signature))
        except ParaphError:
            return False
        return True

    def _with_own(self, known: Certificates, store: Store) -> Certificates:
        known.add(filter(None, map(parsed_certificate, store.certificates)))
        known.add(each for der in store.ocsps for each in _in_ocsp(der))
        for value in self.values:
            known.add(certificates_in(value.signed))
            for token in value.tokens():
                known.add(certificates_in(token))
        return known


def level_facts(file: SignedFile, policy: AlgorithmPolicy) -> LevelFacts:
    """Say what a file's signatures carry."""
    levels = file.levels()
    if not levels:
        return LevelFacts(None)
    level = min(levels, key=lambda each: each.rank)
    ends = min(_ends(each.certificate) for each in file.signatures)
    stamp = file.archive_stamp() if level is PadesLevel.B_LTA else None
    return LevelFacts(level, _stamp_ends(file, stamp, policy) if stamp is not None else None, ends)


def stamp_need(signed: cms.SignedData) -> Need:
    """Give the need of a timestamp's own certificate."""
    return Need(signer_of(signed), stated_time(signed), is_tsa=True)


def _ends(certificate: x509.Certificate) -> datetime:
    moment: datetime = certificate["tbs_certificate"]["validity"]["not_after"].native
    return moment


def _stamp_ends(file: SignedFile, stamp: Value, policy: AlgorithmPolicy) -> datetime:
    """Say when the first of what an archive timestamp rests on ends."""
    certificate = stamp.certificate
    scheme, digest = cms_signature.scheme_and_digest(stamp.signer)
    imprint = stamp.signed["encap_content_info"]["content"].parsed["message_imprint"]
    covered = str(imprint["hash_algorithm"]["algorithm"].native)
    spans = [policy.schemes.get(scheme), policy.digests.get(digest), policy.digests.get(covered)]
    spans.append(_key_span(read_certificate(certificate.dump()), policy))
    days = [each.until for each in spans if each is not None and each.until is not None]
    moments = [datetime.combine(day, time.max, UTC).replace(microsecond=0) for day in days]
    return min([*map(_ends, file.issued(certificate)), *moments])


def _key_span(facts: CertificateFacts, policy: AlgorithmPolicy) -> Span | None:
    fitting = (
        rule.span for rule in policy.keys if rule.fits(facts.key_kind, facts.key_bits, facts.curve)
    )
    return next(fitting, None)


def _in_ocsp(der: bytes) -> Iterator[x509.Certificate]:
    """Give the certificates that an OCSP answer carries; none when it cannot be read."""
    try:
        basic = ocsp.OCSPResponse.load(der)["response_bytes"]["response"].parsed
        found = [each.dump() for each in basic["certs"] or ()]
    except (ValueError, TypeError, KeyError):
        return
    yield from filter(None, map(parsed_certificate, found))
