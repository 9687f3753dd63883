"""Add proof to a signed file, one level at a time (EN 319 142-1, clause 6).

The source is copied, what is added goes to the copy, and the copy is read back. A signature's
timestamp fills its own space as long as nobody else has the file; all else are revisions that
leave every byte before them as it is, so that signatures of others stay valid. Certified documents
take them too: ISO 32000-2, table 257 counts neither among the changes that it forbids.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from paraph.domain.errors import SignatureCheckFailed
from paraph.domain.errors.files import writing_error
from paraph.domain.errors.levels import StepNotPossible
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy
from paraph.domain.keys.secret import Secret
from paraph.domain.pades_level import PadesLevel
from paraph.pades.document_errors import document_errors
from paraph.pades.document_file import opened
from paraph.pades.levels.evidence import Gatherer, Need, Store
from paraph.pades.levels.readback import Added, Before, check_raised_file
from paraph.pades.levels.services import Services
from paraph.pades.levels.signed_file import SignedFile, level_facts, stamp_need
from paraph.pades.levels.stamps import add_document_timestamp, inject, with_token
from paraph.pades.levels.store import add_to_store
from paraph.pades.levels.values import Value
from paraph.pades.open_pdf import open_for_update
from paraph.pades.timestamping.answer import CheckedTimestamp, TimestampRules
from paraph.ports.levels import LevelFacts, Raised, RaiseOrder
from paraph.ports.record import Clock
from paraph.ports.time_stamping import CertificateFetcher, TimeStampService
from paraph.ports.trust import TrustAnchors

_PIECE = 1 << 20
_STEPS = (PadesLevel.B_T, PadesLevel.B_LT, PadesLevel.B_LTA)


class PadesLevelRaiser:
    """`ports.levels.LevelRaiser` over pyHanko's incremental writer."""

    def __init__(
        self,
        fetcher: CertificateFetcher,
        anchors: TrustAnchors,
        clock: Clock,
        policy: AlgorithmPolicy,
    ) -> None:
        self._fetcher, self._anchors, self._clock, self._policy = fetcher, anchors, clock, policy

    def facts(self, path: Path, password: Secret | None) -> LevelFacts:
        """Say what a file's signatures carry. Raises document errors."""
        with opened(path) as file, document_errors(file):
            writer = open_for_update(file, password)
            read = SignedFile(writer.prev, file, self._anchors.certificates())
            return level_facts(read, self._policy)

    def raise_level(self, order: RaiseOrder, services: Sequence[TimeStampService]) -> Raised:
        """Do one step, read back, fsync. Raises document errors and those of `level_errors`."""
        with opened(order.source) as source:
            sha256 = _copied(source, order.temporary)
        with _writing(order.temporary) as file, document_errors(file):
            rules = self._rules()
            asked = Services(services, rules, self._fetcher)
            step = _Step(file, order, rules, asked)
            before = Before(step.now.size, sha256, step.now.values)
            step.refuse_impossible(self._policy)
            added = self._add(step)
            file.flush()
            os.fsync(file.fileno())
        return self._read_back(order, before, added)

    def _rules(self) -> TimestampRules:
        return TimestampRules(self._anchors.certificates(), self._clock.now(), self._policy)

    def _add(self, step: "_Step") -> Added:
        order = step.order
        if order.step is PadesLevel.B_T:
            return step.add_timestamps()
        if order.step is PadesLevel.B_LT:
            needs = {each: step.now.needs(each) for each in step.unproven()}
            return step.add_evidence(self._fetcher, needs)
        added = Added()
        stamp = step.now.archive_stamp()
        if order.renew and stamp is not None:
            # What vouches for the old timestamp is archived by the new one (EN 319 142-1, 5.4.3).
            added = step.add_evidence(self._fetcher, {stamp: [stamp_need(stamp.signed)]})
        token = step.add_document_timestamp()
        return added._replace(tokens=(token.token_der,))

    def _read_back(self, order: RaiseOrder, before: Before, added: Added) -> Raised:
        with opened(order.temporary) as file, document_errors(file):
            reader = open_for_update(file, order.password).prev
            after = SignedFile(reader, file, self._anchors.certificates())
            sha256 = check_raised_file(file, after, before, added)
            facts = level_facts(after, self._policy)
        if facts.level is None or not facts.level.reaches(order.step):
            raise SignatureCheckFailed(why="level", level=str(facts.level))
        return Raised(sha256, facts)


