"""What became of the proof that was asked for with a signature, and of a required level."""

from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from paraph.cli.program import words_of
from paraph.domain import errors
from paraph.domain.errors import levels as level_errors
from paraph.domain.keys.secret import Secret
from paraph.domain.pades_level import PadesLevel
from paraph.pades.certificates import read_certificate
from paraph.usecases.pay_owed import pay_owed
from paraph.usecases.prove_signed import prove_signed
from paraph.usecases.reconcile_after_crash import reconcile_after_crash
from paraph.usecases.require_level import require_level
from paraph.usecases.sign_document import SignedDocument, Signing, SignRequest, sign_document
from tests.fakes.levels import PayBench
from tests.unit.test_sign_document import KEY, ONE, OUT, SOURCE, Bench

B_T, B_LT, B_LTA = PadesLevel.B_T, PadesLevel.B_LT, PadesLevel.B_LTA
DOWN = level_errors.TimestampUnavailable(why="refused")


class Story:
    """One signature with all its ports in memory, and the proof after it."""

    def __init__(self) -> None:
        self.signing = Bench()
        self.paying = PayBench(self.signing.files)
        self.paying.owed.audit = self.signing.audit
        self.request: Any = None
        self.busy = False

    def sign(self, level: PadesLevel, **more: Any) -> SignedDocument:
        self.request = SignRequest(SOURCE, OUT, ONE.certificate_der, level=level, **more)
        signed = sign_document(self.request, KEY, self.ports)
        # What a fake signs says what it carries.
        contents = self.signing.files.contents
        assert contents[signed.output] == b"signed|B-B"
        return signed

    @property
    def ports(self) -> Signing:
        return self.signing.ports(owed=self.paying.owed)

    def reconcile(self) -> Any:
        owed = self.paying.owed
        return reconcile_after_crash(self.signing.audit, self.signing.files, lambda _: False, owed)

    @contextmanager
    def open(self):
        if self.busy:
            raise errors.StoreBusy
        yield self.paying.ports

    def prove(self, outcome: Any, **more: Any) -> Any:
        (found,) = prove_signed([self.request], [outcome], self.ports, self.open, **more)
        return found

    @property
    def kinds(self) -> list[str]:
        return self.signing.audit.kinds()


@pytest.fixture
def story() -> Story:
    return Story()


def test_what_is_owed_is_written_with_the_signature(story: Story):
    signed = story.sign(B_LTA)
    assert story.kinds[-2:] == ["signature_made", "level_owed"]
    (debt,) = story.paying.owed.all()
    assert (debt.intent, debt.path, debt.sha256) == (signed.intent, OUT, signed.output_sha256)
    assert debt.steps == signed.owed == (B_T, B_LT, B_LTA)
    assert debt.deadline == read_certificate(ONE.certificate_der).not_after


def test_a_signature_and_its_debt_are_written_together_or_not_at_all(story: Story):
    story.signing.audit.fails_at = {"level_owed": errors.DiskFull()}
    with pytest.raises(errors.DiskFull):
        story.sign(B_T)
    assert "signature_made" not in story.kinds
    story.signing.audit.fails_at = {}
    (closed,) = story.reconcile()
    assert closed.kind == "signature_made"
    assert [debt.path for debt in story.paying.owed.all()] == [OUT]


def test_without_a_level_nothing_is_owed_and_nobody_is_asked(story: Story):
    signed = story.sign(PadesLevel.B_B)
    story.busy = True
    assert story.prove(signed) is signed
    assert list(story.paying.owed.all()) == []


def test_all_that_can_be_had_is_had_at_once(story: Story):
    found = story.prove(story.sign(B_LTA))
    assert (found.level, found.owed, found.output) == (B_LTA, (), OUT)
    assert found.output_sha256 == story.signing.files.sha256(OUT)


def test_an_archived_file_that_is_signed_over_is_looked_after_no_more(story: Story):
    story.prove(story.sign(B_LTA))
    assert [file.path for file in story.paying.owed.archived()] == [OUT]
    story.sign(PadesLevel.B_B, force=True)
    assert not story.paying.owed.archived()
    assert "archive_file_overwritten" in story.kinds


def test_what_cannot_be_had_is_owed_and_the_signature_stands(story: Story):
    story.paying.raiser.fails = {B_LT: level_errors.RevocationUnavailable()}
    found = story.prove(story.sign(B_LTA))
    assert (found.level, found.owed) == (B_T, (B_LT, B_LTA))
    assert found.owed_why == "revocation_unavailable"
    assert found.output_sha256 == story.signing.files.sha256(OUT)


def test_while_somebody_else_pays_it_is_owed(story: Story):
    story.busy = True
    found = story.prove(story.sign(B_T))
    assert (found.level, found.owed) == (PadesLevel.B_B, (B_T,))


def test_a_required_level_gives_the_name_with_it(story: Story):
    signed = story.sign(B_LTA, require_level=True)
    assert story.kinds == ["signature_requested", "signature_prepared", "level_owed"]
    assert OUT not in story.signing.names(), "named before it has its level"
    found = story.prove(signed)
    assert (found.output, found.level) == (OUT, B_LTA)
    assert story.signing.names() == {SOURCE, OUT}
    assert story.kinds[-1] == "signature_made"
    assert [file.path for file in story.paying.owed.archived()] == [OUT]
    assert story.reconcile() == []


