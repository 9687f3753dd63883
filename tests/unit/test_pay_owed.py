"""Paying what signed files owe: in which order, what is recorded, what is left alone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.errors import levels as level_errors
from paraph.domain.keys.secret import Secret
from paraph.domain.owed import RENEWAL_MARGIN
from paraph.domain.pades_level import PadesLevel
from paraph.usecases.mark_left import mark_left
from paraph.usecases.pay_owed import pay_owed
from paraph.usecases.renew_archive import owe_renewals
from tests.fakes.levels import ENDS, MemoryReplacing, PayBench

DOWN = level_errors.TimestampUnavailable(why="refused")
B_T, B_LT, B_LTA = PadesLevel.B_T, PadesLevel.B_LT, PadesLevel.B_LTA


@pytest.fixture
def bench() -> PayBench:
    return PayBench()


def test_each_step_is_prepared_placed_and_then_paid(bench: PayBench):
    debt = bench.owe("a")
    paid = pay_owed(bench.ports)
    assert (paid.raised, paid.left) == ({"a"}, ())
    assert paid.replaced == ((debt.path, debt.sha256, bench.files.sha256(debt.path)),)
    assert bench.kinds("a") == ["level_prepared", "level_paid"] * 3
    assert bench.files.contents == {debt.path: b"a|B-LTA"}
    (archived,) = bench.owed.archived()
    due = ENDS - RENEWAL_MARGIN
    assert archived[:5] == (debt.path, bench.files.sha256(debt.path), ENDS, False, due)
    assert archived.seen == bench.places.sight(debt.path)
    assert (archived.size, archived.checked) == (len(b"a|B-LTA"), bench.clock.now())


def test_the_nearest_deadline_is_paid_first(bench: PayBench):
    now = bench.clock.now()
    bench.owe("late", B_T, deadline=now + timedelta(days=9))
    bench.owe("soon", B_T, deadline=now + timedelta(days=1))
    pay_owed(bench.ports)
    assert [order.source.name for order in bench.raiser.orders] == ["soon", "late"]


def test_a_server_that_is_down_is_asked_once_in_a_run_and_each_debt_waits(bench: PayBench):
    bench.raiser.fails = {B_T: DOWN}
    for name in ("a", "b", "c"):
        bench.owe(name)
    paid = pay_owed(bench.ports)
    assert len(bench.raiser.orders) == 1
    assert [debt.reason for debt in paid.left] == ["timestamp_unavailable"] * 3
    assert all(debt.next_attempt is not None for debt in paid.left)
    assert pay_owed(bench.ports).raised == frozenset()
    assert len(bench.raiser.orders) == 1, "asked before its time"
    bench.clock.moment += timedelta(hours=1)
    pay_owed(bench.ports)
    assert bench.kinds("a") == ["level_delayed"], "one reason is one entry"
    bench.raiser.fails = {}
    bench.clock.moment += timedelta(hours=1)
    assert pay_owed(bench.ports).left == ()


def test_what_was_reached_stays_when_the_next_step_fails(bench: PayBench):
    debt = bench.owe("a")
    bench.raiser.fails = {B_LT: level_errors.RevocationTooOld(not_before="2099-01-01T00:00:00Z")}
    paid = pay_owed(bench.ports)
    (left,) = paid.left
    assert (paid.raised, left.level, left.steps) == ({"a"}, B_T, (B_LT, B_LTA))
    assert bench.files.contents == {debt.path: b"a|B-T"}
    assert left.sha256 == bench.files.sha256(debt.path)


@pytest.mark.parametrize("there", [b"another program was here", None])
def test_a_file_that_is_not_ours_any_more_is_never_overwritten(bench: PayBench, there):
    debt = bench.owe("a")
    contents = {} if there is None else {debt.path: there}
    bench.files.contents = contents
    bench.raiser.files = bench.files
    paid = pay_owed(bench.ports)
    code = "proof_file_missing" if there is None else "proof_file_changed"
    assert [each.needs_person for each in paid.left] == [code]
    assert bench.files.contents == contents
    assert bench.raiser.orders == []


def test_a_file_that_was_signed_anew_under_its_name_owes_only_what_the_new_one_owes(
    bench: PayBench,
):
    old = bench.owe("old")
    bench.passwords.keep("old", Secret("geheim"))
    bench.files.contents[old.path] = b"new|B-B"
    new = replace(old, intent="new", since=old.since + timedelta(days=1))
    new = replace(new, sha256=bench.files.sha256(old.path))
    bench.owed.put(new)
    assert pay_owed(bench.ports).left == ()
    assert bench.files.contents == {old.path: b"new|B-LTA"}
    assert (bench.kinds("old"), bench.passwords.kept) == (["level_overwritten"], {})


def test_of_two_debts_at_one_place_the_one_whose_file_lies_there_stays(bench: PayBench):
    old = bench.owe("old")
    away = replace(old, intent="new", since=old.since + timedelta(days=1), sha256="elsewhere")
    bench.owed.put(away)
    assert [each.intent for each in pay_owed(bench.ports).left] == ["new"]
    assert bench.files.contents == {old.path: b"old|B-LTA"}


@pytest.mark.parametrize(
    "error",
    [
        level_errors.TimestampAccountRefused(why="status"),
        level_errors.ClockDiffers(),
        level_errors.TimestampUntrusted(),
    ],
)
def test_what_a_person_has_to_set_right_asks_for_one_and_is_tried_again(bench: PayBench, error):
    bench.raiser.fails = {B_T: error}
    bench.owe("a")
    bench.owe("b")
    paid = pay_owed(bench.ports)
    assert [each.needs_person for each in paid.left] == [error.code] * 2
    assert len(bench.raiser.orders) == 1, "the same server, the same clock"
    bench.raiser.fails = {}
    bench.clock.moment += timedelta(hours=2)
    assert pay_owed(bench.ports).left == ()


def test_a_folder_that_cannot_be_written_to_is_told_of_as_the_files_own(bench: PayBench):
    bench.owe("a")
    bench.closed = True
    assert [each.needs_person for each in pay_owed(bench.ports).left] == ["proof_folder_read_only"]
    bench.closed = False
    assert pay_owed(bench.ports).left == (), "seen at once, without a wait"


def test_a_file_that_changes_while_the_server_is_asked_is_not_overwritten(bench: PayBench):
    debt = bench.owe("a")
    bench.raiser.meanwhile = lambda order: bench.files.contents.update({debt.path: b"changed"})
    paid = pay_owed(bench.ports)
    assert [each.needs_person for each in paid.left] == ["proof_file_changed"]
    assert bench.files.contents == {debt.path: b"changed"}
    assert bench.kinds("a") == ["level_prepared", "level_delayed"]


def test_bytes_that_left_are_only_extended(bench: PayBench):
    debt = bench.owe("a", B_T)
    files = MemoryReplacing(bench.files)
    assert mark_left(debt.path, bench.owed, files) == debt.sha256
    pay_owed(bench.ports)
    assert [order.may_rewrite for order in bench.raiser.orders] == [False]
    assert bench.files.contents[debt.path].startswith(b"a|B-B")


def test_bytes_that_leave_while_the_server_is_asked_are_only_extended(bench: PayBench):
    debt = bench.owe("a", B_T)
    bench.raiser.meanwhile = lambda order: bench.owed.mark_left(debt.sha256)
    paid = pay_owed(bench.ports)
    assert [order.may_rewrite for order in bench.raiser.orders] == [True, False]
    assert paid.left == ()
    assert bench.files.contents[debt.path] == b"a|B-B|B-T"


def test_a_locked_file_waits_for_its_password_or_uses_the_kept_one(bench: PayBench):
    bench.raiser.password = "geheim"
    bench.owe("a")
    assert [each.needs_person for each in pay_owed(bench.ports).left] == ["password_required"]
    bench.passwords.keep("a", Secret("geheim"))
    assert pay_owed(bench.ports).left == ()
    assert bench.passwords.kept == {}, "kept longer than it is owed"


def test_a_refusal_is_not_tried_again_unless_a_person_insists(bench: PayBench):
    bench.raiser.fails = {B_LT: level_errors.CertificateRevoked()}
    bench.owe("a")
    (left,) = pay_owed(bench.ports).left
    assert (left.level, left.needs_person, left.is_refused) == (B_T, "certificate_revoked", True)
    bench.clock.moment += timedelta(days=400)
    count = len(bench.raiser.orders)
    pay_owed(bench.ports)
    assert len(bench.raiser.orders) == count
    assert bench.kinds("a")[-1] == "level_refused"
    bench.raiser.fails = {}
    assert pay_owed(bench.ports, ["a"], insist=True).left == ()


def test_what_cannot_be_recorded_is_read_off_the_file_next_time(bench: PayBench):
    debt = bench.owe("a", B_T)

    def fail_from_now_on(_order: object) -> None:
        bench.owed.audit.fails_at = {"level_paid": errors.DiskFull()}

    bench.raiser.meanwhile = fail_from_now_on
    with pytest.raises(errors.DiskFull):
        pay_owed(bench.ports)
    assert bench.files.contents == {debt.path: b"a|B-T"}
    bench.owed.audit.fails_at = {}
    assert pay_owed(bench.ports).left == ()
    assert bench.kinds("a") == ["level_prepared", "level_paid"]
    assert len(bench.raiser.orders) == 1


def test_a_step_is_not_placed_that_cannot_be_recorded_first(bench: PayBench):
    debt = bench.owe("a", B_T)
    bench.owed.audit.fails_at = {"level_prepared": errors.StoreBusy()}
    pay_owed(bench.ports)
    assert bench.files.contents == {debt.path: b"a|B-B"}


@pytest.mark.parametrize(
    ("prepared", "part", "there", "level", "left_over"),
    [
        (False, b"half", b"a|B-B", None, b"a|B-B"),
        (True, b"a|B-T", b"a|B-B", B_T, b"a|B-T"),  # ready, and had no time for its place
        (True, None, b"a|B-T", B_T, b"a|B-T"),  # placed, and had no time to be recorded
        (True, b"torn", b"a|B-B", None, b"a|B-B"),
    ],
)
def test_what_is_on_disk_tells_where_a_crash_fell(
    bench: PayBench, prepared, part, there, level, left_over
):
    debt = bench.owe("a")
    temporary = Path("/m/.a.proof")
    bench.files.contents = {debt.path: b"a|B-T"}
    made = bench.files.sha256(debt.path)
    bench.owed.put(replace(debt, temporary=temporary, prepared_sha256=made if prepared else None))
    bench.files.contents = {debt.path: there} | ({temporary: part} if part else {})
    bench.raiser.files = bench.files
    paid = pay_owed(bench.ports, only=[])
    assert bench.files.contents == {debt.path: left_over}
    (left,) = paid.left
    assert (left.level, left.temporary) == (level or PadesLevel.B_B, None)
    assert bench.kinds("a") == (["level_paid"] if level else [])


def test_nothing_is_said_of_a_step_on_a_drive_that_is_away(bench: PayBench):
    debt = replace(bench.owe("a"), temporary=Path("/m/.a.proof"), prepared_sha256="ff")
    bench.owed.put(debt)
    bench.files.contents = {}
    pay_owed(bench.ports, only=[])
    assert list(bench.owed.all()) == [debt]


def test_a_renewal_is_owed_once_when_its_time_has_come(bench: PayBench):
    debt = bench.owe("a")
    pay_owed(bench.ports)
    ports = bench.ports
    assert owe_renewals(ports.owed, ports.audit, ports.clock) == 0
    bench.clock.moment = ENDS - timedelta(days=30)
    assert owe_renewals(ports.owed, ports.audit, ports.clock) == 1
    assert owe_renewals(ports.owed, ports.audit, ports.clock) == 0
    (renewal,) = bench.owed.all()
    assert (renewal.renews, renewal.deadline, renewal.steps) == (True, ENDS, (B_LTA,))
    assert pay_owed(ports).left == ()
    assert bench.raiser.orders[-1].renew
    assert bench.owed.archived()[0].sha256 == bench.files.sha256(debt.path)


def test_an_authority_whose_certificate_ends_soon_is_not_asked_again_and_again(bench: PayBench):
    start = bench.clock.moment = ENDS - timedelta(days=40)
    bench.owe("a")
    pay_owed(bench.ports)
    renewals = 0
    while bench.clock.moment < ENDS:
        renewals += owe_renewals(bench.owed, bench.owed.audit, bench.clock)
        assert pay_owed(bench.ports).left == ()
        assert renewals == 0 or bench.clock.moment >= start + timedelta(days=20)
        bench.clock.moment += timedelta(hours=1)
    assert 3 <= renewals <= 6, "at half of what is left, each time"


def test_an_archived_file_that_is_gone_is_told_when_its_renewal_is_due(bench: PayBench):
    debt = bench.owe("a")
    pay_owed(bench.ports)
    bench.clock.moment = ENDS
    del bench.files.contents[debt.path]
    owe_renewals(bench.owed, bench.owed.audit, bench.clock)
    assert [each.needs_person for each in pay_owed(bench.ports).left] == ["proof_file_missing"]
