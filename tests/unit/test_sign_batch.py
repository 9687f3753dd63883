"""A batch on one key: in order, one hand at work beside the card, and nothing signed unasked."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from paraph.domain import errors
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.domain.placing.initials import InitialsRule
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box, PageGeometry
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from paraph.ports.documents import (
    DocumentFacts,
    DrawnStamp,
    FieldOnPage,
    PreparedSignature,
    SignatureOrder,
)
from paraph.usecases.sign_batch import sign_batch
from paraph.usecases.sign_document import SignedDocument, Signing, SignRequest
from tests.fakes.files import MemoryFiles
from tests.fakes.pki import identity
from tests.fakes.record import FixedClock, MemoryAuditLog

ONE = identity("p256")
WORK_S, CARD_S = 0.004, 0.03


@dataclass
class Hands:
    """Counts who works at the same time."""

    at_work: int = 0
    most: int = 0

    def __enter__(self) -> None:
        self.at_work += 1
        self.most = max(self.most, self.at_work)

    def __exit__(self, *_: object) -> None:
        self.at_work -= 1


class Reader:
    def read(self, path: Path, password: Any) -> DocumentFacts:
        return DocumentFacts([PageGeometry(Box(0, 0, 595, 842))], [])


@dataclass
class Signer:
    """Prepares, asks the card, finishes; each by itself, as the real one does."""

    files: MemoryFiles
    hands: Hands

    def sign(self, order: SignatureOrder, token: Any) -> PreparedSignature:
        with self.hands:
            time.sleep(WORK_S)
        value = token.sign(str(order.source).encode(), "sha256")
        with self.hands:
            time.sleep(WORK_S)
            self.files.contents[order.temporary] = value
            signed = self.files.sha256(order.temporary)
        return PreparedSignature(signed, "Signature1", self.files.sha256(order.source))


@dataclass
class ThreeTimes:
    """Signs twice for initials, then for the document; real initials are drawn elsewhere."""

    files: MemoryFiles

    def inspect(self, source: Path, field: str | None, password: Any, **_: bool) -> int:
        return 1

    def sign(self, order: SignatureOrder, token: Any) -> PreparedSignature:
        value = b"|".join(token.sign(str(order.source).encode(), "sha256") for _ in range(3))
        self.files.contents[order.temporary] = value
        signed = self.files.sha256(order.temporary)
        return PreparedSignature(signed, "Signature1", self.files.sha256(order.source))


class WithFields:
    """`ports.placing.PlacingDocuments` of documents with two fields for initials."""

    geometries = (PageGeometry(Box(0, 0, 595, 842)),)

    @contextmanager
    def open(self, path: Path, password: Any) -> Iterator[Any]:
        yield self

    def fields(self) -> list[FieldOnPage]:
        boxes = (Box(20, 20, 71, 45), Box(100, 20, 151, 45))
        return [FieldOnPage(f"Initials{n}", 0, box, signed=False) for n, box in enumerate(boxes, 1)]

    def taken(self, page_index: int) -> list[ShownRect]:
        return []


class Stamps:
    def draw(self, *_: Any) -> DrawnStamp:
        return DrawnStamp(b"%PDF")


@dataclass
class Card:
    """Takes its time, and fails when told."""

    fails: Callable[[bytes], Exception | None] = lambda _: None
    scheme: SignatureScheme = SignatureScheme.ECDSA
    digests: tuple[str, ...] = ("sha256",)
    asked: list[bytes] = field(default_factory=list)
    in_use: threading.Lock = field(default_factory=threading.Lock)

    def sign(self, data: bytes, digest: str) -> bytes:
        assert self.in_use.acquire(blocking=False), "two at the card"
        try:
            self.asked.append(data)
            time.sleep(CARD_S)
            error = self.fails(data)
            if error is not None:
                raise error
            return b"signed " + data
        finally:
            self.in_use.release()


@dataclass
class Bench:
    card: Card = field(default_factory=Card)
    hands: Hands = field(default_factory=Hands)
    audit: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    files: MemoryFiles = field(default_factory=MemoryFiles)

    def requests(self, count: int) -> list[SignRequest]:
        sources = [Path(f"{number}.pdf") for number in range(count)]
        self.files.contents |= {source: bytes(source) for source in sources}
        return [
            SignRequest(source, source.with_suffix(".out"), ONE.certificate_der)
            for source in sources
        ]

    def sign(self, requests: list[SignRequest], **more: Any) -> list[Any]:
        ports = Signing(
            Reader(),
            Signer(self.files, self.hands),
            None,
            self.files,
            read_certificate,
            self.audit,
            FixedClock(),
            load_algorithm_policy(),
        )
        return list(sign_batch(requests, self.card, ports, **more))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def codes(outcomes: list[Any]) -> list[str]:
    return ["signed" if isinstance(o, SignedDocument) else o.code for o in outcomes]


def test_all_are_signed_in_order_with_one_hand_at_work(bench: Bench):
    done = bench.sign(bench.requests(12))
    assert [one.output for one in done] == [Path(f"{number}.out") for number in range(12)]
    assert bench.card.asked == [b"%d.pdf" % number for number in range(12)]
    assert bench.hands.most == 1
    assert bench.audit.kinds().count("signature_made") == 12
    assert bench.audit.unfinished() == []


def test_the_next_is_prepared_while_the_card_signs(bench: Bench):
    began: dict[bytes, int] = {}
    bench.card.fails = lambda data: began.update({data: requested(bench)})
    bench.sign(bench.requests(6))
    # At the end of each turn on the card the next document has been asked for already.
    assert [began[b"%d.pdf" % number] for number in range(6)] == [2, 3, 4, 5, 6, 6]


def requested(bench: Bench) -> int:
    return bench.audit.kinds().count("signature_requested")


def slow_to_fail(signer: Signer, order: SignatureOrder, token: Any) -> PreparedSignature:
    """Takes long over an error: whoever waits for the card is there first."""
    try:
        value = token.sign(str(order.source).encode(), "sha256")
    except errors.ParaphError:
        time.sleep(2 * CARD_S)
        raise
    signer.files.contents[order.temporary] = value
    source = signer.files.sha256(order.source)
    return PreparedSignature(signer.files.sha256(order.temporary), "Signature1", source)


def test_a_failure_leaves_the_rest_and_does_not_ask_the_card_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Signer, "sign", slow_to_fail)
    bench.card.fails = lambda data: errors.TokenRemoved() if data == b"2.pdf" else None
    done = bench.sign(bench.requests(8))
    assert codes(done) == ["signed", "signed", "token_removed", *["not_attempted"] * 5]
    assert bench.card.asked == [b"0.pdf", b"1.pdf", b"2.pdf"]
    assert bench.audit.unfinished() == []


def test_keep_going_tries_every_document(bench: Bench):
    bench.card.fails = lambda data: errors.TokenRemoved() if data == b"2.pdf" else None
    done = bench.sign(bench.requests(5), keep_going=True)
    assert codes(done) == ["signed", "signed", "token_removed", "signed", "signed"]


def test_a_document_that_fails_before_the_card_stops_the_batch(bench: Bench):
    requests = bench.requests(6)
    del bench.files.contents[Path("3.pdf")]
    done = codes(bench.sign(requests))
    assert done[:4] == ["signed", "signed", "signed", "document_missing"]
    assert set(done[4:]) == {"not_attempted"}
    assert len(bench.card.asked) == 3


def test_two_documents_of_one_output_never_ask_the_card_twice(bench: Bench):
    first, second, third = bench.requests(3)
    requests = [first, replace(second, output=first.output), third]
    done = bench.sign(requests, keep_going=True)
    assert codes(done) == ["signed", "output_exists", "signed"]
    assert bench.card.asked == [b"0.pdf", b"2.pdf"]


def test_what_is_unforeseen_ends_the_batch_and_is_not_swallowed(bench: Bench):
    bench.card.fails = lambda data: ZeroDivisionError() if data == b"1.pdf" else None
    with pytest.raises(ZeroDivisionError):
        bench.sign(bench.requests(6))
    assert len(bench.card.asked) == 2


def test_nobody_listening_any_more_leaves_the_rest(bench: Bench):
    requests = bench.requests(20)
    ports = Signing(
        Reader(),
        Signer(bench.files, bench.hands),
        None,
        bench.files,
        read_certificate,
        bench.audit,
        FixedClock(),
        load_algorithm_policy(),
    )
    outcomes = sign_batch(requests, bench.card, ports)
    next(outcomes)
    outcomes.close()
    assert len(bench.card.asked) < 5
    assert bench.audit.unfinished() == []


def test_a_document_with_initials_keeps_the_card_until_it_is_done():
    # Its initials may be signatures of their own: the next document comes after the last of them.
    files, card = MemoryFiles(), Card()
    requests = []
    for number in range(3):
        source = Path(f"{number}.pdf")
        files.contents[source] = b"contract %d" % number
        out = Path(f"{number}-signed.pdf")
        requests.append(
            SignRequest(source, out, ONE.certificate_der, extras=Extras(InitialsRule()))
        )
    ports = Signing(
        Reader(), ThreeTimes(files), Stamps(), files, read_certificate, MemoryAuditLog(),
        FixedClock(), load_algorithm_policy(), documents=WithFields(),
    )  # fmt: skip
    ends = list(sign_batch(requests, card, ports))
    assert all(isinstance(end, SignedDocument) for end in ends)
    assert card.asked == [b"%d.pdf" % number for number in range(3) for _ in range(3)]
