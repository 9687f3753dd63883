"""What is done to PDF files: looked at, judged, signed and stamped, in processes of their own.

Each call waits for its turn and its answer, so it belongs outside of a transaction: acts give it
to `Writing.need`. It raises Gone when its document was removed meanwhile. Results are files beside
the kept ones, which go with the stack that they are made in.
"""

import base64
import logging
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any

from paraph.wire.names import SignatureLevel
from paraph.wire.results import AuditTrail
from paraph_sandbox.acts.signatories import fields_kept
from paraph_sandbox.apart.lanes import Lanes
from paraph_sandbox.apart.process import Bounds
from paraph_sandbox.lifecycle.places import Placed
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.pki.opening import Pki
from paraph_sandbox.signing.order import Order
from paraph_sandbox.signing.rejection import Reason, Rejected
from paraph_sandbox.store.blobs import Blobs, Gone, Staged

_MODULE = "paraph_sandbox.acts.pdf_process"
_LANES = 2
# Two files of 100 MB, their copies, and what pyHanko makes of 60,000 objects.
_MEMORY_BYTES = 1536 * 1024 * 1024
_TIMEOUT_S = 30.0
_OUTGROWN = {"document_too_complex": Reason.TOO_COMPLEX, "document_unreadable": Reason.UNREADABLE}
Json = dict[str, Any]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SignerFound:
    """Who signed an upload; `certificate` is DER, `columns` what is kept of it in words."""

    certificate: bytes
    columns: dict[str, str | None]
    holder: str


@dataclass(frozen=True)
class SignatureMade:
    """A signed file with its signer's certificate, which is not issued before it is entered."""

    staged: Staged
    certificate: bytes
    columns: dict[str, str | None]


@dataclass(frozen=True)
class Holder:
    """For whom a certificate is made."""

    id: str
    given_name: str
    surname: str
    email: str


class PdfWork:
    """Asks the processes. `memory_bytes` bounds each of them, `timeout_s` each answer."""

    def __init__(
        self,
        blobs: Blobs,
        pki: Pki,
        timeout_s: float = _TIMEOUT_S,
        memory_bytes: int = _MEMORY_BYTES,
        lanes: int = _LANES,
    ) -> None:
        self._blobs = blobs
        self._pki = pki
        self.lanes = Lanes(_MODULE, Bounds(timeout_s, memory_bytes), lanes)

    def check_admits(self, sha256: str, fields: Sequence[Placed]) -> None:
        """Raise Problem 422 for a document that takes no signatures in these fields."""
        self._ask("admits", pdf=self._path(sha256), fields=fields_kept(fields))

    def judge(
        self, before: str, upload: Staged, fields: Sequence[Placed], level: SignatureLevel
    ) -> SignerFound:
        """Tell who signed an upload on the revision `before`. Raises Rejected."""
        wanted = {"fields": fields_kept(fields), "level": level}
        files = {"before": self._path(before), "upload": str(upload.path.resolve())}
        try:
            told = self._ask("judge", **files, **wanted, pki=self._at())
        except Problem as problem:
            if problem.code not in _OUTGROWN:
                raise
            raise Rejected(_OUTGROWN[problem.code]) from problem
        return SignerFound(_decoded(told["certificate"]), told["columns"], told["holder"])

    def sign(
        self, stack: ExitStack, sha256: str, order: Order, holder: Holder, level: SignatureLevel
    ) -> SignatureMade:
        """Sign for a signatory with a new key of his, which nobody keeps."""
        words = {"name": order.name, "lines": list(order.lines), "reason": order.reason}
        places = {
            "field": fields_kept([] if order.field is None else [order.field]),
            "marks": fields_kept(order.marks),
            "prepared": fields_kept(order.prepared),
        }
        told_order = {**words, **places, "texts": dict(order.texts)}
        asked = {"order": told_order, "holder": asdict(holder), "level": level}
        staged, told = self._made(stack, "sign", pdf=self._path(sha256), **asked)
        return SignatureMade(staged, _decoded(told["certificate"]), told["columns"])

    def stamp(self, stack: ExitStack, sha256: str) -> Staged | None:
        """Put a document timestamp behind signatures that have none; None when all have one."""
        path = stack.enter_context(self._blobs.beside())
        told = self._ask("stamp", pdf=self._path(sha256), output=str(path), pki=self._at())
        return None if told["has_one"] else self._blobs.staged(path)

    def draw_trail(self, stack: ExitStack, trail: AuditTrail) -> Staged:
        """Put an audit trail on paper, with a document timestamp."""
        return self._made(stack, "trail", trail=trail.model_dump_json())[0]

    def signers(self, sha256: str) -> list[bytes]:
        """Give the certificates that signed, document timestamps aside, in DER."""
        told = self._ask("signers", pdf=self._path(sha256))
        return [_decoded(each) for each in told["signers"]]

    def prove(self, stack: ExitStack, sha256: str, ocsps: Sequence[bytes]) -> Staged:
        """Put validation data and a document timestamp behind a file (PAdES-B-LTA)."""
        told = [_text(each) for each in ocsps]
        return self._made(stack, "prove", pdf=self._path(sha256), ocsps=told)[0]

    def close(self) -> None:
        """End the processes; who still waits is refused."""
        self.lanes.close()
        self.lanes.release()

    def _made(self, stack: ExitStack, work: str, **asked: Any) -> tuple[Staged, Json]:
        path = stack.enter_context(self._blobs.beside())
        told = self._ask(work, output=str(path), pki=self._at(), **asked)
        return self._blobs.staged(path), told

    def _ask(self, work: str, **asked: Any) -> Json:
        told = self.lanes.ask({"work": work, **asked})
        if "rejected" in told:
            reason, detail = told["rejected"]
            raise Rejected(Reason(reason), detail)
        if "problem" in told:
            raise Problem(*told["problem"])
        if "gone" in told:
            raise Gone
        if "failed" in told:
            _log.error("work on a PDF failed: %s", told["failed"])
            raise RuntimeError("work on a PDF failed")
        return told

    def _at(self) -> Json:
        """Tell where the PKI is, which is made when it is not there."""
        from cryptography.hazmat.primitives.serialization import Encoding

        authorities = self._pki.authorities()
        admitted = [_text(each.public_bytes(Encoding.DER)) for each in authorities.admitted]
        folder = str(self._pki.folder.resolve())
        return {"folder": folder, "address": authorities.address, "admitted": admitted}

    def _path(self, sha256: str) -> str:
        return str(self._blobs.path(sha256).resolve())


def _text(der: bytes) -> str:
    return base64.b64encode(der).decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text)
