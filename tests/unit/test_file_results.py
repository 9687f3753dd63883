"""The results of a completed request come into the client's file: both, once, and checked."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from paraph.domain.errors import DiskFull, NeedsPerson, ParaphError, Unavailable
from paraph.domain.errors.filing import ResultBroken, ResultDiffers, ResultGone
from paraph.domain.errors.service import FilingFolderMissing, FilingTaken, ServiceUnreachable
from paraph.domain.service.act import ActKind
from paraph.domain.service.local_request import FilingState
from paraph.domain.service.outbox_entry import EntryState, FrozenBody, OutboxEntry
from paraph.domain.service.request_draft import RequestDraft
from paraph.filing.client_folder import ClientFolder
from paraph.ports.service import ServiceCall, TrailDigests
from paraph.usecases.file_results import Filed, file_results
from paraph.usecases.pull_events import pull_events
from tests.fakes.filing import RENEWED_BY, filing_kit
from tests.fakes.received import NOW, Profile, asked
from tests.fakes.service import FakeService, Fault

SENT, SIGNED, TRAIL = b"%PDF-1.7 sent", b"%PDF-1.7 sent, signed", b"%PDF-1.7 trail, stamped"
BOTH = {
    "Müller/2026-0147/2026-12-01 Fee agreement.pdf": SIGNED,
    "Müller/2026-0147/2026-12-01 Fee agreement - audit trail.pdf": TRAIL,
}


@pytest.fixture
def service() -> FakeService:
    return FakeService(now=lambda: NOW)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "clients").mkdir()
    return tmp_path / "clients"


@pytest.fixture
def profile(tmp_path: Path, service: FakeService) -> Iterator[Profile]:
    opened = Profile(tmp_path / "home", service)
    yield opened
    opened.close()


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def completed(
    profile: Profile, service: FakeService, signed: bytes = SIGNED, trail: bytes = TRAIL
) -> str:
    """Have a request of ours for Müller signed by everybody; gives the service's id."""
    request = asked(service, "other@client.example", content=SENT)
    service.contents[hash_of(signed)] = signed
    service.contents[f"trail {request}"] = trail
    pull_events(profile.receiving)
    known = profile.of(request)
    draft = RequestDraft("Fee agreement", hash_of(SENT), "fee.pdf", client="Müller")
    profile.requests.put(replace(known, draft=draft, client="Müller"))
    service.sign_as(request, 0, hash_of(signed))
    pull_events(profile.receiving)
    return request


def acted(
    profile: Profile,
    request: str,
    kind: ActKind,
    content: bytes,
    state: EntryState = EntryState.DONE,
) -> None:
    body = FrozenBody(hash_of(content), "application/pdf", size=len(content))
    ours, key = profile.of(request).id, f"{kind} {len(content)}"
    entry = OutboxEntry(
        key, "acc", ours, kind, body, "r", key, "t", NOW, state=state
    )  # fmt: skip
    profile.outbox.add(entry)


def below(root: Path) -> dict[str, bytes]:
    files = [each for each in root.rglob("*") if each.is_file()]
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in files}


def trouble(filed) -> ParaphError:
    ((_, error),) = filed.troubles
    return error


def test_both_files_are_filed_once_and_the_record_says_where(profile, service, root):
    request = completed(profile, service)
    acted(profile, request, ActKind.UPLOAD, SENT)
    acted(profile, request, ActKind.SIGN, SIGNED)
    kit = filing_kit(profile, root)
    assert file_results(kit).requests == (profile.of(request).id,)
    assert below(root) == BOTH
    filing = profile.of(request).filing
    assert filing.state is FilingState.FILED
    assert filing.signed_place is not None
    assert Path(filing.signed_place).read_bytes() == SIGNED
    assert (filing.signed_sha256, filing.trail_sha256) == (hash_of(SIGNED), hash_of(TRAIL))
    assert profile.owed.has_left(hash_of(SIGNED))
    assert profile.kinds()[-2:] == ["results_fetched", "results_filed"]
    assert file_results(kit).requests == ()


def test_nothing_is_filed_before_it_is_completed(profile, service, root):
    asked(service)
    pull_events(profile.receiving)
    assert file_results(filing_kit(profile, root)) == Filed()
    assert below(root) == {}


