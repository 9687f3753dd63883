"""Passwords of locked documents: kept with consent, while they are needed, and only right ones."""

from contextlib import nullcontext

import pytest

from paraph.domain import errors
from paraph.domain.errors import levels as level_errors
from paraph.domain.keys.secret import Secret
from paraph.domain.pades_level import PadesLevel
from paraph.usecases.proof_desk import ProofDesk
from tests.fakes.levels import PayBench

TYPED = {"a.pdf": Secret("geheim")}


@pytest.fixture
def bench() -> PayBench:
    made = PayBench()
    made.owe("a.pdf", PadesLevel.B_T)
    return made


def desk(bench: PayBench) -> ProofDesk:
    return ProofDesk(lambda: nullcontext(bench.ports), bench.files)


def test_without_consent_nothing_is_kept(bench: PayBench):
    bench.raiser.fails = {PadesLevel.B_T: level_errors.TimestampUnavailable()}
    desk(bench).pay(["a.pdf"], insist=True, passwords=TYPED)
    assert bench.passwords.kept == {}


def test_with_consent_it_is_kept_as_long_as_something_is_owed(bench: PayBench):
    bench.raiser.fails = {PadesLevel.B_T: level_errors.TimestampUnavailable()}
    paid = desk(bench).pay(["a.pdf"], insist=True, passwords=TYPED, keep=["a.pdf"])
    assert (bench.passwords.kept, paid.passwords_lost) == (TYPED, frozenset())
    bench.raiser.fails = {}
    assert desk(bench).pay(["a.pdf"], insist=True).left == ()
    assert bench.passwords.kept == {}


def test_what_is_paid_at_once_needs_no_keeping(bench: PayBench):
    desk(bench).pay(["a.pdf"], insist=True, passwords=TYPED, keep=["a.pdf"])
    assert bench.passwords.kept == {}


def test_a_password_that_opens_nothing_is_not_kept(bench: PayBench):
    bench.raiser.fails = {PadesLevel.B_T: errors.PasswordIncorrect()}
    paid = desk(bench).pay(["a.pdf"], insist=True, passwords=TYPED, keep=["a.pdf"])
    assert (bench.passwords.kept, paid.passwords_lost) == ({}, frozenset())


def test_what_no_keychain_takes_is_told(bench: PayBench):
    bench.passwords.kept = None
    bench.raiser.fails = {PadesLevel.B_T: level_errors.TimestampUnavailable()}
    paid = desk(bench).pay(["a.pdf"], insist=True, passwords=TYPED, keep=["a.pdf"])
    assert paid.passwords_lost == {"a.pdf"}
