"""Whether a level could be had now, tried before the card is asked: `ports.levels.LevelChecker`.

A service stamps a digest of nothing, and its answer is checked like any other. What is said of the
signer has to be as young as that stamp, or long-term proof could not be had at once.
"""

import hashlib
import os
from collections.abc import Sequence

from paraph.domain.errors import CertificateCannotSign
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy
from paraph.domain.pades_level import PadesLevel
from paraph.pades.levels.chains import Certificates, parsed_certificate
from paraph.pades.levels.evidence import Gatherer, Need, Store
from paraph.pades.levels.services import Services
from paraph.pades.timestamping.answer import CheckedTimestamp, TimestampRules
from paraph.ports.record import Clock
from paraph.ports.time_stamping import CertificateFetcher, TimeStampService
from paraph.ports.trust import TrustAnchors


class PadesLevelChecker:
    """Asks what `upgrade` would ask, over no file."""

    def __init__(
        self,
        fetcher: CertificateFetcher,
        anchors: TrustAnchors,
        clock: Clock,
        policy: AlgorithmPolicy,
    ) -> None:
        self._fetcher, self._anchors, self._clock, self._policy = fetcher, anchors, clock, policy

    def check(
        self,
        level: PadesLevel,
        certificate_der: bytes,
        chain_der: Sequence[bytes],
        services: Sequence[TimeStampService],
    ) -> None:
        """Try a timestamp and, from B-LT on, what is said of signer and authority."""
        if level is PadesLevel.B_B:
            return
        anchors = self._anchors.certificates()
        rules = TimestampRules(anchors, self._clock.now(), self._policy)
        nothing = os.urandom(32)
        stamp = Services(services, rules, self._fetcher).stamp(
            lambda name: hashlib.new(name, nothing).digest()
        )
        if level.reaches(PadesLevel.B_LT):
            self._check_evidence(certificate_der, chain_der, stamp, rules)

    def _check_evidence(
        self,
        certificate_der: bytes,
        chain_der: Sequence[bytes],
        stamp: CheckedTimestamp,
        rules: TimestampRules,
    ) -> None:
        signer, authority = map(parsed_certificate, (certificate_der, stamp.signer_der))
        if signer is None or authority is None:
            raise CertificateCannotSign(why="unreadable")
        known = Certificates(rules.anchors_der, self._fetcher)
        given = map(parsed_certificate, (*chain_der, *stamp.certificates_der, *stamp.chain_der))
        known.add(each for each in given if each is not None)
        now = self._clock.now()
        Gatherer(known, Store(), self._fetcher, now).gather(
            [
                Need(signer, stamp.gen_time, fresh_after=stamp.gen_time),
                Need(authority, stamp.gen_time, is_tsa=True),
            ]
        )
