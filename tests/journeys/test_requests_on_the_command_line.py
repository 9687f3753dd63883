"""Prepared, signed and sent on the command line, against the sandbox: offline first, once each."""

import json

import httpx2
import pytest
from asn1crypto import pem

from paraph.cli import request_sign
from paraph.domain.errors import StoreBusy
from paraph.domain.keys.secret import Secret
from paraph.filing.lease import sole_lease
from paraph.remote.tokens import API_KEY
from tests.conftest import SAMPLE
from tests.rigs.served_desk import ServedDesk
from tests.sandbox.conftest import serving

pytestmark = pytest.mark.journey
PERSON = "anne.martin@client.example;Anne;Martin;field=1,72,120"
MINE = "camille.roux@firm.example;Camille;Roux;local;field=3,72,262,204,90"
PIN = "123456\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory, demo_token):
    folder = tmp_path_factory.mktemp("served")
    root = folder / "root.pem"
    root.write_bytes(pem.armor("CERTIFICATE", demo_token.ca_der))
    options = ("--trust", str(root), "--calls-per-minute", "1000000")
    with serving(folder / "data", *options) as found:
        yield found


@pytest.fixture
def desk(tmp_path, served, capsys, monkeypatch):
    return ServedDesk(tmp_path / "home", served, capsys, monkeypatch)


def create(desk, *words, name="Fee agreement", people=(PERSON,)):
    told = [word for each in people for word in ("--signatory", each)]
    return desk.json("request", "create", SAMPLE, "--name", name, *told, *words)


def states(desk):
    return [(e["kind"], e["state"]) for e in desk.json("queue", "list")["entries"]]


def test_a_request_is_prepared_without_a_network_and_arrives_once(desk):
    told = create(desk, "--activate", "--matter", "2026-0147", "--client", "Varenne")
    assert set(told) == {"client_reference", "request", "queued", "state"}
    assert (told["state"], len(told["queued"])) == ("queued", 3)
    done = desk.json("sync")
    assert (done["pushed"], done["acknowledged"], done["rejected"], done["waiting"]) == (3, 3, 0, 0)
    assert set(states(desk)) == {("upload", "done"), ("create", "done"), ("activate", "done")}
    (made,) = desk.ledger("signature_request")
    assert made["client_reference"] == told["client_reference"]
    shown = desk.json("request", "show", made["id"])
    assert (shown["status"], shown["matter"]) == ("in_progress", "2026-0147")
    assert desk.json("request", "list", "--box", "sent")["total"] == 1


@pytest.mark.parametrize("route", ["POST /v2/documents", "POST /v2/signature-requests", "*"])
@pytest.mark.parametrize("kind", ["lose_response", "reset", "truncate", "captive_portal"])
@pytest.mark.parametrize("times", [1, 2])
def test_answers_that_are_lost_make_no_second_object(desk, route, kind, times):
    create(desk, "--activate")
    desk.fault(route, kind, times=times)
    for _ in range(6):
        desk.json("queue", "retry", "--all")
        status, _, _ = desk.run("sync")
        if status == 0:
            break
    assert status == 0
    assert len(desk.ledger("document")) == len(desk.ledger("signature_request")) == 1
    assert {state for _, state in states(desk)} == {"done"}


def test_a_service_that_is_away_leaves_everything_queued(desk):
    create(desk, "--activate")
    with desk.program.requests() as opened:
        (account,) = opened.accounts.all()
        opened.accounts.put(account._replace(base_url="http://127.0.0.1:1"))
    done = desk.json("sync", status=4)
    assert (done["pushed"], done["acknowledged"], done["waiting"]) == (0, 0, 3)
    assert done["next_attempt_at"] is not None
    assert states(desk)[0] == ("upload", "waiting")
    entry = desk.json("queue", "list")["entries"][0]
    assert entry["error"]["code"] == "service_unreachable"


def test_what_the_service_refuses_waits_for_a_person_with_its_words(desk):
    person = "anne.martin@client.example;Anne;Martin;anchor=stands nowhere"
    told = create(desk, "--activate", people=(person,))
    other = create(desk, "--activate", name="Another")
    done = desk.json("sync", status=3)
    assert done["rejected"] == 1
    (needy,) = done["needs_person"]
    assert needy["entry"]["request"] == told["request"]
    assert needy["entry"]["error"]["code"] == "invalid_request"
    assert desk.json("request", "show", other["request"])["status"] == "in_progress"
    canceled = desk.json("queue", "cancel", needy["entry"]["id"])
    assert len(canceled["canceled"]) == 2, "the activation behind it goes with it"
    assert desk.json("sync")["needs_person"] == []


def test_a_request_is_signed_with_the_card_before_the_service_knows_of_it(desk, demo_token):
    told = create(desk, "--activate", people=(MINE,))
    token = ("--module", demo_token.module, "--token", demo_token.token_label)
    signed = desk.json(
        "request", "sign", told["request"], *token, "--pin-stdin", "--level", "B-B", stdin=PIN
    )
    assert signed["pin_prompts"] == 1
    again = desk.json("request", "sign", told["request"], *token, "--pin-stdin", status=3)
    assert again["error"]["code"] == "signatory_unknown", "there is nobody who has not signed"
    done = desk.json("sync")
    assert done["acknowledged"] == 4
    assert desk.json("request", "show", told["request"])["status"] == "completed"


