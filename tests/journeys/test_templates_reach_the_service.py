"""A template is chosen offline from what is kept, and the request arrives once with its roles.

The window's process, the command line and the real sandbox; the network is taken away by a service
that is gone: an address where nobody listens.
"""

import json
import os
import stat

import pytest

from paraph.domain.errors import ParaphError
from paraph.prepare_engine import PrepareEngine
from paraph.store.accounts import SqliteAccounts
from paraph.store.database import open_database
from paraph.store.templates import SqliteTemplates
from tests.conftest import SAMPLE
from tests.rigs.served_desk import ServedDesk
from tests.sandbox.conftest import serving
from tests.sandbox.steps import Steps
from tests.sandbox.test_docx import docx, libreoffice  # noqa: F401 - a fixture

pytestmark = pytest.mark.journey
FIELD = {"type": "signature", "page": 3, "x": 72, "y": 100, "width": 150, "height": 50}
ROLES = [
    {"key": "tenant", "signature_level": "qualified", "order": 2, "fields": [FIELD]},
    {"key": "landlord", "role": "approver", "order": 1},
]
TENANT = "anne@client.example;Anne;Martin;role=tenant"
LANDLORD = "max@firm.example;Max;Roux;role=landlord"
NOBODY = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("served") / "data") as found:
        yield found


@pytest.fixture
def desk(tmp_path, served, capsys, monkeypatch):
    return ServedDesk(tmp_path / "home", served, capsys, monkeypatch)


@pytest.fixture
def engine(desk):
    made = PrepareEngine()
    yield made
    made.close()


@pytest.fixture
def template(desk):
    import httpx2

    for each in desk.call("GET", "/templates?limit=100")["data"]:
        desk.call("DELETE", f"/templates/{each['id']}")
    with httpx2.Client(base_url=desk.served.address, timeout=30) as client:
        document = Steps(client, desk.served.key).upload()
    told = {"document_id": document, "name": "Lease", "roles": ROLES}
    return desk.call("POST", "/templates", told)["id"]


def go_offline(desk, *, back: bool = False) -> None:
    database = open_database(desk.home)
    accounts = SqliteAccounts(database)
    (account,) = accounts.all()
    accounts.put(account._replace(base_url=desk.served.address if back else NOBODY))
    database.close()
    desk.restart()


def kept(desk):
    database = open_database(desk.home)
    try:
        return SqliteTemplates(database).of_account("acc")
    finally:
        database.close()


def players(people):
    who = (("tenant", "anne@client.example", "Anne", "Martin"),
           ("landlord", "max@firm.example", "Max", "Roux"))  # fmt: skip
    by_role = {key: rest for key, *rest in who}
    return tuple(
        each._replace(**dict(zip(("email", "first_name", "last_name"), by_role[each.plays],
                                 strict=True)))
        for each in people
    )  # fmt: skip


def test_a_template_is_filled_offline_and_the_request_arrives_once(desk, engine, template):
    assert desk.json("sync")["rejected"] == 0
    go_offline(desk)
    ((one,),) = [shelf.templates for shelf in engine.templates(wanted=True)]
    assert (one.told.name, one.pages, one.account) == ("Lease", 3, "acc")
    opened = engine.take_template(engine.begin_draft(), "acc", template)
    assert opened.document is not None
    assert opened.document.read_bytes() == SAMPLE.read_bytes()
    assert [(each.plays, each.level, each.order) for each in opened.prepared.people] == [
        ("tenant", "qualified", 2), ("landlord", "advanced", 1),
    ]  # fmt: skip
    draft = opened.prepared
    draft = engine.keep_draft(draft._replace(people=players(draft.people), name="Lease, Anne"))
    sent = engine.send_draft(draft)
    assert desk.json("sync", status=4)["waiting"] == 2
    assert kept(desk), "a round without the service takes nothing away"
    go_offline(desk, back=True)
    # The answer is lost once: the request is looked for before it is made again.
    desk.fault("POST /v2/templates/*/signature-requests", "lose_response")
    assert desk.json("sync", "--now", status=4)["waiting"] == 2
    assert desk.json("sync", "--now")["waiting"] == 0
    (made,) = desk.ledger("signature_request")
    told = desk.call("GET", f"/signature-requests/{made['id']}")
    assert (told["name"], told["status"], told["template_id"]) == (
        sent.name, "in_progress", template,
    )  # fmt: skip
    assert [(each["email"], each["signature_level"], each["order"], each["role"])
            for each in told["signatories"]] == [
        ("anne@client.example", "qualified", 2, "signer"),
        ("max@firm.example", "advanced", 1, "approver"),
    ]  # fmt: skip
    (field,) = told["signatories"][0]["fields"]
    assert (field["page"], field["x"], field["y"]) == (3, 72, 100)


def test_a_list_of_a_template_that_is_sent_twice_makes_each_request_once(
    desk, engine, template, tmp_path
):
    desk.json("sync")
    model = engine.take_template(engine.begin_draft(of_list=True), "acc", template).prepared
    path = tmp_path / "people.csv"
    lines = "".join(f"t{n}@c.example;Anne Martin;l{n}@f.example;Max Roux\n" for n in range(5))
    head = "tenant.email;tenant.name;landlord.email;landlord.name\n"
    path.write_text(f"{head}{lines};Nobody;l@f.example;\n")
    for _ in range(2):
        rows = engine.preview_list(path, model).rows
        engine.send_rows(model, [row for row in rows if not row.errors])
        assert desk.json("sync")["rejected"] == 0
    assert len(desk.ledger("signature_request")) == 5


