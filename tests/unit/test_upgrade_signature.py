"""More proof for one file because a person asks: ours where it lies, of others a copy."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from paraph.domain import errors
from paraph.domain.errors import levels as level_errors
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import ArchivedFile
from paraph.domain.pades_level import PadesLevel
from paraph.usecases.pay_owed import pay_owed
from paraph.usecases.renew_archive import owe_renewals
from paraph.usecases.upgrade_signature import (
    Upgraded,
    UpgradeWish,
    give_up,
    upgrade_signature,
)
from tests.fakes.levels import ENDS, PayBench

B_B, B_T, B_LT, B_LTA = PadesLevel
DOWN = level_errors.TimestampUnavailable(why="refused")
THEIRS = Path("/m/theirs.pdf")


@pytest.fixture
def bench() -> PayBench:
    return PayBench()


def upgrade(bench: PayBench, path: Path, *words: Any, **more: Any) -> Upgraded:
    return upgrade_signature(UpgradeWish(path, *words, **more), bench.ports, bench.files)


def theirs(bench: PayBench, content: bytes = b"theirs|B-B") -> bytes:
    bench.files.contents[THEIRS] = content
    return content


def test_what_a_file_owes_is_paid_though_its_time_has_not_come(bench: PayBench):
    debt = bench.owe("a", B_LT)
    bench.raiser.fails = {B_T: DOWN}
    pay_owed(bench.ports)
    bench.raiser.fails = {}
    done = upgrade(bench, debt.path)
    assert done[2:] == (B_B, B_LT, (), None, None, True, None)
    assert bench.files.contents == {debt.path: b"a|B-LT"}
    assert list(bench.owed.all()) == []


def test_more_may_be_asked_than_is_owed_and_never_less(bench: PayBench):
    first, second = bench.owe("a", B_T), bench.owe("b", B_LTA)
    assert upgrade(bench, first.path, B_LTA).level is B_LTA
    assert upgrade(bench, second.path, B_T).level is B_LTA


def test_a_file_that_moved_is_found_by_its_bytes(bench: PayBench):
    debt = bench.owe("a", B_T)
    new = Path("/n/moved.pdf")
    bench.files.contents[new] = bench.files.contents.pop(debt.path)
    assert [each.needs_person for each in pay_owed(bench.ports).left] == ["proof_file_missing"]
    assert upgrade(bench, new).output == new
    assert bench.files.contents == {new: b"a|B-T"}
    assert "proof_file_found" in bench.kinds("a")


def test_a_place_that_is_named_otherwise_is_not_a_second_debt(bench: PayBench):
    debt = bench.owe("a", B_T)
    other = debt.path.parent / "x" / ".." / debt.path.name
    bench.files.contents[other] = bench.files.contents.pop(debt.path)
    bench.owed.put(replace(debt, path=other))
    bench.files.contents[debt.path] = bench.files.contents[other]  # one file, both names
    assert upgrade(bench, debt.path).moved_from == other
    assert list(bench.owed.all()) == []


def test_a_place_that_is_named_otherwise_is_given_up(bench: PayBench):
    debt = bench.owe("a", B_LTA)
    upgrade(bench, debt.path)
    bench.owe("b")
    for name in "ab":
        assert give_up(debt.path.parent / "x" / ".." / name, bench.ports)
    assert not [*bench.owed.all(), *bench.owed.archived()]


def test_a_second_copy_is_raised_beside_the_first(bench: PayBench):
    debt = bench.owe("a", B_T)
    bench.owed.audit.append("signature_made", "a", {"sha256": debt.sha256})
    copy = Path("/n/copy.pdf")
    bench.files.contents[copy] = bench.files.contents[debt.path]
    assert upgrade(bench, copy, B_T).output == copy
    assert bench.files.contents == {debt.path: b"a|B-B", copy: b"a|B-T"}
    assert [each.path for each in bench.owed.all()] == [debt.path]


def test_a_file_of_others_is_copied_and_only_extended(bench: PayBench):
    before = theirs(bench)
    done = upgrade(bench, THEIRS, B_LTA)
    assert done.output == Path("/m/theirs-B-LTA.pdf")
    assert bench.files.contents[THEIRS] == before
    assert bench.files.contents[done.output].startswith(before)
    assert not any(order.may_rewrite for order in bench.raiser.orders)
    assert [file.path for file in bench.owed.archived()] == [done.output]
    assert set(bench.files.contents) == {THEIRS, done.output}


def test_of_a_file_of_others_what_was_reached_is_given_and_the_rest_owed(bench: PayBench):
    theirs(bench)
    bench.raiser.fails = {B_LT: level_errors.RevocationUnavailable()}
    done = upgrade(bench, THEIRS, output=Path("/m/out.pdf"))
    assert (done.level, done.owed, done.why) == (B_T, (B_LT, B_LTA), "revocation_unavailable")
    assert [each.path for each in bench.owed.all()] == [Path("/m/out.pdf")]


@pytest.mark.parametrize(
    ("content", "fails", "error"),
    [
        (b"theirs|B-B", {B_T: DOWN}, level_errors.TimestampUnavailable),
        (b"unsigned", {}, level_errors.StepNotPossible),
    ],
)
def test_nothing_is_left_of_a_file_of_others_that_cannot_be_raised(
    bench: PayBench, content, fails, error
):
    theirs(bench, content)
    bench.raiser.fails = fails
    with pytest.raises(error):
        upgrade(bench, THEIRS)
    assert bench.files.contents == {THEIRS: content}
    assert list(bench.owed.all()) == []


def test_an_output_that_is_there_is_replaced_only_by_force(bench: PayBench):
    theirs(bench)
    out = Path("/m/theirs-B-T.pdf")
    bench.files.contents[out] = b"older"
    with pytest.raises(errors.OutputExists):
        upgrade(bench, THEIRS, B_T)
    assert bench.files.contents[out] == b"older"
    assert list(bench.owed.all()) == []
    assert upgrade(bench, THEIRS, B_T, force=True).output == out


def test_a_crash_while_a_copy_is_written_leaves_no_debt_and_no_file(bench: PayBench):
    theirs(bench)

    def crash(_order: object) -> None:
        raise KeyboardInterrupt

    bench.raiser.meanwhile = crash
    with pytest.raises(KeyboardInterrupt):
        upgrade(bench, THEIRS, B_T)
    assert len(bench.owed.all()) == 1, "what was begun is known"
    pay_owed(bench.ports)
    assert list(bench.owed.all()) == []
    assert set(bench.files.contents) == {THEIRS}


def test_what_we_made_is_raised_where_it_lies(bench: PayBench):
    debt = bench.owe("a", B_T)
    bench.owed.remove("a")
    bench.owed.audit.append("signature_made", "a", {"sha256": debt.sha256})
    assert upgrade(bench, debt.path, B_LTA).output == debt.path
    assert bench.files.contents == {debt.path: b"a|B-LTA"}
    assert bench.raiser.orders[0].may_rewrite


def test_an_archive_timestamp_is_renewed_where_the_list_knows_the_file(bench: PayBench):
    theirs(bench, b"theirs|B-LTA")
    sha256 = bench.files.sha256(THEIRS)
    bench.owed.put_archived(ArchivedFile(THEIRS, sha256, ENDS - timedelta(days=900)))
    done = upgrade(bench, THEIRS)
    assert (done.output, done.before, done.level) == (THEIRS, B_LTA, B_LTA)
    assert bench.raiser.orders[-1].renew
    assert bench.owed.archived()[0].renew_before == ENDS


def test_a_level_that_is_there_already_asks_nobody(bench: PayBench):
    theirs(bench, b"theirs|B-LT")
    done = upgrade(bench, THEIRS, B_T)
    assert (done.output, done.level, bench.raiser.orders) == (THEIRS, B_LT, [])
    assert not done.changed


def test_a_level_that_is_there_already_is_copied_where_an_output_is_named(bench: PayBench):
    content, out = theirs(bench, b"theirs|B-LT"), Path("/n/out.pdf")
    done = upgrade(bench, THEIRS, B_T, output=out)
    assert (done.output, done.changed, done.sha256) == (out, False, bench.files.sha256(THEIRS))
    assert bench.files.contents == {THEIRS: content, out: content}
    assert list(bench.owed.all()) == []
    with pytest.raises(errors.OutputExists):
        upgrade(bench, THEIRS, B_T, output=out)
    assert bench.files.contents == {THEIRS: content, out: content}
    assert upgrade(bench, THEIRS, B_T, output=out, force=True).output == out


def test_a_crash_while_it_is_copied_leaves_no_debt_and_no_file(
    bench: PayBench, monkeypatch: pytest.MonkeyPatch
):
    content = theirs(bench, b"theirs|B-LT")
    monkeypatch.setattr(bench.owed, "remove", lambda _intent: None)  # a kill lets nothing clean up
    monkeypatch.setattr(bench.files, "discard", lambda _path: None)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bench.files, "publish", killed)
    with pytest.raises(KeyboardInterrupt):
        upgrade(bench, THEIRS, B_T, output=Path("/n/out.pdf"))
    monkeypatch.undo()
    assert len(bench.files.contents) == 2
    assert pay_owed(bench.ports).left == ()
    assert bench.files.contents == {THEIRS: content}


def test_a_locked_file_opens_with_the_password_that_is_typed(bench: PayBench):
    bench.raiser.password = "geheim"
    debt = bench.owe("a", B_T)
    assert upgrade(bench, debt.path).why == "password_required"
    assert upgrade(bench, debt.path, password=Secret("geheim")).level is B_T
    assert bench.passwords.kept == {}


def test_a_debt_that_is_given_up_is_recorded_and_gone(bench: PayBench):
    debt = bench.owe("a")
    bench.passwords.keep("a", Secret("geheim"))
    assert give_up(debt.path, bench.ports)
    assert (list(bench.owed.all()), bench.passwords.kept) == ([], {})
    assert bench.kinds("a") == ["level_given_up"]
    assert not give_up(debt.path, bench.ports)


def test_a_file_that_is_gone_for_good_is_not_renewed_again_and_again(bench: PayBench):
    gone = Path("/m/gone.pdf")
    bench.owed.put_archived(ArchivedFile(gone, "aa", bench.clock.now() + timedelta(days=1)))
    assert owe_renewals(bench.owed, bench.ports.audit, bench.clock) == 1
    assert [each.needs_person for each in pay_owed(bench.ports).left] == ["proof_file_missing"]
    assert give_up(gone, bench.ports)
    assert owe_renewals(bench.owed, bench.ports.audit, bench.clock) == 0
    assert (list(bench.owed.all()), list(bench.owed.archived())) == ([], [])
    assert "renewal_given_up" in [entry.kind for entry in bench.owed.audit.entries]


def test_a_renewal_is_due_before_the_archive_timestamp_ends_not_the_signers_certificate(
    bench: PayBench,
):
    bench.files.contents[THEIRS] = b"theirs|B-LTA"
    bench.owed.audit.append("level_paid", "a", {"sha256": bench.files.sha256(THEIRS)})
    bench.raiser.fails = {B_LTA: DOWN}
    bench.raiser.signer_ends = ENDS + timedelta(days=900)
    upgrade(bench, THEIRS)
    assert [each.deadline for each in bench.owed.all()] == [ENDS]