def test_a_timestamp_that_was_owed_is_in_the_signature_that_leaves(desk, demo_token, tmp_path):
    root = tmp_path / "root.crt"
    root.write_bytes(httpx2.get(f"{desk.served.address}/certs/root.crt").content)
    assert desk.run("trust", "add", root)[0] == 0
    told = create(desk, "--activate", people=(MINE,))
    token = ("--module", demo_token.module, "--token", demo_token.token_label, "--pin-stdin")
    words = ("--level", "B-T", "--tsa", "http://127.0.0.1:1/tsa")
    signed = desk.json("request", "sign", told["request"], *token, *words, stdin=PIN)
    done = desk.json("sync", "--now", "--tsa", f"{desk.served.address}/tsa")
    assert (done["upgraded"], done["acknowledged"], done["needs_person"]) == (1, 4, [])
    entry = desk.json("queue", "show", signed["queued"][0])
    assert entry["sha256"] != signed["sha256"], "it left as it was signed"
    shown = desk.json("request", "show", told["request"])
    assert (shown["status"], shown["document_sha256"]) == ("completed", entry["sha256"])


def test_a_signature_that_was_made_and_not_queued_is_not_asked_of_the_card_again(
    desk, demo_token, monkeypatch
):
    told = create(desk, "--activate", people=(MINE,))
    token = ("--module", demo_token.module, "--token", demo_token.token_label)
    words = ("request", "sign", told["request"], *token, "--pin-stdin", "--level", "B-B")
    genuine = request_sign.queue_sign

    def busy(*_):
        raise StoreBusy(why="locked")

    monkeypatch.setattr(request_sign, "queue_sign", busy)
    assert desk.json(*words, stdin=PIN, status=4)["error"]["code"] == "store_busy"
    monkeypatch.setattr(request_sign, "queue_sign", genuine)
    assert desk.json(*words)["pin_prompts"] == 0
    assert desk.json("sync")["acknowledged"] == 4


def test_an_account_that_is_signed_out_pauses_and_goes_on_after_signing_in(desk):
    create(desk, "--activate")
    desk.secrets.put("acc", API_KEY, Secret("ak_wrong"))
    done = desk.json("sync", status=3)
    assert done["needs_person"][0]["error"]["code"] == "sign_in_again"
    assert {state for _, state in states(desk)} == {"pending"}
    desk.secrets.put("acc", API_KEY, Secret(desk.served.api_key))
    with desk.program.requests() as opened:
        (account,) = opened.accounts.all()
        opened.accounts.put(account._replace(paused=None))
    assert desk.json("sync")["acknowledged"] == 3


@pytest.mark.parametrize(
    "words",
    [
        ("--signatory", "nobody"),
        ("--signatory", "a@b.example;level=none"),
        ("--signatory", "a@b.example;field=0,1,2"),
        ("--signatory", "a@b.example;order=0"),
        ("--signatory", "a@b.example;what=1"),
        ("--signatory", "a@b.example;One"),
        ("--signatory", PERSON, "--expires", "tomorrow"),
        ("--signatory", PERSON, "--matter", "a\nb"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error_and_nothing_is_queued(desk, words):
    status, out, _ = desk.run("request", "create", SAMPLE, "--name", "N", *words, "--json")
    assert status == 2, out
    assert json.loads(out)["error"]["code"] == "invalid_argument"
    assert states(desk) == []


def test_a_file_that_is_no_document_is_told_at_once(desk, tmp_path):
    other = tmp_path / "picture.pdf"
    other.write_bytes(b"\x89PNG")
    words = ("request", "create", other, "--name", "N", "--signatory", PERSON)
    assert desk.json(*words, status=3)["error"]["code"] == "not_a_pdf"


def test_another_person_takes_a_signatorys_place_and_declines(desk):
    told = create(desk, "--activate")
    desk.json("sync")
    words = ("--signatory", "1", "--to", "paul@client.example;Paul;Roux")
    desk.json("request", "reassign", told["request"], *words)
    desk.json("sync")
    (who,) = desk.json("request", "show", told["request"])["signatories"]
    assert (who["email"], who["first_name"]) == ("paul@client.example", "Paul")
    words = ("--signatory", "paul@client.example", "--reason", "Not agreed.")
    desk.json("request", "decline", told["request"], *words)
    desk.json("sync")
    shown = desk.json("request", "show", told["request"])
    assert (shown["status"], shown["signatories"][0]["decline_reason"]) == (
        "declined", "Not agreed.",
    )  # fmt: skip


def test_one_process_of_a_profile_sends_at_a_time(desk):
    create(desk, "--activate")
    with sole_lease(desk.home / "leases", "sender") as is_ours:
        assert is_ours
        assert desk.json("sync", status=4)["error"]["code"] == "outbox_busy"
        assert desk.ledger("document") == []
    assert desk.json("sync")["acknowledged"] == 3


def test_unknown_names_are_told(desk):
    assert desk.json("request", "show", "nope", status=3)["error"]["code"] == "request_unknown"
    assert desk.json("queue", "show", "nope", status=3)["error"]["code"] == "entry_unknown"
    assert desk.json("queue", "retry", status=2)["error"]["code"] == "invalid_argument"


def test_words_for_people(desk):
    told = create(desk, "--activate")
    status, out, _ = desk.run("queue", "list")
    assert status == 0
    assert out.count("pending") == 3
    _, out, _ = desk.run("request", "cancel", told["request"])
    assert "canceled" in out
    _, out, _ = desk.run("request", "list")
    assert "canceled  Fee agreement" in out
