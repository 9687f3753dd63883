"""What the routes work with, made once at the start."""

from dataclasses import dataclass
from pathlib import Path

from paraph_sandbox.acts.conclusion import Conclusion
from paraph_sandbox.acts.course import Course
from paraph_sandbox.acts.due import Due
from paraph_sandbox.acts.local_signing import CardSigners
from paraph_sandbox.acts.pdf_work import PdfWork
from paraph_sandbox.acts.signing import Signers
from paraph_sandbox.clock import Clock
from paraph_sandbox.delivery.bells import Bells
from paraph_sandbox.delivery.worker import Worker
from paraph_sandbox.gate.cursors import Cursors
from paraph_sandbox.gate.faults import Faults
from paraph_sandbox.gate.rate import Rate
from paraph_sandbox.oauth.signer import Signer
from paraph_sandbox.papers.papers import Papers
from paraph_sandbox.pki.opening import Pki
from paraph_sandbox.store.blobs import Blobs
from paraph_sandbox.store.database import Database


@dataclass(frozen=True)
class Options:
    """How the sandbox was started. `calls_per_minute` is the rate of one client."""

    data: Path
    address: str = "http://127.0.0.1:8650"
    calls_per_minute: int = 1000
    allow_loopback_webhooks: bool = False
    trust: tuple[Path, ...] = ()
    keys: Path | None = None


@dataclass(frozen=True)
class Services:
    """The sandbox's parts.

    `logins` is the rate of attempts to sign in; `bells` ring when an account has new events.
    """

    options: Options
    database: Database
    blobs: Blobs
    papers: Papers
    clock: Clock
    cursors: Cursors
    rate: Rate
    logins: Rate
    signer: Signer
    pki: Pki
    conclusion: Conclusion
    course: Course
    work: PdfWork
    signers: Signers
    card_signers: CardSigners
    due: Due
    bells: Bells
    deliveries: Worker
    faults: Faults
