"""Preparing a request: kept as one goes, whole before it is sent, sent once."""

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from paraph.domain.errors import DocumentMissing, NotAPdf
from paraph.domain.errors.service import RequestIncomplete
from paraph.domain.placing.signature_field import Box
from paraph.domain.service.act import ActKind
from paraph.domain.service.prepared import FieldToPlace, Prepared, PreparedPerson
from paraph.domain.service.preparing_checks import missing
from paraph.filing.request_drafts import LocalDrafts
from paraph.ports.requests import Shown
from paraph.usecases.request_desk import RequestDesk
from paraph.usecases.send_list import SENT_BEFORE, ListDesk
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import OutboxBench

ME = PreparedPerson(1, "c.roux@rouxhale.example", "Camille", "Roux", "qualified", with_card=True)
CLIENT = PreparedPerson(2, "ines@varenne.example", "Inès", "Varenne", order=2)
FIELDS = (
    FieldToPlace(3, 1, "signature", 2, Box(71, 200, 275.1, 290.7), "Signature", (71.0, 300.0)),
    FieldToPlace(4, 2, "signature", 2, Box(310, 200, 514, 290)),
    FieldToPlace(5, 2, "date", 2, Box(310, 160, 420, 184)),
)


@pytest.fixture
def bench(tmp_path: Path):
    with OutboxBench(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def desk(bench: OutboxBench) -> ListDesk:
    @contextmanager
    def requests():
        yield RequestDesk(bench.queueing, bench.accounts, bench.templates)

    return ListDesk(LocalDrafts(bench.home), requests, bench.clock)


def whole(desk: ListDesk) -> Prepared:
    begun = desk.begin_draft()
    taken = desk.take_document(begun.reference, SAMPLE)
    return desk.keep_draft(
        begun._replace(
            name="Convention d’honoraires",
            account=desk.accounts()[0].id,
            document_name=taken.name,
            document_sha256=taken.sha256,
            people=(ME, CLIENT),
            fields=FIELDS,
            matter="2026-0147",
            client="Atelier Varenne",
            expires_on="2026-12-05",
            remind_every_days=3,
        )
    )


def test_a_draft_is_found_again_as_it_was(desk, bench):
    kept = whole(desk)
    again = ListDesk(LocalDrafts(bench.home), desk.requests, bench.clock)
    assert again.all_drafts() == (kept,)
    opened = again.open_draft(kept.reference)
    assert opened is not None
    assert opened.prepared == kept
    assert opened.document is not None
    assert opened.document.read_bytes() == SAMPLE.read_bytes()


def test_sending_queues_the_whole_request_and_the_draft_is_gone(desk, bench):
    kept = whole(desk)
    sent = desk.send_draft(kept)
    request = bench.requests.get(sent.request)
    assert request is not None
    assert request.client_reference == kept.reference
    assert [each.kind for each in bench.outbox.of_request(request.id)] == [
        ActKind.UPLOAD, ActKind.CREATE, ActKind.ACTIVATE,
    ]  # fmt: skip
    created = bench.outbox.body_of(bench.outbox.of_request(request.id)[1].id).body.content
    me, client = json.loads(created or b"")["signatories"]
    assert me["signing"] == "local"
    assert me["fields"] == [
        {"type": "signature", "page": 3, "x": 71.0, "y": 200.0, "width": 204.1, "height": 90.7}
    ]
    assert [each["type"] for each in client["fields"]] == ["signature", "date"]
    assert (client["order"], client["signing"]) == (2, "remote")
    assert not list((bench.home / "drafts").iterdir())
    assert desk.all_drafts() == ()


def test_sending_twice_is_sending_once(desk, bench):
    kept = whole(desk)
    first = desk.send_draft(kept)
    # As after a crash between the two: the draft is there still.
    desk.take_document(kept.reference, SAMPLE)
    desk.keep_draft(kept)
    assert desk.send_draft(kept).request == first.request
    assert bench.requests.counts(Shown())[""] == 1


def test_a_draft_that_was_sent_before_a_crash_is_listed_no_more(desk):
    kept = whole(desk)
    desk.send_draft(kept)
    desk.keep_draft(kept)
    assert desk.all_drafts() == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"document_name": ""}, "no_document"),
        ({"name": " "}, "no_name"),
        ({"account": ""}, "no_account"),
        ({"people": (CLIENT._replace(role="cc"),), "fields": ()}, "nobody_signs"),
        ({"people": (ME._replace(email=""), CLIENT)}, "no_email"),
        ({"people": (ME, CLIENT._replace(email="C.Roux@rouxhale.example"))}, "email_twice"),
        ({"fields": FIELDS[:1]}, "no_signature_field"),
        ({"expires_on": "2026-11-22"}, "day_is_past"),
        ({"expires_on": "soon"}, "not_a_day"),
        ({"remind_every_days": 0}, "no_reminder_days"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_sent(desk, bench, change, code):
    draft = whole(desk)._replace(**change)
    assert code in {each.code for each in missing(draft, date(2026, 11, 23))}
    with pytest.raises(RequestIncomplete) as refused:
        desk.send_draft(draft)
    assert code in refused.value.details["missing"]
    assert bench.requests.counts(Shown())[""] == 0


def test_a_whole_draft_lacks_nothing(desk):
    assert missing(whole(desk), date(2026, 11, 23)) == ()


def test_the_document_is_the_one_that_was_looked_at(desk, tmp_path, bench):
    begun = desk.begin_draft()
    source = tmp_path / "agreement.pdf"
    source.write_bytes(SAMPLE.read_bytes())
    taken = desk.take_document(begun.reference, source)
    source.write_bytes(b"%PDF-1.7 another")
    assert taken.path.read_bytes() == SAMPLE.read_bytes()
    second = desk.take_document(begun.reference, source)
    assert list((bench.home / "drafts" / begun.reference).glob("*.pdf")) == [second.path]
    (tmp_path / "note.txt").write_text("no")
    with pytest.raises(NotAPdf):
        desk.take_document(begun.reference, tmp_path / "note.txt")
    with pytest.raises(DocumentMissing):
        desk.take_document(begun.reference, tmp_path / "gone.pdf")
    assert second.path.exists()


def test_a_damaged_draft_hides_no_other_and_is_kept(desk, bench):
    kept = whole(desk)
    damaged = bench.home / "drafts" / "22222222-2222-4222-8222-222222222222"
    damaged.mkdir()
    (damaged / "request.json").write_text('{"people": 3')
    assert desk.all_drafts() == (kept,)
    assert (damaged / "request.json").exists()


def of_list(desk: ListDesk) -> Prepared:
    return desk.keep_draft(
        whole(desk)._replace(people=(ME, CLIENT._replace(email="")), of_list=True)
    )


def test_a_list_sends_the_good_rows_once_each(desk, bench, tmp_path):
    model, listed = of_list(desk), desk
    path = tmp_path / "people.csv"
    path.write_text("email;name\na@b.example;A B\nnobody;C D\ne@f.example;E F\n")
    preview = listed.preview_list(path, model)
    good = [each for each in preview.rows if not each.errors]
    assert [each.line for each in good] == [2, 4]
    assert preview.rows[1].errors == ("not_an_email",)
    assert listed.send_rows(model, good) == 2
    assert listed.send_rows(model, good) == 2
    assert bench.requests.counts(Shown())[""] == 2
    assert [each.errors for each in listed.preview_list(path, model).rows] == [
        (SENT_BEFORE,), ("not_an_email",), (SENT_BEFORE,),
    ]  # fmt: skip


def test_a_bad_row_is_never_queued(desk, bench, tmp_path):
    model, listed = of_list(desk), desk
    path = tmp_path / "people.csv"
    path.write_text("email;name\na@b.example;A B\nnobody;C D\n")
    with pytest.raises(RequestIncomplete):
        listed.send_rows(model, listed.preview_list(path, model).rows)
    assert bench.requests.counts(Shown())[""] == 0


def test_rows_are_queued_all_or_none(desk, bench, tmp_path, monkeypatch):
    model, listed = of_list(desk), desk
    path = tmp_path / "people.csv"
    path.write_text("email;name\na@b.example;A B\ne@f.example;E F\n")
    rows = listed.preview_list(path, model).rows
    real, calls = bench.outbox.add, []

    def breaks(entry):
        calls.append(entry)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return real(entry)

    failing = replace(bench.queueing)
    monkeypatch.setattr(failing.outbox, "add", breaks)
    with pytest.raises(KeyboardInterrupt):
        listed.send_rows(model, rows)
    monkeypatch.undo()
    assert bench.requests.counts(Shown())[""] == 0
    assert listed.send_rows(model, rows) == 2


@pytest.mark.parametrize(
    "odd",
    [
        {"name": 5},
        {"name": None},
        {"expires_on": 7},
        {"of_list": "no"},
        {"people": [{"key": "1"}]},
        {"fields": [{**FIELDS[1]._asdict(), "box": [0, 0, "nan", 1]}]},
    ],
)  # fmt: skip
def test_a_draft_with_a_value_of_another_kind_hides_no_other(desk, bench, odd):
    kept, damaged = whole(desk), whole(desk)
    file = bench.home / "drafts" / damaged.reference / "request.json"
    told = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(told | odd), "utf-8")
    assert [each.reference for each in desk.all_drafts()] == [kept.reference]
    # A time without an offset can only be meant in UTC, and is compared with others.
    file.write_text(json.dumps(told | {"changed": "2026-11-01T00:00:00"}), "utf-8")
    assert len(desk.all_drafts()) == 2
