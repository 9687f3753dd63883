"""A whole signing in one process: real files and PDF code, a token and a record in memory."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from paraph.domain.errors import ParaphError
from paraph.domain.messages.acts import words_for
from paraph.filing.output_file import LocalFiles
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from paraph.pades.document_signer import PadesSigner
from paraph.ports.signing_token import PinState, TokenCertificate, TokenSnapshot
from paraph.render.active_content import read_content
from paraph.render.anchors import PlacingReader
from paraph.render.document_reader import PdfReader, read_archive_claim
from paraph.render.stamp_drawer import StampDrawer
from paraph.usecases.choose_certificate import Candidate, candidates
from paraph.usecases.preflight import Checks, Preflight, Wish, preflight
from paraph.usecases.sign_document import SignedDocument, Signing, SignRequest, sign_document
from tests.fakes.pki import Identity, identity
from tests.fakes.record import FixedClock, MemoryAuditLog
from tests.fakes.tokens import FakeKey, FakeToken


@dataclass
class Desk:
    """Signs with one identity, and looks whether a refusal left anything behind."""

    signer: Identity = field(default_factory=identity)
    audit: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    clock: FixedClock = field(default_factory=FixedClock)
    card: FakeToken = field(default_factory=FakeToken)
    home: Path | None = None

    @property
    def ports(self) -> Signing:
        files = LocalFiles(self.home)
        return Signing(
            PdfReader(),
            PadesSigner(),
            StampDrawer(),
            files,
            read_certificate,
            self.audit,
            self.clock,
            load_algorithm_policy(),
            documents=PlacingReader(),
            begun=files.begun,
        )

    def sign(self, source: Path, output: Path, **more: object) -> SignedDocument:
        request = SignRequest(
            source, output, self.signer.certificate_der, (self.signer.ca_der,), **more
        )
        return sign_document(request, FakeKey(self.card, self.signer.key), self.ports)

    @property
    def candidate(self) -> Candidate:
        """Give the identity as it would be chosen from a card."""
        token = TokenSnapshot("card", 0, "Card", "1", "Tests", PinState.NORMAL, ())
        ders = (self.signer.certificate_der, self.signer.ca_der)
        held = tuple(TokenCertificate(der, "", b"1", has_key=None) for der in ders)
        (found, *_) = candidates(
            [replace(token, certificates=held)],
            read_certificate,
            load_algorithm_policy(),
            self.clock.now(),
        )
        return found

    def preflight(self, source: Path, output: Path, **more: object) -> Preflight:
        """Check before the key is asked for, with all that is checked; leaves nothing behind."""
        folders = {source.parent, output.parent}
        before, recorded = contents_of(folders), len(self.audit.entries)
        signing, chosen = self.ports, self.candidate
        checks = Checks(
            signing.signer,
            signing.files,
            self.clock,
            read_archive_claim,
            read_content,
            signing,
        )
        found = preflight(Wish(source, **more), chosen, chosen.token, output, checks)
        assert contents_of(folders) == before, "the pre-flight left or changed a file"
        assert len(self.audit.entries) == recorded, "the pre-flight wrote into the record"
        return found

    def refused(self, source: Path, output: Path, **more: object) -> ParaphError:
        """Sign what has to be refused: told, recorded, and nothing left or changed."""
        folders = {source.parent, output.parent}
        before = contents_of(folders)
        with pytest.raises(ParaphError) as refused:
            self.sign(source, output, **more)
        error = refused.value
        assert words_for(error.code)
        assert contents_of(folders) == before, "a refusal left or changed a file"
        assert self.audit.entries[-1].kind == "signature_failed"
        assert self.audit.entries[-1].body["code"] == error.code
        assert self.audit.unfinished() == []
        return error


def contents_of(folders: set[Path]) -> dict[Path, bytes]:
    return {
        file: file.read_bytes()
        for folder in folders
        if folder.is_dir()
        for file in folder.iterdir()
        if file.is_file()
    }
