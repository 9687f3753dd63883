"""The outbox: queued whole, sent once, in order; what waits for a person holds up nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from paraph.domain.errors import ProofBusy
from paraph.domain.errors.service import (
    ActForbidden,
    EntryNotCancelable,
    RequestUnknown,
    SpoolDamaged,
)
from paraph.domain.service.outbox_entry import EntryState
from paraph.domain.service.request_draft import RequestDraft
from paraph.usecases import queue_act as q
from paraph.usecases.push_outbox import push_outbox
from paraph.usecases.tend_outbox import cancel_entry, retry_all, retry_entries, summary_of
from tests.fakes.outbox_bench import OutboxBench, opened, person
from tests.fakes.service import Fault

DAY_S = 86_400.0


@pytest.fixture
def bench(tmp_path):
    with opened(tmp_path / "home") as found:
        yield found


def signed(bench: OutboxBench, revision: bytes = b"%PDF-1.7 contract", mark: bytes = b" signed"):
    path = bench.home / "signed.pdf"
    path.write_bytes(revision + mark)
    return bench.spool.take(path)


def only_remote(bench: OutboxBench):
    (found,) = bench.service.requests.values()
    return found


def test_a_request_is_queued_whole_without_a_network_and_sent_in_order(bench):
    asked = bench.ask()
    assert [(e.kind, e.state) for e in asked.entries] == [
        ("upload", "pending"), ("create", "pending"), ("activate", "pending"),
    ]  # fmt: skip
    assert bench.service.calls == []
    done = bench.push()
    assert done == (3, 3, 0, None)
    found = bench.requests.get(asked.request.id)
    assert (found.status, found.remote.name) == ("in_progress", "Fee agreement")
    assert bench.service.effects == {"upload": 1, "create": 1, "activate": 1}
    assert bench.push() == (0, 0, 0, None)
    assert bench.kinds().count("act_sending") == 3


def test_the_call_carries_what_was_frozen_with_the_documents_id_put_in(bench):
    asked = bench.ask()
    bench.push()
    create = bench.service.calls[1]
    document = next(iter(bench.service.documents))
    assert create.body.content.startswith(f'{{"document_id":"{document}"'.encode())
    entry = bench.entry(asked.request.id, "create")
    assert (create.idempotency_key, create.trace_id) == (entry.idempotency_key, entry.trace_id)


def test_a_person_called_like_the_place_of_the_id_keeps_the_name(bench):
    bench.ask(person(first_name="@document"))
    bench.push()
    assert only_remote(bench).signatories[0].first_name == "@document"


def test_a_request_of_a_template_is_one_call_and_its_activation(bench):
    draft = RequestDraft("Lease", template_id="tpl_7", players=(("client", person()),))
    q.queue_request("acc-1", draft, bench.queueing, activate=True)
    assert bench.push().acknowledged == 2
    assert bench.service.calls[0].path == "/v2/templates/tpl_7/signature-requests"


def test_the_same_click_twice_is_one_act(bench):
    reference = "5f8a2c9e-0000-4000-8000-000000000001"
    first, second = bench.ask(reference=reference), bench.ask(reference=reference)
    assert first.request.id == second.request.id
    assert [e.id for e in first.entries] == [e.id for e in second.entries]
    bench.push()
    one = q.queue_remind(first.request.id, bench.queueing)
    two = q.queue_remind(first.request.id, bench.queueing)
    assert one.entries == two.entries


def test_what_the_state_forbids_is_refused_at_once(bench):
    asked = bench.ask(activate=False)
    for queue in (q.queue_remind, q.queue_purge):
        with pytest.raises(ActForbidden) as refused:
            queue(asked.request.id, bench.queueing)
        assert refused.value.details["why"] == "state"
    q.queue_activate(asked.request.id, bench.queueing)
    q.queue_remind(asked.request.id, bench.queueing)
    bench.push()
    q.queue_cancel(asked.request.id, "no longer needed", bench.queueing)
    with pytest.raises(ActForbidden):
        q.queue_cancel(asked.request.id, "another reason", bench.queueing)
    with pytest.raises(ActForbidden):
        q.queue_decline(asked.request.id, 0, "no", bench.queueing)
    bench.push()
    q.queue_purge(asked.request.id, bench.queueing)
    assert bench.push().acknowledged == 1
    with pytest.raises(RequestUnknown):
        q.queue_remind("nobody", bench.queueing)


def test_a_request_that_never_left_is_taken_back_without_a_call(bench):
    asked = bench.ask()
    q.queue_cancel(asked.request.id, "a mistake", bench.queueing)
    assert bench.states(asked.request.id) == [
        "upload canceled", "create canceled", "activate canceled",
    ]  # fmt: skip
    assert bench.push() == (0, 0, 0, None)
    assert bench.service.calls == []
    assert bench.requests.get(asked.request.id).status == "canceled"
    with pytest.raises(ActForbidden):
        q.queue_cancel(asked.request.id, "once more", bench.queueing)


def test_a_draft_that_is_at_the_service_is_deleted_there(bench):
    asked = bench.ask(activate=False)
    bench.push()
    q.queue_activate(asked.request.id, bench.queueing)
    q.queue_cancel(asked.request.id, "a mistake", bench.queueing)
    bench.push()
    assert bench.service.requests == {}
    assert bench.states(asked.request.id)[2:] == ["activate canceled", "discard done"]
    assert bench.requests.get(asked.request.id).status == "canceled"


@pytest.mark.parametrize("act", ["upload", "create", "activate"])
@pytest.mark.parametrize("kind", ["lost", "cut"])
@pytest.mark.parametrize("forgets", [False, True])
def test_a_lost_answer_is_looked_up_and_the_act_has_one_effect(bench, act, kind, forgets):
    on = {"upload": "POST /v2/documents", "create": "POST /v2/signature-requests",
          "activate": "/activate"}[act]  # fmt: skip
    asked = bench.ask()
    bench.service.faults.append(Fault(kind, on))
    while bench.service.faults:
        bench.push()
    assert bench.entry(asked.request.id, act).state is EntryState.UNKNOWN
    if forgets:
        bench.service.forget_keys()
        bench.clock.go_on(40 * DAY_S)
    bench.clock.go_on(3600)
    bench.push()
    assert set(bench.service.effects.values()) == {1}
    assert [s.split()[1] for s in bench.states(asked.request.id)] == ["done"] * 3


def test_no_network_is_one_probe_and_nothing_is_counted_as_sent(bench):
    for _ in range(20):
        bench.ask()
    bench.service.faults.extend(Fault("away") for _ in range(50))
    done = bench.push()
    assert (done.pushed, done.stopped) == (0, "service_unreachable")
    assert len(bench.service.calls) == 1
    summary = summary_of("acc-1", bench.queueing)
    assert (summary.waiting, summary.rejected) == (60, 0)
    assert summary.next_attempt is not None


def test_a_captive_portal_stops_the_run_and_nothing_is_taken_for_done(bench):
    asked = bench.ask()
    bench.ask()
    bench.service.faults.append(Fault("portal"))
    done = bench.push()
    assert (done.pushed, done.acknowledged, done.stopped) == (1, 0, "network_sign_in")
    assert bench.entry(asked.request.id, "upload").state is EntryState.UNKNOWN
    bench.clock.go_on(3600)
    assert bench.push().acknowledged == 6


def test_one_that_fails_for_ever_holds_up_no_other_request(bench):
    stuck, other = bench.ask(), bench.ask()
    bench.service.faults.append(Fault("status", status=500, on="/v2/documents"))
    bench.push()
    assert bench.states(stuck.request.id)[0] == "upload unknown"
    assert bench.requests.get(other.request.id).status == "in_progress"


def test_a_rejected_act_parks_its_request_only_and_says_the_services_words(bench):
    stuck, other = bench.ask(), bench.ask()
    bench.service.faults.append(Fault("status", status=422, code="invalid_request"))
    done = bench.push()
    assert done.rejected == 1
    assert bench.states(stuck.request.id) == [
        "upload rejected", "create pending", "activate pending",
    ]  # fmt: skip
    error = bench.entry(stuck.request.id, "upload").error
    assert (error.code, error.detail) == ("invalid_request", "The fake says invalid_request.")
    assert bench.requests.get(other.request.id).status == "in_progress"
    assert not summary_of("acc-1", bench.queueing).parked[0].is_old
    bench.clock.go_on(2 * DAY_S)
    assert bench.push().pushed == 0
    assert summary_of("acc-1", bench.queueing).parked[0].is_old
    key = bench.entry(stuck.request.id, "upload").idempotency_key
    retry_entries([bench.entry(stuck.request.id, "upload").id], bench.queueing)
    assert bench.entry(stuck.request.id, "upload").idempotency_key != key
    assert bench.push().acknowledged == 3


@pytest.mark.parametrize("arrived", [False, True])
def test_sign_in_trouble_pauses_the_account_and_loses_nothing(bench, arrived):
    asked = bench.ask()
    if arrived:
        bench.service.faults.append(Fault("lost"))
        bench.push()
        bench.clock.go_on(3600)
    before = bench.entry(asked.request.id, "upload")
    bench.service.faults.append(Fault("signed_out"))
    done = bench.push()
    assert done.stopped == "sign_in_again"
    after = bench.entry(asked.request.id, "upload")
    assert (after.state, after.attempts, after.first_sent) == (
        before.state, before.attempts, before.first_sent,
    )  # fmt: skip
    assert bench.accounts.all()[0].paused == "sign_in_again"
    assert bench.push() == (0, 0, 0, "sign_in_again")
    bench.accounts.put(bench.account)
    assert bench.push().acknowledged == 3
    assert set(bench.service.effects.values()) == {1}


def test_retry_after_wins_over_everything_but_a_person(bench):
    asked = bench.ask()
    bench.service.faults.append(Fault("status", status=503, retry_after="7200"))
    bench.push()
    entry = bench.entry(asked.request.id, "upload")
    assert entry.next_attempt - bench.clock.now() >= timedelta(seconds=7200)
    bench.clock.go_on(7000)
    assert bench.push().pushed == 0
    bench.clock.go_on(300)
    assert bench.push().acknowledged == 3


@pytest.mark.parametrize("days", [1, -1, 365, -365])
def test_a_clock_that_is_set_makes_no_storm_and_no_stall(bench, days):
    asked = bench.ask()
    bench.service.faults.extend(Fault("status", status=503) for _ in range(3))
    bench.push()
    bench.clock.wall += timedelta(days=days)
    bench.reopen()
    for _ in range(5):
        bench.push()
    assert len(bench.service.calls) <= 3
    bench.service.faults.clear()
    for _ in range(25):
        bench.clock.go_on(3600)
        bench.push()
    assert bench.requests.get(asked.request.id).status == "in_progress"
    assert set(bench.service.effects.values()) == {1}


def test_what_a_crash_left_on_its_way_is_unknown_and_looked_up(bench):
    asked = bench.ask()
    entry = bench.outbox.body_of(asked.entries[0].id)
    bench.outbox.put(entry.sending(bench.clock.now()))
    bench.reopen()
    assert bench.push().acknowledged == 3
    assert "act_interrupted" in bench.kinds()


def test_an_upload_of_other_bytes_under_our_reference_is_not_taken_for_ours(bench):
    asked = bench.ask()
    bench.service.faults.append(Fault("lost"))
    bench.push()
    (document,) = bench.service.documents.values()
    bench.service.documents[document.id] = document._replace(checksum_sha256="0" * 64)
    bench.clock.go_on(3600)
    bench.push()
    assert bench.entry(asked.request.id, "upload").state is EntryState.REJECTED


def test_a_signature_made_before_the_request_existed_is_sent_as_it_is(bench):
    asked = bench.ask(person(signing="local"))
    made = signed(bench)
    q.queue_sign(asked.request.id, 0, made, asked.request.draft.document_sha256, bench.queueing)
    assert bench.push().acknowledged == 4
    call = bench.service.calls[-1]
    assert call.body.sha256 == made.sha256
    assert call.if_match == f'"sha256:{asked.request.draft.document_sha256}"'
    assert bench.owed.has_left(made.sha256)
    assert bench.requests.get(asked.request.id).status == "completed"


def test_a_signature_on_a_document_that_moved_is_kept_and_gives_way_to_the_new_one(bench):
    asked = bench.ask(person(1, signing="local", order=1), person(2, order=1))
    bench.push()
    remote = only_remote(bench)
    first = signed(bench)
    q.queue_sign(asked.request.id, 0, first, remote.document_sha256, bench.queueing)
    bench.service.sign_as(remote.id, 1)
    bench.push()
    entry = bench.entry(asked.request.id, "sign")
    assert (entry.state, entry.error.code) == ("needs_person", "document_moved")
    assert bench.spool.has(first.sha256)
    revision = bench.home / "revision.pdf"
    revision.write_bytes(b"%PDF-1.7 contract theirs")
    kept = bench.spool.take(revision)
    bench.service.requests[remote.id] = only_remote(bench)._replace(document_sha256=kept.sha256)
    second = signed(bench, b"%PDF-1.7 contract theirs")
    q.queue_sign(asked.request.id, 0, second, kept.sha256, bench.queueing)
    assert bench.states(asked.request.id)[-2:] == ["sign canceled", "sign pending"]
    assert bench.push().acknowledged == 1
    assert first.sha256 in bench.outbox.files()


def test_a_signature_whose_answer_was_lost_is_known_by_its_bytes(bench, tmp_path):
    asked = bench.ask(person(1, signing="local", order=1), person(2, order=2))
    bench.push()
    remote = only_remote(bench)
    made = signed(bench)
    q.queue_sign(asked.request.id, 0, made, remote.document_sha256, bench.queueing)
    bench.service.faults.append(Fault("lost", "signed-document"))
    bench.push()
    after = b"%PDF-1.7 contract signed and by the other"
    bench.service.sign_as(remote.id, 1, sha256="f" * 64)
    bench.service.contents["f" * 64] = after
    bench.service.forget_keys()
    bench.clock.go_on(40 * DAY_S)
    bench.push()
    assert bench.entry(asked.request.id, "sign").state is EntryState.DONE
    assert bench.service.effects["sign"] == 1


def test_a_signature_of_somebody_else_in_our_place_is_not_taken_for_ours(bench):
    asked = bench.ask(person(1, signing="local", order=1), person(2, order=2))
    bench.push()
    remote = only_remote(bench)
    made = signed(bench)
    q.queue_sign(asked.request.id, 0, made, remote.document_sha256, bench.queueing)
    bench.service.sign_as(remote.id, 0, sha256="e" * 64)
    bench.service.contents["e" * 64] = b"%PDF-1.7 contract of another card"
    bench.push()
    entry = bench.entry(asked.request.id, "sign")
    assert entry.state is EntryState.REJECTED
    assert bench.spool.has(made.sha256)


def test_a_signature_on_another_document_is_refused(bench):
    asked = bench.ask(person(signing="local"))
    other = signed(bench, b"%PDF-1.7 another contract")
    with pytest.raises(ActForbidden) as refused:
        q.queue_sign(
            asked.request.id, 0, other, asked.request.draft.document_sha256, bench.queueing
        )
    assert refused.value.details["why"] == "other_document"


@pytest.mark.parametrize(
    ("people", "number", "why"),
    [
        ((person(),), 0, "signs_remotely"),
        ((person(signing="local"),), 5, "no_such_signatory"),
        ((person(1), person(2, signing="local")), 1, "not_your_turn"),
    ],
)
def test_who_may_not_sign_is_told_before_anything_is_queued(bench, people, number, why):
    asked = bench.ask(*people)
    with pytest.raises(ActForbidden) as refused:
        q.queue_sign(
            asked.request.id, number, signed(bench), asked.request.draft.document_sha256,
            bench.queueing,
        )  # fmt: skip
    assert refused.value.details["why"] == why


def test_a_timestamp_that_came_meanwhile_leaves_with_the_signature(bench):
    asked = bench.ask(person(signing="local"))
    made = signed(bench)
    q.queue_sign(asked.request.id, 0, made, asked.request.draft.document_sha256, bench.queueing)
    stamped = bench.home / "kept.pdf"
    stamped.write_bytes(b"%PDF-1.7 contract signed with a time")
    after = bench.spool.take(stamped).sha256
    body = {"path": str(stamped), "sha256": after, "sha256_before": made.sha256, "level": "B-T"}
    bench.audit.append("level_paid", "intent", body)
    assert bench.push().acknowledged == 4
    assert bench.service.calls[-1].body.sha256 == after
    assert bench.owed.has_left(after)


def test_a_signature_leaves_without_its_timestamp_while_another_process_pays(bench):
    asked = bench.ask(person(signing="local"))
    made = signed(bench)
    q.queue_sign(asked.request.id, 0, made, asked.request.draft.document_sha256, bench.queueing)

    def pay(_intents):
        raise ProofBusy

    bench.pushing = replace(bench.pushing, pay=pay)
    assert bench.push().acknowledged == 4
    assert bench.service.calls[-1].body.sha256 == made.sha256


def test_a_reminder_that_may_have_been_sent_long_ago_is_not_sent_again_by_itself(bench):
    asked = bench.ask()
    bench.push()
    q.queue_remind(asked.request.id, bench.queueing)
    bench.service.faults.append(Fault("cut", "remind"))
    bench.push()
    bench.service.forget_keys()
    bench.clock.go_on(40 * DAY_S)
    bench.push()
    entry = bench.entry(asked.request.id, "remind")
    assert (entry.state, entry.error.code) == ("needs_person", "act_uncertain")


def test_a_file_that_is_gone_from_the_spool_is_told_and_nothing_is_sent(bench):
    asked = bench.ask()
    bench.spool.path_of(asked.request.draft.document_sha256).unlink()
    bench.push()
    entry = bench.entry(asked.request.id, "upload")
    assert (entry.state, entry.error.code) == ("needs_person", "spool_damaged")
    assert bench.service.calls == []
    with pytest.raises(SpoolDamaged):
        q.queue_request("acc-1", asked.request.draft, bench.queueing, activate=False)


def test_taking_an_entry_back_takes_back_what_cannot_be_without_it(bench):
    asked = bench.ask()
    canceled = cancel_entry(asked.entries[0].id, bench.queueing)
    assert [e.kind for e in canceled] == ["upload", "create", "activate"]
    assert bench.push().pushed == 0
    assert bench.requests.get(asked.request.id).status == "canceled"
    other = bench.ask()
    bench.service.faults.append(Fault("lost", "/v2/documents"))
    bench.push()
    with pytest.raises(EntryNotCancelable):
        cancel_entry(other.entries[0].id, bench.queueing)


@pytest.mark.parametrize("place", ["heads", "body_of"])
def test_an_entry_that_is_taken_back_while_its_turn_comes_is_not_sent(bench, place):
    asked = bench.ask()
    genuine = getattr(bench.outbox, place)

    def read_then_cancel(name):
        found = genuine(name)
        if bench.entry(asked.request.id, "upload").state is EntryState.PENDING:
            cancel_entry(asked.entries[0].id, bench.queueing)
        return found

    setattr(bench.outbox, place, read_then_cancel)
    bench.push()
    assert bench.service.calls == []


def test_a_person_may_let_everything_be_tried_at_once(bench):
    asked = bench.ask()
    bench.service.faults.append(Fault("status", status=503))
    bench.push()
    assert bench.push().pushed == 0
    retry_all(bench.queueing)
    assert bench.push().acknowledged == 3
    with pytest.raises(ActForbidden):
        retry_entries([asked.entries[0].id], bench.queueing)


def test_a_paused_account_does_not_hold_up_another_one(bench):
    bench.ask()
    other = bench.account._replace(id="acc-2", name="Sandbox")
    bench.accounts.put(other)
    bench.accounts.put(bench.account._replace(paused="sign_in_again"))
    q.queue_request("acc-2", bench.draft(), bench.queueing, activate=True)
    assert bench.push().pushed == 0
    assert push_outbox(other, bench.service, bench.pushing).acknowledged == 3
