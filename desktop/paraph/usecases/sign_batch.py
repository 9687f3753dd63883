"""Sign many documents with one opened key: while the card signs one, the next is prepared.

A card takes longer than everything else together. All other work is done by one thread at a time:
the libraries under it are not made for two.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Event, Lock
from typing import TypeAlias

from paraph.domain.errors import NotAttempted, ParaphError
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.ports.signing_token import SigningToken
from paraph.usecases.sign_document import SignedDocument, Signing, SignRequest, sign_document

_AT_ONCE = 2  # one on the card, one on its way there or from there

Outcome: TypeAlias = SignedDocument | ParaphError


def sign_batch(
    requests: Sequence[SignRequest], key: SigningToken, ports: Signing, *, keep_going: bool = False
) -> Iterator[Outcome]:
    """Give what became of each document, in order. After a failure the rest is NotAttempted.

    With `keep_going` every document is tried. One that was on the card already when the one before
    it failed is signed all the same, and told so.
    """
    turn = _Turn(key, [request.output for request in requests], keep_going=keep_going)
    with ThreadPoolExecutor(_AT_ONCE, "batch") as pool:
        waiting = [
            pool.submit(turn.sign, number, request, ports)
            for number, request in enumerate(requests)
        ]
        try:
            for future in waiting:
                yield future.result()
        finally:
            turn.stopped.set()


@dataclass(slots=True)
class _Turn:
    """Who works: one thread, and beside it the card."""

    key: SigningToken
    outputs: Sequence[Path]
    keep_going: bool
    stopped: Event = field(default_factory=Event)
    _work: Lock = field(default_factory=Lock)
    _moved: Condition = field(default_factory=Condition)
    _past: set[int] = field(default_factory=set)  # documents that need the card no more
    _ended: set[int] = field(default_factory=set)

    def sign(self, number: int, request: SignRequest, ports: Signing) -> Outcome:
        try:
            self._wait_for_name(number)
            if self.stopped.is_set():
                return NotAttempted()
            with self._work:
                key = _SharedKey(self, number, signs_often=_signs_often(request))
                return sign_document(request, key, ports)
        except ParaphError as error:
            if not self.keep_going:
                self.stopped.set()
            return error
        except BaseException:
            self.stopped.set()
            raise
        finally:
            self._pass(number)
            with self._moved:
                self._ended.add(number)
                self._moved.notify_all()

    def _wait_for_name(self, number: int) -> None:
        # Only then is it seen that the name is taken, before the card is asked.
        alike = {n for n in range(number) if self.outputs[n] == self.outputs[number]}
        with self._moved:
            self._moved.wait_for(lambda: self._ended.issuperset(alike))

    def use_card(
        self, number: int, signed_attributes: bytes, digest_algorithm: str, *, comes_back: bool
    ) -> bytes:
        self._work.release()
        try:
            with self._moved:
                self._moved.wait_for(lambda: self._past.issuperset(range(number)))
            if self.stopped.is_set():
                raise NotAttempted
            return self._sign(signed_attributes, digest_algorithm)
        finally:
            if not comes_back:
                self._pass(number)
            self._work.acquire()

    def _pass(self, number: int) -> None:
        with self._moved:
            self._past.add(number)
            self._moved.notify_all()

    def _sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
        try:
            return self.key.sign(signed_attributes, digest_algorithm)
        except ParaphError:
            # Set before the next one gets the card: a card in trouble is not asked again.
            if not self.keep_going:
                self.stopped.set()
            raise


def _signs_often(request: SignRequest) -> bool:
    # Initials may be signatures of their own: the card stays with the document until its end.
    return request.extras is not None and request.extras.initials is not None


class _SharedKey:
    def __init__(self, turn: _Turn, number: int, *, signs_often: bool) -> None:
        self._turn = turn
        self._number = number
        self._signs_often = signs_often
        self.scheme: SignatureScheme = turn.key.scheme
        self.digests = turn.key.digests

    def sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
        """Sign while the others work."""
        asked = (self._number, signed_attributes, digest_algorithm)
        return self._turn.use_card(*asked, comes_back=self._signs_often)