@pytest.mark.parametrize("busy", [False, True])
def test_a_required_level_that_fails_keeps_the_signature_without_its_name(story: Story, busy):
    story.paying.raiser.fails = {B_T: DOWN}
    story.busy = busy
    found = story.prove(story.sign(B_T, require_level=True))
    assert isinstance(found, level_errors.LevelNotReached)
    assert found.details["why"] == ("store_busy" if busy else "timestamp_unavailable")
    kept = Path(found.details["kept"])
    assert story.signing.names() == {SOURCE, kept}
    assert kept != OUT, "it has a name that says it has its level"
    assert story.signing.files.contents[kept] == b"signed|B-B"
    (debt,) = story.paying.owed.all()
    assert debt.path == kept


def test_a_name_that_was_taken_meanwhile_leaves_the_file_where_it_is_kept(story: Story):
    signed = story.sign(B_T, require_level=True)
    story.signing.files.contents[OUT] = b"somebody else's"
    found = story.prove(signed)
    assert isinstance(found, errors.OutputUnreachable)
    assert (found.details["why"], found.details["kept"]) == ("output_exists", "/kept/out.pdf")
    assert story.signing.files.contents[OUT] == b"somebody else's"
    assert story.signing.files.contents[Path("/kept/out.pdf")].endswith(b"B-T")


@pytest.mark.parametrize("paid", [False, True])
def test_a_crash_before_the_name_keeps_a_file_whose_level_was_required(story: Story, paid):
    story.sign(B_T, require_level=True)
    if paid:
        pay_owed(story.paying.ports)
    (closed,) = story.reconcile()
    kept = Path("/kept/out.pdf")
    assert (closed.kind, closed.output) == ("signature_made", kept)
    assert story.signing.names() == {SOURCE, kept}
    assert [debt.path for debt in story.paying.owed.all()] == ([] if paid else [kept])
    assert story.reconcile() == []


def test_a_crash_after_the_name_leaves_it(story: Story):
    signed = story.sign(B_LTA, require_level=True)
    story.signing.audit.fails_at = {"signature_made": errors.StoreBusy()}
    assert isinstance(story.prove(signed), errors.StoreBusy)
    story.signing.audit.fails_at = {}
    (closed,) = story.reconcile()
    assert (closed.kind, closed.output) == ("signature_made", OUT)
    assert story.signing.names() == {SOURCE, OUT}
    assert [file.path for file in story.paying.owed.archived()] == [OUT]


def test_a_password_is_kept_only_with_consent_and_while_something_is_owed(story: Story):
    story.paying.raiser.fails = {B_T: DOWN}
    signed = story.sign(B_T, password=Secret("geheim"))
    story.prove(signed)
    assert story.paying.passwords.kept == {}
    story.prove(signed, keep_passwords=True)
    assert story.paying.passwords.kept == {signed.intent: Secret("geheim")}
    story.paying.raiser.fails = {}
    story.prove(signed, keep_passwords=True)
    assert story.paying.passwords.kept == {}


class Checker:
    def __init__(self, error: Exception | None) -> None:
        self.error = error

    def check(self, *_words: object) -> None:
        if self.error is not None:
            raise self.error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DOWN, 4),
        (level_errors.NoTimestampService(), 3),
        (level_errors.TimestampUntrusted(), 3),
        (level_errors.CertificateRevoked(), 5),
        (errors.StoreBusy(), 4),
    ],
)
def test_a_required_level_ends_as_its_reason_does(error, status):
    told = level_errors.LevelNotReached(why=error.code)
    assert (told.exit_status, told.code) == (status, "level_not_reached")
    kind, details = told.__reduce__()[1]
    assert kind(**details).exit_status == status, "in another process too"
    assert level_errors.LevelNotReached(kept="x").exit_status == 4


@pytest.mark.parametrize("busy", [False, True])
def test_a_password_that_no_keychain_takes_is_told_as_lost(story: Story, busy):
    story.busy = busy
    story.paying.raiser.fails = {B_T: DOWN}
    story.paying.passwords.kept = None
    signed = story.sign(B_LTA, password=Secret("geheim"))
    assert not story.prove(signed).password_lost, "nobody asked for it"
    assert story.prove(signed, keep_passwords=True).password_lost
    story.busy, story.paying.passwords.kept = False, {}
    assert not story.prove(signed, keep_passwords=True).password_lost


def test_a_required_level_is_told_of_with_its_reason():
    told = words_of(level_errors.LevelNotReached(why="no_timestamp_service"))
    assert told.what.endswith("No timestamp server is set.")
    assert told.act.startswith("Try again later")
    told = words_of(level_errors.LevelNotReached(why="certificate_revoked"))
    assert told.act.startswith("Ask its issuer"), "no later try helps"


@pytest.mark.parametrize("error", [None, DOWN])
def test_a_required_level_is_tried_first(error):
    @contextmanager
    def opened():
        yield Checker(error), ()

    if error is None:
        require_level(B_T, b"", (), opened)
        return
    with pytest.raises(level_errors.LevelNotReached) as told:
        require_level(B_T, b"", (), opened)
    assert told.value.details["why"] == "timestamp_unavailable"
