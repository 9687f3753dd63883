"""Signs a signature book in a child, kills it with SIGKILL at the N-th line, and goes on.

Called with a folder and how many lines to try; prints one JSON object. The signer is small and
writes real files, as in `signing_many`: the lines counted are those of the book and its batch.
"""

import json
import os
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from paraph.domain.many.signature_book import Decision, OutcomeKind
from paraph.filing.output_file import LocalFiles
from paraph.filing.shared_book import LocalSharedBooks
from paraph.ports.signing_token import PinState, TokenCertificate, TokenSnapshot
from paraph.store import database
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.batches import SqliteBatches
from paraph.store.owed_levels import SqliteOwedLevels
from paraph.store.signature_books import SqliteBookShelf
from paraph.usecases.book_signing import sign_book_batch
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.prepare_book import BookPorts, BookRecord, Draft, hand_over
from paraph.usecases.review_book import BookReview, SigningWay
from tests.fakes.record import FixedClock
from tests.fakes.tokens import FakeKey, FakeToken
from tests.faults.signing_many import SIGNER, Killer, opened

DOCUMENTS = 2


def ports_of(place: Path) -> BookPorts:
    @contextmanager
    def record():
        with opened(place) as ports:
            database = ports.batches._database
            clock = FixedClock()
            audit, owed = SqliteAuditLog(database, clock), SqliteOwedLevels(database, clock)
            yield BookRecord(audit, SqliteBookShelf(database), SqliteBatches(database), owed)

    return BookPorts(LocalSharedBooks(place / "home"), record, FixedClock(), object, "here")


def prepare(place: Path) -> Path:
    for folder in (place, place / "claire", place / "share"):
        folder.mkdir()
    drafts = []
    for number in range(1, DOCUMENTS + 1):
        source = place / f"{number}.pdf"
        source.write_bytes(b"%PDF " + str(number).encode())
        drafts.append(Draft(source, LocalFiles().sha256(source), 1))
    titles = ("Courrier", "Me Roux", "Claire")
    return hand_over(place / "share", titles, drafts, ports_of(place / "claire")).path


def sign(place: Path, path: Path, killer: Killer | None) -> None:
    """Open the book, agree to all, sign what is missing, and return it."""
    ports = ports_of(place)
    if killer is not None:
        threading.settrace(killer.trace)
        sys.settrace(killer.trace)
    review = BookReview(path, "Camille Roux", ports)
    for document in review.opened.book.documents:
        review.decide(document.number, Decision.AGREED)
    if review.state().to_sign():
        batch = review.make_batch(SigningWay(SIGNER.certificate_der))
        with opened(place) as signing:
            database = signing.batches._database
            shelf, key = SqliteBookShelf(database), FakeKey(FakeToken(), SIGNER.key)
            sign_book_batch(batch, (candidate(), {}), key, signing, shelf.batch)
    review.give_back()
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]


def candidate() -> Candidate:
    from paraph.pades.certificates import read_certificate

    certificate = TokenCertificate(SIGNER.certificate_der, "c", b"1", True)
    token = TokenSnapshot("fake", 0, "Card", "1", "m", PinState.NORMAL, (certificate,))
    return Candidate(token, certificate, read_certificate(SIGNER.certificate_der), None, ())


def age_nameless(hold: Path) -> None:
    """Let half a minute pass over what was made and names nobody yet: then it counts no more."""
    if hold.exists() and not hold.read_bytes():
        os.utime(hold, (hold.stat().st_mtime - 60,) * 2)


def killed_at(line: int, place: Path) -> dict[str, Any]:
    path = prepare(place)
    child = os.fork()
    if child == 0:
        sign(place, path, Killer(line))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    books = LocalSharedBooks(place / "home")
    before = books.read(path).answer
    if before is None or not before.is_returned:
        age_nameless(path / ".paraph-open")
        sign(place, path, None)
    answer = books.read(path).answer
    with opened(place) as ports:
        rows = ports.batches._database.execute(
            "SELECT body FROM audit_entry WHERE kind = 'signature_made'"
        ).fetchall()
    assert answer is not None
    return {
        "line": line,
        "killed": os.WIFSIGNALED(status),
        "signed": answer.count(OutcomeKind.SIGNED),
        "returned": answer.is_returned,
        "made": len(rows),
        "differs": [
            books.why_not_signed_copy(path, document, answer.outcome(document.number))
            for document in books.read(path).book.documents
        ],
        "files": sorted(each.name for each in (path / "signed").iterdir()),
        "left": sorted(each.name for each in path.iterdir()),
    }


def main() -> None:
    folder, most = Path(sys.argv[1]), int(sys.argv[2])
    # It reads the machine's mounts line by line, and other tests mount: without it, each run counts
    # the same lines.
    database.mount_kind = lambda *_: None
    warm = folder / "warm"
    sign(warm, prepare(warm), None)  # what it imports is not counted
    counted, killer = folder / "count", Killer(None)
    sign(counted, prepare(counted), killer)
    step = max(1, killer.seen // most)
    lines = range(1, killer.seen, step)
    results = [killed_at(line, folder / f"at-{line}") for line in lines]
    sys.stdout.write(json.dumps({"total": killer.seen, "results": results}))


if __name__ == "__main__":
    main()
