"""When a debt is tried again, and what is the most urgent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.errors import levels as level_errors
from paraph.domain.owed import LONGEST_WAIT, ArchivedFile, OwedLevel
from paraph.domain.pades_level import PadesLevel

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
DEBT = OwedLevel("i", Path("/m/a.pdf"), "aa", PadesLevel.B_B, PadesLevel.B_LTA, NOW)
DOWN = level_errors.TimestampUnavailable(why="refused")


def test_a_debt_knows_its_steps_lowest_first():
    assert DEBT.steps == (PadesLevel.B_T, PadesLevel.B_LT, PadesLevel.B_LTA)
    assert replace(DEBT, level=PadesLevel.B_LT).steps == (PadesLevel.B_LTA,)
    assert replace(DEBT, level=PadesLevel.B_LTA).steps == ()
    assert replace(DEBT, level=PadesLevel.B_LTA, renews=True).steps == (PadesLevel.B_LTA,)


def test_each_failure_waits_longer_and_never_more_than_a_day():
    debt, waits = DEBT, []
    for _ in range(40):
        debt = debt.after_failed_attempt(DOWN, NOW, jitter=1)
        assert debt.next_attempt is not None
        waits.append(debt.next_attempt - NOW)
    assert waits[0] == timedelta(minutes=1)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=15)
    assert debt.attempts == 40
    untrusted = level_errors.IssuerUntrusted()
    late = replace(DEBT, attempts=1000).after_failed_attempt(untrusted, NOW, jitter=1)
    assert late.next_attempt == NOW + LONGEST_WAIT


def test_jitter_shortens_a_wait_by_half_at_most():
    waits = [DEBT.after_failed_attempt(DOWN, NOW, jitter).next_attempt for jitter in (0, 0.5, 0.99)]
    assert waits == [NOW + timedelta(seconds=s) for s in (30, 45, 59.7)]


@pytest.mark.parametrize("kind", [datetime.isoformat, lambda moment: moment])
def test_what_is_published_later_is_not_asked_for_before(kind):
    then = NOW + timedelta(hours=5)
    error = level_errors.RevocationTooOld(not_before=kind(then))
    debt = DEBT.after_failed_attempt(error, NOW, jitter=0)
    assert (debt.not_before, debt.next_attempt) == (then, then)
    assert not debt.may_be_tried(NOW)
    assert debt.may_be_tried(then)
    far = level_errors.RevocationTooOld(not_before=kind(NOW + timedelta(days=9)))
    assert DEBT.after_failed_attempt(far, NOW, jitter=0).next_attempt == NOW + LONGEST_WAIT


def test_what_a_person_settles_is_looked_at_each_time_and_a_refusal_never_again():
    debt = DEBT.after_failed_attempt(errors.PasswordRequired(), NOW, 0)
    assert (debt.needs_person, debt.next_attempt, debt.may_be_tried(NOW)) == (
        "password_required",
        None,
        True,
    )
    debt = DEBT.after_failed_attempt(level_errors.CertificateRevoked(), NOW, 0)
    assert (debt.needs_person, debt.is_refused) == ("certificate_revoked", True)
    assert not debt.may_be_tried(NOW + timedelta(days=1000))


def test_a_step_that_was_paid_forgets_its_failures():
    debt = DEBT.after_failed_attempt(DOWN, NOW, 1).after_step("bb", PadesLevel.B_T)
    assert (debt.sha256, debt.level, debt.asked) == ("bb", PadesLevel.B_T, PadesLevel.B_LTA)
    assert (debt.reason, debt.attempts, debt.next_attempt) == (None, 0, None)
    assert debt.since == DEBT.since


def test_the_nearest_deadline_is_the_most_urgent():
    soon = replace(DEBT, intent="soon", deadline=NOW + timedelta(days=1))
    late = replace(DEBT, intent="late", deadline=NOW + timedelta(days=9))
    older = replace(DEBT, intent="older", since=NOW - timedelta(days=1))
    ordered = sorted([DEBT, late, older, soon], key=OwedLevel.urgency)
    assert [debt.intent for debt in ordered] == ["soon", "late", "older", "i"]


def test_an_archive_timestamp_is_renewed_months_before_its_end():
    file = ArchivedFile(Path("/m/a.pdf"), "aa", NOW + timedelta(days=100))
    assert not file.is_due(NOW)
    assert file.is_due(NOW + timedelta(days=10))


def test_a_network_that_is_back_is_a_reason_only_where_it_may_have_been_the_cause():
    def after(error: errors.ParaphError) -> OwedLevel:
        return DEBT.after_failed_attempt(error, NOW, jitter=1)

    for error in (DOWN, level_errors.RevocationUnavailable(), level_errors.ProxyUnsupported()):
        assert after(error).waits_for_network, error.code
    for error in (
        level_errors.CertificateRevoked(),
        level_errors.RevocationTooOld(),
        level_errors.ProofFileMissing(),
        errors.PasswordRequired(),
    ):
        assert not after(error).waits_for_network, error.code
    assert after(errors.PasswordIncorrect()).waits_for_password
    assert not after(DOWN).waits_for_password