class _Step:
    """One step on the copy; `now` is the file as it was read before it."""

    def __init__(
        self,
        file: BinaryIO,
        order: RaiseOrder,
        rules: TimestampRules,
        services: Services,
    ) -> None:
        self._file, self.order, self._rules, self._services = file, order, rules, services
        self._writer = open_for_update(file, order.password)
        self.now = SignedFile(self._writer.prev, file, rules.anchors_der)

    def refuse_impossible(self, policy: AlgorithmPolicy) -> None:
        """Raise StepNotPossible for a file that is not at the level below, or does not hold."""
        order = self.order
        broken = next((each for each in self.now.values if not self.now.holds(each)), None)
        if not self.now.signatures:
            raise StepNotPossible(why="unsigned")
        if broken is not None:
            raise StepNotPossible(why="signature_broken", field=broken.name)
        level = level_facts(self.now, policy).level
        if order.step not in _STEPS or level is None:
            raise StepNotPossible(why="no_step", step=str(order.step))
        wanted = order.step if order.renew else _STEPS[_STEPS.index(order.step) - 1]
        if order.step is PadesLevel.B_T:
            wanted = PadesLevel.B_B
        if not level.reaches(wanted):
            raise StepNotPossible(why="level_below", level=str(level))
        if level.reaches(order.step) and not order.renew:
            raise StepNotPossible(why="level_reached", level=str(level))

    def unproven(self) -> list[Value]:
        """Give the signatures without long-term proof."""
        pairs = zip(self.now.signatures, self.now.levels(), strict=True)
        return [each for each, level in pairs if not level.reaches(PadesLevel.B_LT)]

    def add_timestamps(self) -> Added:
        """Stamp the last signature inside, where that may be, and the others by a revision."""
        added = Added()
        last = self.now.values[-1]
        bare = [each for each in self.now.signatures if not self.now.stamps(each)]
        may_fill = self.order.may_rewrite and last in bare and last.covers.end == self.now.size
        if may_fill:
            added = self._stamp_inside(last)
        if added.injected is None or len(bare) > 1:
            token = self.add_document_timestamp()
            added = added._replace(tokens=(*added.tokens, token.token_der))
        return added

    def _stamp_inside(self, value: Value) -> Added:
        signature = value.signer["signature"].native
        token = self._services.stamp(lambda name: hashlib.new(name, signature).digest())
        cms_der = with_token(value, token.token_der)
        if cms_der is None:
            return Added()
        inject(self._file, value, cms_der)
        self._writer = open_for_update(self._file, self.order.password)
        return Added(tokens=(token.token_der,), injected=value.name)

    def add_document_timestamp(self) -> CheckedTimestamp:
        """Append a document timestamp over all that is there."""
        return add_document_timestamp(self._file, self._writer, self._services.stamp)

    def add_evidence(self, fetcher: CertificateFetcher, needs: dict[Value, list[Need]]) -> Added:
        """Append what these rest on to the security store."""
        known = self.now.certificates(fetcher)
        gatherer = Gatherer(known, self.now.store, fetcher, self._rules.now)
        found = {value.contents: gatherer.gather(each) for value, each in needs.items()}
        every = Store()
        for one in found.values():
            every = every.with_store(one)
        add_to_store(self._writer, every, found)
        self._writer.IO_CHUNK_SIZE = _PIECE
        write: Any = self._writer.write_in_place
        write()
        self._file.flush()
        self._writer = open_for_update(self._file, self.order.password)
        return Added(evidence=every)


def _copied(source: BinaryIO, temporary: Path) -> str:
    """Copy piece by piece, giving the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    try:
        with temporary.open("wb") as copy:
            while piece := source.read(_PIECE):
                digest.update(piece)
                copy.write(piece)
    except OSError as error:
        raise writing_error(error, str(temporary.parent)) from error
    return digest.hexdigest()


@contextmanager
def _writing(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb+") as file:
            yield file
    except OSError as error:
        raise writing_error(error, str(path.parent)) from error