def test_what_is_gone_at_the_service_is_gone_here_after_the_next_reading(desk, engine, template):
    desk.json("sync")
    draft = engine.take_template(engine.begin_draft(), "acc", template).prepared
    draft = engine.keep_draft(draft._replace(people=players(draft.people)))
    desk.call("DELETE", f"/templates/{template}")
    desk.json("sync")
    assert len(kept(desk)) == 1, "it was read less than an hour ago"
    engine.templates(wanted=True)
    desk.json("sync")
    assert kept(desk) == []
    assert engine.open_draft(draft.reference).prepared.template_is_gone
    with pytest.raises(ParaphError) as told:
        engine.send_draft(draft)
    assert told.value.code == "service_template_unknown"
    assert desk.ledger("signature_request") == []


def test_the_pages_of_a_template_outlive_a_sweep(desk, engine, template):
    desk.json("sync")
    for path in (desk.home / "spool").rglob("*"):
        os.utime(path, (0, 0))
    desk.json("sync")
    opened = engine.take_template(engine.begin_draft(), "acc", template)
    assert opened.document is not None
    assert opened.document.exists()


def create(desk, *words: str, status: int = 0):
    return desk.json("request", "create", *words, "--name", "Lease of Anne", status=status)


def test_the_command_line_fills_a_template_by_name_or_id_without_a_network(desk, template):
    desk.json("sync")
    go_offline(desk)
    people = ("--signatory", LANDLORD, "--signatory", TENANT)
    by_name = create(desk, "--template", "lease", *people, "--activate")
    by_id = create(desk, "--template", template, *people)
    assert (by_name["state"], by_id["state"]) == ("queued", "draft")
    go_offline(desk, back=True)
    desk.json("sync", "--now")
    made = desk.ledger("signature_request")
    assert len(made) == 2
    told = [desk.call("GET", f"/signature-requests/{each['id']}") for each in made]
    assert {each["template_id"] for each in told} == {template}
    assert sorted(each["status"] for each in told) == ["draft", "in_progress"]
    assert [each["email"] for each in told[0]["signatories"]] == [
        "anne@client.example", "max@firm.example",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "status", "code", "said"),
    [
        (["--template", "nothing", "--signatory", TENANT], 3, "service_template_unknown", "Lease"),
        (["--template", "Lease", "--signatory", TENANT], 2, "invalid_argument", "landlord"),
        (["--template", "Lease", "--signatory", "a@b.example"], 2, "invalid_argument", "tenant"),
        (
            ["--template", "Lease", "--signatory", TENANT, "--signatory", f"x{TENANT}"],
            2, "invalid_argument", "Only one can play tenant.",
        ),
        (
            ["--template", "Lease", "--signatory", TENANT, "--signatory", LANDLORD,
             "--signatory", "x@y.example;role=owner"],
            2, "invalid_argument", "no role owner",
        ),
        (["--signatory", "a@b.example"], 2, "invalid_argument", "--template"),
        (
            ["--template", "Lease", "--signatory", f"{TENANT};level=simple"],
            2, "invalid_argument", "are the template's",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_template_is_said_and_nothing_is_queued(
    desk, template, words, status, code, said
):
    desk.json("sync")
    told = create(desk, *words, status=status)
    assert told["error"]["code"] == code, told
    assert said in json.dumps(told, ensure_ascii=False)
    assert desk.json("queue", "list")["entries"] == []


@pytest.mark.usefixtures("libreoffice")
def test_a_word_document_is_sent_as_the_pdf_that_it_becomes_here(desk, tmp_path):
    letter = tmp_path / "Mandat é.docx"
    letter.write_bytes(docx("The client signs here"))
    create(desk, str(letter), "--signatory", "a@b.example;field=1,72,100")
    desk.json("sync")
    (made,) = desk.ledger("document")
    told = desk.call("GET", f"/documents/{made['id']}")
    assert (told["name"], told["pages"]) == ("Mandat é.pdf", 1)
    (request,) = desk.ledger("signature_request")
    (person,) = desk.call("GET", f"/signature-requests/{request['id']}")["signatories"]
    assert person["fields"][0]["x"] == 72


@pytest.mark.parametrize(
    ("program", "code"),
    [
        (None, "converter_missing"),
        ("exit 1", "conversion_failed"),
    ],
)
def test_a_word_document_that_becomes_no_pdf_is_refused(desk, tmp_path, monkeypatch, program, code):
    letter, bin_ = tmp_path / "letter.docx", tmp_path / "bin"
    letter.write_bytes(docx())
    bin_.mkdir()
    if program is not None:
        made = bin_ / "soffice"
        made.write_text(f"#!/bin/sh\n{program}\n")
        made.chmod(made.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(bin_))
    told = create(desk, str(letter), "--signatory", "a@b.example", status=3)
    assert told["error"]["code"] == code
    assert "PDF" in json.dumps(told)
    assert desk.json("queue", "list")["entries"] == []


def test_a_zip_that_is_no_word_document_is_refused(desk, tmp_path):
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"PK\x03\x04 nothing")
    told = create(desk, str(letter), "--signatory", "a@b.example", status=3)
    assert told["error"]["code"] == "word_document_refused"
