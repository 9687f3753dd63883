"""A whole signing in one process: real files and PDF code, a token and a record in memory."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from paraph.domain.errors import ParaphError
from paraph.domain.messages import words_for
from paraph.filing.output_file import LocalFiles
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from paraph.pades.document_signer import PadesSigner
from paraph.render.document_reader import PdfReader
from paraph.render.stamp_drawer import StampDrawer
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
        return Signing(
            PdfReader(),
            PadesSigner(),
            StampDrawer(),
            LocalFiles(self.home),
            read_certificate,
            self.audit,
            self.clock,
            load_algorithm_policy(),
        )

    def sign(self, source: Path, output: Path, **more: object) -> SignedDocument:
        request = SignRequest(
            source, output, self.signer.certificate_der, (self.signer.ca_der,), **more
        )
        return sign_document(request, FakeKey(self.card, self.signer.key), self.ports)

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