@pytest.mark.parametrize(("before", "filed"), [(timedelta(seconds=1), 0), (timedelta(0), 1)])
def test_what_had_ended_before_this_desk_had_the_account_was_filed_by_others(
    profile, service, root, before, filed
):
    request = asked(service)
    service.contents[hash_of(SIGNED)] = SIGNED
    service.contents[f"trail {request}"] = TRAIL
    service.sign_as(request, 0, hash_of(SIGNED))
    ended = service.request(request).ended_at
    profile.account = profile.account._replace(added=ended + before)
    pull_events(profile.receiving)
    assert profile.of(request).status == "completed"
    assert len(file_results(filing_kit(profile, root), insist=True).requests) == filed


def test_a_second_request_of_the_same_name_has_a_number(profile, service, root):
    completed(profile, service)
    completed(profile, service, SIGNED + b" again", TRAIL + b" again")
    assert len(file_results(filing_kit(profile, root)).requests) == 2
    assert {**below(root), **BOTH} == below(root)
    assert (root / "Müller/2026-0147/2026-12-01 Fee agreement (2).pdf").exists()
    assert (root / "Müller/2026-0147/2026-12-01 Fee agreement (2) - audit trail.pdf").exists()


def test_what_a_colleagues_desk_filed_is_not_filed_twice(profile, service, root, tmp_path):
    completed(profile, service)
    file_results(filing_kit(profile, root))
    other = Profile(tmp_path / "other", service)
    pull_events(other.receiving)
    for each in other.all():
        other.requests.put(replace(each, client="Müller"))
    assert len(file_results(filing_kit(other, root)).requests) == 1
    other.close()
    assert below(root) == BOTH


def test_a_document_with_an_archive_timestamp_is_kept_up_from_then_on(profile, service, root):
    signed = SIGNED + b" B-LTA"
    completed(profile, service, signed)
    file_results(filing_kit(profile, root))
    (kept,) = profile.owed.archived()
    assert kept.path.read_bytes() == signed
    assert (kept.sha256, kept.renew_before) == (hash_of(signed), RENEWED_BY)
    assert kept.left_paraph


@pytest.mark.parametrize(
    ("signed", "trail", "why"),
    [
        (SIGNED + b" broken", TRAIL, "signed"),
        (SIGNED + b" unsigned", TRAIL, "signed"),
        (SIGNED, b"%PDF-1.7 trail", "trail"),
        (SIGNED, TRAIL + b" broken", "trail"),
        (SIGNED, TRAIL + b" unsigned", "trail"),
        (SIGNED, TRAIL + b" altered", "trail"),
    ],
)
def test_what_does_not_hold_is_not_filed_and_waits_for_a_person(
    profile, service, root, signed, trail, why
):
    request = completed(profile, service, signed, trail)
    kit = filing_kit(profile, root)
    error = trouble(file_results(kit))
    assert isinstance(error, ResultBroken)
    assert isinstance(error, NeedsPerson)
    assert error.details["why"] == why
    assert below(root) == {}
    filing = profile.of(request).filing
    assert (filing.state, filing.code) == (FilingState.OWED, "result_broken")
    profile.clock.moment += timedelta(hours=23)
    # Once a day; until then it is told, and not looked at again.
    assert [type(each) for _, each in file_results(kit).troubles] == [ResultBroken]
    assert profile.of(request).filing.attempts == 1
    profile.clock.moment += timedelta(hours=2)
    assert len(file_results(kit).troubles) == 1
    assert profile.of(request).filing.attempts == 2
    assert profile.kinds().count("filing_delayed") == 1


def test_a_signed_document_that_does_not_begin_with_what_was_signed_here_is_not_filed(
    profile, service, root
):
    request = completed(profile, service)
    acted(profile, request, ActKind.SIGN, b"%PDF-1.7 another")
    error = trouble(file_results(filing_kit(profile, root)))
    assert isinstance(error, ResultDiffers)
    assert error.details["why"] == "own_bytes"
    assert below(root) == {}


def test_what_the_service_did_not_take_is_no_beginning(profile, service, root):
    request = completed(profile, service)
    acted(profile, request, ActKind.SIGN, b"%PDF-1.7 another", EntryState.REJECTED)
    assert len(file_results(filing_kit(profile, root)).requests) == 1


