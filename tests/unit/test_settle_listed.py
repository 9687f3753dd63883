"""What a person does with a listed file that is not where it was: find it, or take it off."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.archive_index import ArchiveState
from paraph.domain.errors import levels as level_errors
from paraph.domain.owed import ArchivedFile, OwedLevel
from paraph.domain.pades_level import PadesLevel
from paraph.usecases.pay_owed import pay_owed
from paraph.usecases.proof_desk import ProofDesk
from paraph.usecases.renew_archive import owe_renewals
from tests.fakes.levels import ENDS, PayBench

KEPT, NEW = Path("/m/akten/contract.pdf"), Path("/elsewhere/2026/contract.pdf")


@pytest.fixture
def bench() -> PayBench:
    return PayBench()


@pytest.fixture
def desk(bench: PayBench) -> ProofDesk:
    return ProofDesk(lambda: nullcontext(bench.ports), bench.files)


def keep(bench: PayBench, path: Path = KEPT) -> None:
    bench.files.contents[path] = path.stem.encode() + b"|B-LTA"
    bench.owed.put_archived(ArchivedFile(path, bench.files.sha256(path), ENDS))


def listed(desk: ProofDesk, code: str) -> OwedLevel:
    (debt,) = desk.pay(insist=True).left
    assert debt.needs_person == code
    return debt


def move(bench: PayBench, old: Path, new: Path = NEW) -> None:
    bench.files.contents[new] = bench.files.contents.pop(old)


def test_an_archived_file_is_kept_up_where_it_was_found(bench: PayBench, desk: ProofDesk):
    keep(bench)
    desk.owed()
    move(bench, KEPT)
    debt = listed(desk, "archive_file_missing")
    assert desk.find(debt.intent, NEW).left == ()
    (file,) = bench.owed.archived()
    assert (file.path, file.state) == (NEW, ArchiveState.THERE)
    assert bench.raiser.orders == [], "it is not due"
    assert bench.owed.audit.kinds()[-1] == "archive_file_found"


def test_what_a_found_file_owes_is_paid_there(bench: PayBench, desk: ProofDesk):
    path = bench.owe("a", PadesLevel.B_T).path
    move(bench, path)
    debt = listed(desk, "proof_file_missing")
    paid = desk.find(debt.intent, NEW)
    assert (paid.left, paid.raised) == ((), {"a"})
    assert bench.files.contents == {NEW: b"a|B-T"}
    assert [(each.path, each.before) for each in paid.replaced] == [(NEW, debt.sha256)]


def test_a_renewal_that_is_owed_goes_along_with_its_file(bench: PayBench, desk: ProofDesk):
    keep(bench)
    desk.owed()
    bench.clock.moment = ENDS - timedelta(days=30)
    owe_renewals(bench.owed, bench.owed.audit, bench.clock)
    move(bench, KEPT)
    (kept,) = bench.owed.archived()
    bench.owed.put_archived(kept._replace(state=ArchiveState.MISSING))
    (debt,) = pay_owed(bench.ports, insist=True).left
    assert (debt.renews, debt.needs_person) == (True, "proof_file_missing")
    bench.raiser.fails = {PadesLevel.B_LTA: level_errors.TimestampUnavailable()}
    (left,) = desk.find(debt.intent, NEW).left
    assert (left.path, left.reason, left.needs_person) == (NEW, "timestamp_unavailable", None)
    assert [(file.path, file.state) for file in bench.owed.archived()] == [
        (NEW, ArchiveState.THERE)
    ]


@pytest.mark.parametrize("content", [b"contract|B-LTA annotated|B-LTA", b"another|B-LTA"])
def test_a_file_with_other_bytes_is_refused_and_the_lists_stay(
    bench: PayBench, desk: ProofDesk, content: bytes
):
    keep(bench)
    desk.owed()
    del bench.files.contents[KEPT]
    debt = listed(desk, "archive_file_missing")
    bench.files.contents[NEW] = content
    before = (bench.owed.archived(), len(bench.owed.audit.entries))
    with pytest.raises(level_errors.ProofFileOther) as told:
        desk.find(debt.intent, NEW)
    assert told.value.details["why"] == "other_bytes"
    with pytest.raises(errors.DocumentMissing):
        desk.find(debt.intent, Path("/nowhere.pdf"))
    assert (bench.owed.archived(), len(bench.owed.audit.entries)) == before
    assert bench.files.contents == {NEW: content}


def test_a_twin_that_has_its_own_place_on_the_list_is_not_taken(bench: PayBench, desk: ProofDesk):
    keep(bench)
    bench.files.contents[NEW] = bench.files.contents[KEPT]
    (kept,) = bench.owed.archived()
    bench.owed.put_archived(kept._replace(path=NEW))
    desk.owed()
    del bench.files.contents[KEPT]
    debt = listed(desk, "archive_file_missing")
    spelled = NEW.parent / ".." / "2026" / NEW.name
    bench.files.contents[spelled] = bench.files.contents[NEW]  # one file, both names
    with pytest.raises(level_errors.ProofFileOther) as told:
        desk.find(debt.intent, spelled)
    assert told.value.details["why"] == "on_the_list"
    assert {file.path for file in bench.owed.archived()} == {KEPT, NEW}


def test_what_others_added_is_kept_up_when_a_person_says_so(bench: PayBench, desk: ProofDesk):
    keep(bench)
    desk.owed()
    bench.files.contents[KEPT] += b" annotated|B-LTA"
    debt = listed(desk, "archive_file_extended")
    assert desk.keep_up(debt.intent).left == ()
    (file,) = bench.owed.archived()
    assert (file.state, file.sha256) == (ArchiveState.THERE, bench.files.sha256(KEPT))
    (order,) = bench.raiser.orders
    assert (order.renew, order.may_rewrite) == (True, False)


def test_a_file_is_taken_off_both_lists_and_stays_as_it_is(bench: PayBench, desk: ProofDesk):
    keep(bench)
    desk.owed()
    owed = bench.owe("a", PadesLevel.B_T)
    bench.owed.put(replace(owed, path=KEPT))
    del bench.files.contents[KEPT]
    (debt,) = desk.pay(insist=True).left
    assert desk.give_up(debt.intent).left == ()
    assert not [*bench.owed.all(), *bench.owed.archived()]
    assert {"renewal_given_up", "level_given_up"} <= set(bench.owed.audit.kinds())
    # Who was asked twice, or settled it elsewhere meanwhile, is told nothing is left.
    assert desk.give_up(debt.intent).left == ()
    assert desk.find(debt.intent, NEW).left == ()
    assert desk.keep_up(debt.intent).left == ()
