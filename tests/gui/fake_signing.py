"""The desk's work without a card: what it finds and gives is set by the test."""

from pathlib import Path

from paraph.domain.errors import ParaphError
from paraph.domain.output_name import DEFAULT_PATTERN
from paraph.domain.secret import Secret
from paraph.domain.verification import FileReport
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.sign_document import SignedDocument, SignRequest
from paraph.usecases.signing_desk import Cards, OutputProposal


class FakeSigning:
    def __init__(self) -> None:
        self.found = Cards((), (), ())
        self.proposal: OutputProposal | None = None
        self.outcomes: list[SignedDocument | ParaphError] = []
        self.asked: list[tuple[SignRequest, Candidate, Secret | None]] = []
        self.report: FileReport | ParaphError | None = None

    def cards(self) -> Cards:
        return self.found

    def propose_output(
        self, source: Path, pattern: str = DEFAULT_PATTERN, folder: Path | None = None
    ) -> OutputProposal:
        if self.proposal is not None and folder is None:
            return self.proposal
        return OutputProposal((folder or source.parent) / f"{source.stem}-signed.pdf")

    def sign(self, request: SignRequest, chosen: Candidate, pin: Secret | None) -> SignedDocument:
        self.asked.append((request, chosen, pin))
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, ParaphError):
            raise outcome
        return outcome

    def check(self, path: Path, password: Secret | None = None) -> FileReport:
        if isinstance(self.report, ParaphError):
            raise self.report
        assert self.report is not None
        return self.report
