"""What the window does with cards and documents: look, propose, sign, check.

It keeps its modules open between calls, so that a card is not asked for its certificates anew
with every signature.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from paraph.domain.errors import (
    OutputExists,
    ParaphError,
    TokenMissing,
    TokenUnavailable,
    Unforeseen,
)
from paraph.domain.findings import Finding, Weight
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy
from paraph.domain.keys.pin_policy import PinPolicy
from paraph.domain.keys.reader_card import ReaderCard
from paraph.domain.keys.secret import Secret
from paraph.domain.output_name import DEFAULT_PATTERN, output_name
from paraph.domain.verification import FileReport
from paraph.ports.documents import (
    ArchiveReader,
    CertificateReader,
    Checker,
    ContentReader,
    DocumentSigner,
    OutputFiles,
    Repairer,
)
from paraph.ports.finding import Finding as FindingPort
from paraph.ports.record import Clock
from paraph.ports.signing_token import TokenModule, TokenSnapshot
from paraph.usecases.choose_certificate import (
    Candidate,
    candidates,
    found_again,
    refuse_barred,
    without_echoes,
)
from paraph.usecases.key_files import KeyFileShelf
from paraph.usecases.look_for_cards import CardLooker, Look
from paraph.usecases.preflight import Checks, Preflight, TryLevel, Wish, preflight, refusal
from paraph.usecases.prepare_fields import PrepareRequest, Preparing, prepare_fields
from paraph.usecases.reconcile_after_crash import Closed
from paraph.usecases.sign_document import SignedDocument, Signing, record_refusal, sign_document

_MOST_COPIES = 10_000
_REPAIRED = "{name}-repaired"


@dataclass(frozen=True, slots=True)
class DeskPorts:
    """What the desk needs; `trusted` gives the profile's trust anchors as they are now.

    Where `anchors_der` are given, nothing else is trusted.
    """

    clock: Clock
    read_certificate: CertificateReader
    policy: Callable[[], AlgorithmPolicy]
    finding: FindingPort
    open_module: Callable[[str], TokenModule]
    signing: Callable[[], AbstractContextManager[Signing]]
    checker: Callable[[], Checker]
    files: OutputFiles
    signer: Callable[[], DocumentSigner]
    repair: Repairer
    catch_up: Callable[[], Sequence[Closed]]
    pin_policy: Callable[[], PinPolicy]
    key_files: KeyFileShelf
    archive: ArchiveReader
    content: ContentReader
    try_level: TryLevel | None = None
    anchors_der: Sequence[bytes] = ()
    trusted: Callable[[], Sequence[bytes]] = tuple
    preparing: Callable[[], Preparing] | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """What was found in one look; a module in trouble does not hide the others.

    While modules are `awaited`, `SigningDesk.more_cards` gives what they say.
    """

    tokens: tuple[TokenSnapshot, ...]
    candidates: tuple[Candidate, ...]
    troubles: tuple[ParaphError, ...]
    readers: tuple[ReaderCard, ...] = ()
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class OutputProposal:
    """Where the signed copy would go, or why a folder has to be asked for."""

    output: Path | None
    why_ask: str | None = None


class SigningDesk:
    """One profile's desk. One call at a time."""

    def __init__(self, ports: DeskPorts) -> None:
        self._ports = ports
        self._looker = CardLooker(ports.finding, ports.open_module, ports.clock)

    def catch_up(self) -> tuple[Closed, ...]:
        """Say what became of signatures that an earlier crash had interrupted."""
        return tuple(self._ports.catch_up())

    def cards(self, *, only_unwatched: bool = False, wait_s: float | None = None) -> Cards:
        """Look what cards and certificates are there now; see `CardLooker.look`."""
        return self._cards(self._looker.look(only_unwatched=only_unwatched, wait_s=wait_s))

    def more_cards(self, wait_s: float | None = None) -> Cards:
        """Give what is known with the answers that were still awaited."""
        return self._cards(self._looker.rest(wait_s))

    def begin(self) -> None:
        """Have the drivers of cards loaded, and wait for none; see `CardLooker.begin`."""
        self._looker.begin()

    def prepare(self) -> None:
        """Load what the first signature needs, in a moment when nobody waits."""
        self._ports.signer()

    def _cards(self, look: Look) -> Cards:
        read, now = self._ports.read_certificate, self._ports.clock.now()
        found = candidates(look.tokens, read, self._ports.policy(), now)
        able = tuple(without_echoes(found))
        return Cards(look.tokens, able, look.troubles, look.readers, awaited=look.awaited)

    def propose_output(
        self, source: Path, pattern: str = DEFAULT_PATTERN, folder: Path | None = None
    ) -> OutputProposal:
        """Give the next free name beside `source`, or in a folder the person chose."""
        if folder is None:
            why = self._ports.files.why_not_beside(source)
            if why is not None:
                return OutputProposal(None, why)
        output = self._free_name(source, pattern, folder or source.parent)
        return OutputProposal(output, None if output else "no_free_name")

    def preflight(
        self,
        wish: Wish,
        chosen: Candidate,
        pattern: str = DEFAULT_PATTERN,
        folder: Path | None = None,
    ) -> Preflight:
        """Check what can be checked before the card is asked; `folder` is where the copy goes."""
        proposal = self.propose_output(wish.source, pattern, folder)
        try:
            token: TokenSnapshot | None = self._present(chosen)
        except ParaphError:
            token = None
        found = self._checked(wish, chosen, token, proposal.output)
        if proposal.output is None:
            asked = Finding(Weight.SETTLE, "folder_needed", proposal.why_ask or "")
            found = replace(found, findings=(asked, *found.findings))
        return found

    def _checked(
        self, wish: Wish, chosen: Candidate, token: TokenSnapshot | None, output: Path | None
    ) -> Preflight:
        ports = self._ports
        checks = Checks(
            ports.signer(),
            ports.files,
            ports.clock,
            ports.archive,
            ports.content,
            try_level=ports.try_level,
            anchors_der=self._anchors(),
        )
        try:
            if chosen.token.in_software:
                ports.key_files.refuse_forbidden()
            with ports.signing() as signing:
                return preflight(wish, chosen, token, output, replace(checks, signing=signing))
        except ParaphError as error:
            # Nothing is signed without a record, or against the administrator's rules.
            found = preflight(wish, chosen, token, output, checks)
            return replace(found, findings=(refusal(error), *found.findings))

    def sign(
        self,
        wish: Wish,
        output: Path,
        chosen: Candidate,
        pin: Secret | None,
        *,
        leaving_is_seen: bool = False,
    ) -> SignedDocument:
        """Sign with the certificate the person confirmed. Raises what `sign_document` raises.

        The login is kept as the PIN policy says; for minutes only where `leaving_is_seen`.
        """
        refuse_barred(chosen)
        keep_s = self._ports.pin_policy().where(leaving_is_seen=leaving_is_seen).keep_s
        path, request = chosen.token.module, wish.request(output, chosen)
        try:
            with self._ports.signing() as signing, ExitStack() as stack:
                try:
                    if chosen.token.in_software:
                        self._ports.key_files.refuse_forbidden()
                    token = self._present(chosen)
                    opening = self._looker.module(path).open_key(
                        token, request.certificate_der, pin, keep_s=keep_s
                    )
                    key = stack.enter_context(opening)
                except ParaphError as error:
                    record_refusal(signing.audit, [wish.source], error)
                    raise
                return sign_document(request, key, signing)
        except TokenUnavailable:
            self._looker.let_go(path)
            raise

    def lock(self) -> None:
        """End every login that is kept, at once."""
        self._looker.lock()

    def key_files(self) -> tuple[str, ...]:
        """List the key files that are remembered."""
        return tuple(self._ports.key_files.paths())

    def add_key_file(self, path: Path, password: Secret) -> Cards:
        """Take a key file into use; gives what is there now. Raises as `KeyFileShelf.add`."""
        self._looker.let_go(self._ports.key_files.add(path, password))
        return self.cards()

    def remove_key_file(self, path: str) -> Cards:
        """Take a key file off the list; gives what is there now."""
        self._ports.key_files.remove(path)
        return self.cards()

    def check(self, path: Path, password: Secret | None = None) -> FileReport:
        """Say what holds of the signatures of a file.

        By the profile's anchors an unknown revocation status is not enough, as on the command line.
        """
        ports, anchors = self._ports, self._anchors()
        report = ports.checker().check(path, anchors, ports.clock.now(), password)
        return report if ports.anchors_der else report.requiring_revocation()

    def _anchors(self) -> Sequence[bytes]:
        return self._ports.anchors_der or self._ports.trusted()

    def repair(self, source: Path, password: Secret | None, folder: Path | None = None) -> Path:
        """Write a repaired copy of an unsigned document under the next free name."""
        copy = self._free_name(source, _REPAIRED, folder or source.parent)
        if copy is None:
            raise OutputExists(file=str(source))
        self._ports.repair(source, copy, password)
        return copy

    def prepare_fields(self, request: PrepareRequest) -> Path:
        """Write a copy with empty fields for others."""
        if self._ports.preparing is None:
            raise Unforeseen(why="preparing")
        return prepare_fields(request, self._ports.preparing())

    def close(self) -> None:
        """Let all modules go."""
        self._looker.close()

    def _free_name(self, source: Path, pattern: str, folder: Path) -> Path | None:
        for number in range(1, _MOST_COPIES):
            output = folder / output_name(source.stem, pattern, number)
            if not self._ports.files.exists(output):
                return output
        return None

    def _present(self, chosen: Candidate) -> TokenSnapshot:
        # Its slot and its PIN's state may have changed.
        tokens = self._looker.module(chosen.token.module).tokens()
        found = found_again(chosen.token, chosen.certificate.certificate_der, tokens)
        if found is None:
            raise TokenMissing(token=chosen.token.label)
        return found