def test_a_signed_document_of_another_original_is_not_filed(profile, service, root):
    request = completed(profile, service)
    acted(profile, request, ActKind.UPLOAD, b"%PDF-1.7 another")
    error = trouble(file_results(filing_kit(profile, root)))
    assert error.details["why"] == "original"


def test_a_signed_document_that_does_not_begin_with_its_original_is_not_filed(
    profile, service, root
):
    request = completed(profile, service, b"%PDF-1.7 rewritten, signed")
    acted(profile, request, ActKind.UPLOAD, SENT)
    assert trouble(file_results(filing_kit(profile, root))).details["why"] == "own_bytes"


def test_a_text_document_became_a_pdf_at_the_service(profile, service, root):
    request = completed(profile, service)
    known = profile.of(request)
    draft = known.draft._replace(document_name="fee.docx")
    profile.requests.put(replace(known, draft=draft))
    acted(profile, request, ActKind.UPLOAD, b"PK a text document")
    assert len(file_results(filing_kit(profile, root)).requests) == 1


@pytest.mark.parametrize("which", ["signed", "trail"])
def test_other_bytes_than_the_trail_names_are_not_filed(profile, service, root, monkeypatch, which):
    completed(profile, service)
    true = TrailDigests(hash_of(SENT), hash_of(SIGNED), hash_of(TRAIL))
    false = true._replace(**{which: "0" * 64})
    monkeypatch.setattr(service, "trail_digests", lambda _: false)
    error = trouble(file_results(filing_kit(profile, root)))
    assert isinstance(error, ResultDiffers)
    assert error.details["why"] == which
    assert below(root) == {}


def test_a_place_that_is_away_keeps_nothing_from_being_fetched(profile, service, root):
    one, two = completed(profile, service), completed(profile, service, SIGNED + b"2")
    kit = filing_kit(profile, root / "not mounted")
    error = trouble(file_results(kit))
    assert isinstance(error, FilingFolderMissing)
    # It was met once; both are here.
    for request in (one, two):
        filing = profile.of(request).filing
        assert filing.state is FilingState.OWED
        assert profile.spool.find(filing.signed_sha256)
        assert {filing.signed_sha256, filing.trail_sha256} <= profile.requests.files()
    service.faults.append(Fault("away"))
    profile.clock.moment += timedelta(hours=2)
    (root / "not mounted").mkdir()
    assert len(file_results(kit).requests) == 2
    assert len(below(root)) == 4
    assert len(service.faults) == 1  # nobody asked the service again


def test_a_service_that_is_away_is_asked_once(profile, service, root):
    one, two = completed(profile, service), completed(profile, service)
    service.faults.extend([Fault("away"), Fault("away")])
    error = trouble(file_results(filing_kit(profile, root)))
    assert isinstance(error, ServiceUnreachable)
    assert isinstance(error, Unavailable)
    assert len(service.faults) == 1
    assert {profile.of(each).filing.attempts for each in (one, two)} == {0, 1}


def test_what_is_owed_is_tried_again_when_it_is_due_or_asked_for(profile, service, root):
    request = completed(profile, service)
    service.faults.append(Fault("status", on="document/signed", status=500))
    kit = filing_kit(profile, root)
    assert trouble(file_results(kit)).code == "service_failed"
    due = profile.of(request).filing.next_attempt
    assert due is not None
    assert due > NOW
    left = file_results(kit)
    assert (left.requests, left.next_attempt) == ((), due)
    assert trouble(left).code == "service_failed"
    assert profile.of(request).filing.attempts == 1
    assert len(file_results(kit, insist=True).requests) == 1
    assert profile.of(request).filing.next_attempt is None


def test_a_clock_that_was_set_back_holds_nothing_up(profile, service, root):
    request = completed(profile, service)
    known = profile.of(request)
    later = known.filing._replace(state=FilingState.OWED, next_attempt=NOW + timedelta(days=400))
    profile.requests.put(replace(known, filing=later))
    assert len(file_results(filing_kit(profile, root)).requests) == 1


