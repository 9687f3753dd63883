"""What the wizard's process prepares arrives at the sandbox, once, as it was seen."""

import pytest

from paraph.domain.placing.signature_field import Box
from paraph.domain.service.prepared import FieldToPlace, PreparedPerson
from paraph.prepare_engine import PrepareEngine
from tests.conftest import SAMPLE
from tests.rigs.served_desk import ServedDesk
from tests.sandbox.conftest import serving

pytestmark = pytest.mark.journey
LAWYER = PreparedPerson(1, "camille.roux@firm.example", "Camille", "Roux", "qualified")
CLIENT = PreparedPerson(2, "ines@varenne.example", "Inès", "Varenne", order=2)
FIELDS = (
    FieldToPlace(3, 1, "signature", 2, Box(72, 260, 276, 350.71), "For the firm", (72.0, 356.25)),
    FieldToPlace(4, 2, "signature", 2, Box(319, 260, 523, 350.71)),
    FieldToPlace(5, 2, "date", 2, Box(319, 231.32, 455.06, 254)),
    FieldToPlace(6, 2, "initials", 0, Box(500, 30, 556.7, 55.5)),
)


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


def prepared(engine, **change):
    begun = engine.begin_draft()
    taken = engine.take_document(begun.reference, SAMPLE)
    (account,) = engine.accounts()
    draft = begun._replace(
        name="Convention d’honoraires",
        account=account.id,
        document_name=taken.name,
        document_sha256=taken.sha256,
        people=(LAWYER, CLIENT),
        fields=FIELDS,
        matter="2026-0147",
        expires_on="2030-12-05",
        remind_every_days=3,
    )
    return engine.keep_draft(draft._replace(**change))


def test_a_prepared_request_arrives_once_with_its_fields_where_they_were_placed(desk, engine):
    sent = engine.send_draft(prepared(engine))
    done = desk.json("sync")
    assert (done["acknowledged"], done["rejected"], done["waiting"]) == (3, 0, 0)
    (made,) = desk.ledger("signature_request")
    told = desk.call("GET", f"/signature-requests/{made['id']}")
    assert (told["name"], told["status"], told["matter"]) == (
        sent.name, "in_progress", "2026-0147",
    )  # fmt: skip
    assert told["reminder_settings"] == {"enabled": True, "frequency_days": 3}
    assert told["expiry_date"].startswith("2030-12-0")
    lawyer, client = told["signatories"]
    assert [lawyer["signature_level"], client["order"]] == ["qualified", 2]
    placed = [
        (each["type"], each["page"], each["x"], each["y"], each["width"], each["height"])
        for each in (*lawyer["fields"], *client["fields"])
    ]
    assert placed == [
        ("signature", 3, 72, 260, 204, 90.71),
        ("signature", 3, 319, 260, 204, 90.71),
        ("date", 3, 319, 231.32, 136.06, 22.68),
        ("initials", 1, 500, 30, 56.7, 25.5),
    ]
    assert engine.all_drafts() == ()


def test_a_list_that_is_sent_twice_makes_each_request_once(desk, engine, tmp_path):
    people = (LAWYER, CLIENT._replace(email="", first_name="", last_name=""))
    model = prepared(engine, people=people, of_list=True)
    path = tmp_path / "people.csv"
    lines = "".join(f"p{n}@client.example;Anne;Martin {n}\r\n" for n in range(12))
    path.write_text(f"Courriel;Prénom;Nom\r\n{lines}nobody;;\r\n", "windows-1252")
    for _ in range(2):
        rows = engine.preview_list(path, model).rows
        engine.send_rows(model, [row for row in rows if not row.errors])
        assert desk.json("sync")["rejected"] == 0
    made = desk.ledger("signature_request")
    assert len(made) == 12
    assert len({each["client_reference"] for each in made}) == 12