def test_a_request_that_is_gone_is_told_and_not_asked_for_again(profile, service, root):
    request = completed(profile, service)
    del service.requests[request]
    kit = filing_kit(profile, root)
    assert isinstance(trouble(file_results(kit)), ResultGone)
    assert file_results(kit, insist=True) == Filed()


def test_results_that_are_deleted_are_told_and_not_asked_for_again(profile, service, root):
    request = completed(profile, service)
    call = ServiceCall(
        "DELETE", f"/v2/signature-requests/{request}/personal-data", FrozenBody(""), "p", "t"
    )
    service.send(call)
    kit = filing_kit(profile, root)
    assert isinstance(trouble(file_results(kit)), ResultGone)
    assert profile.of(request).filing.state is FilingState.NEEDS_PERSON
    assert file_results(kit, insist=True) == Filed()


def test_results_that_are_here_are_filed_although_the_service_deleted_them(profile, service, root):
    request = completed(profile, service)
    kit = filing_kit(profile, root / "away")
    file_results(kit)
    call = ServiceCall(
        "DELETE", f"/v2/signature-requests/{request}/personal-data", FrozenBody(""), "p", "t"
    )
    service.send(call)
    erased = service.requests[request]
    service.requests[request] = erased._replace(name="(deleted)", matter=None)
    pull_events(profile.receiving)
    (root / "away").mkdir()
    assert len(file_results(kit, insist=True).requests) == 1
    # Under the title that it had when it was fetched.
    assert below(root / "away") == BOTH


def test_a_name_that_is_taken_at_the_last_moment_leads_to_the_next(
    profile, service, root, monkeypatch
):
    request = completed(profile, service)
    original = ClientFolder.put

    def late(self, place, files, intent):
        monkeypatch.setattr(ClientFolder, "put", original)
        Path(f"{place}.pdf").parent.mkdir(parents=True)
        Path(f"{place}.pdf").write_bytes(b"somebody else's")
        original(self, place, files, intent)

    monkeypatch.setattr(ClientFolder, "put", late)
    assert len(file_results(filing_kit(profile, root)).requests) == 1
    assert profile.of(request).filing.place.endswith("(2)")
    assert len(below(root)) == 3


def test_a_folder_in_which_every_name_is_taken_ends_in_an_error(
    profile, service, root, monkeypatch
):
    completed(profile, service)

    def taken(*_):
        raise FilingTaken(place="")

    monkeypatch.setattr(ClientFolder, "fits", lambda *_: False)
    monkeypatch.setattr(ClientFolder, "put", taken)
    assert isinstance(trouble(file_results(filing_kit(profile, root))), FilingTaken)


def test_a_disk_that_is_full_is_told_and_leaves_nothing_half(profile, service, root, monkeypatch):
    import paraph.filing.client_folder as module

    def full(source, copy, sha256):
        copy.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    completed(profile, service)
    monkeypatch.setattr(module, "copy_checked", full)
    assert isinstance(trouble(file_results(filing_kit(profile, root))), DiskFull)
    assert below(root) == {}
    monkeypatch.undo()
    profile.clock.moment += timedelta(hours=2)
    assert len(file_results(filing_kit(profile, root)).requests) == 1
    assert below(root) == BOTH


def test_another_root_than_was_recorded_gets_a_place_of_its_own(profile, service, root):
    request = completed(profile, service)
    known = profile.of(request)
    elsewhere = known.filing._replace(state=FilingState.OWED, place="/old/root/Müller/Fee")
    profile.requests.put(replace(known, filing=elsewhere))
    assert len(file_results(filing_kit(profile, root)).requests) == 1
    assert below(root) == BOTH


def test_a_place_that_was_recorded_before_a_crash_is_gone_on_with(profile, service, root):
    request = completed(profile, service)
    known = profile.of(request)
    # As another pattern, which was set until then, made it.
    begun = known.filing._replace(state=FilingState.OWED, place=str(root / "Old" / "Fee"))
    profile.requests.put(replace(known, filing=begun))
    (root / "Old").mkdir()
    (root / "Old" / "Fee.pdf").write_bytes(SIGNED)
    assert len(file_results(filing_kit(profile, root)).requests) == 1
    assert below(root) == {"Old/Fee.pdf": SIGNED, "Old/Fee - audit trail.pdf": TRAIL}
