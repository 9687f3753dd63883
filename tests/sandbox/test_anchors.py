"""Fields at a text of the document: found when they are made, wherever the page has its origin."""

from typing import Any

import pymupdf
import pytest

from tests.sandbox import bombs
from tests.sandbox.conftest import Sandbox
from tests.sandbox.steps import Steps

AT = (200.0, 300.0)
# Helvetica of 10 points goes this far below its base line.
DESCENT_PT = 3.0


@pytest.fixture
def steps(lasting: Sandbox) -> Steps:
    return Steps(lasting.client, lasting.key)


def upload(steps: Steps, pdf: bytes) -> str:
    files = {"file": ("a.pdf", pdf, "application/pdf")}
    return str(steps.call("POST", "/documents", 201, files=files)["id"])


def person(anchor: str, **field: Any) -> dict[str, Any]:
    wanted = {"type": "signature", "anchor": anchor, "width": 90, "height": 30, **field}
    return {
        "email": "anne@example.com", "first_name": "Anne", "last_name": "Martin",
        "fields": [wanted],
    }  # fmt: skip


def asked(steps: Steps, document: str, *people: dict[str, Any]) -> Any:
    body = {"document_id": document, "name": "Agreement", "signatories": list(people)}
    return steps.call("POST", "/signature-requests", json=body)


def placed(steps: Steps, pdf: bytes, anchor: str) -> dict[str, Any]:
    answer = asked(steps, upload(steps, pdf), person(anchor))
    assert answer.status_code == 201, answer.text
    field: dict[str, Any] = answer.json()["signatories"][0]["fields"][0]
    return field


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "made",
    [
        {},
        {"crop": (100, 150, 500, 700)},
        {"origin": (-250, 400)},
        {"user_unit": 2.5},
        {"origin": (30, -40), "crop": (60, 10, 560, 700), "user_unit": 2},
    ],
    ids=["plain", "cropped", "moved", "in other units", "all of it"],
)
def test_a_field_stands_where_the_text_does_in_user_space(
    steps: Steps, made: dict[str, Any], rotation: int
) -> None:
    pdf = bombs.with_text([(*AT, "Sign here")], rotation=rotation, **made)
    field = placed(steps, pdf, "Sign here")
    left, bottom = made.get("origin", (0, 0))
    assert field["page"] == 1
    assert field["anchor"] == "Sign here"
    assert field["x"] == pytest.approx(left + AT[0], abs=1)
    assert field["y"] == pytest.approx(bottom + AT[1] - DESCENT_PT, abs=1)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Unterschrift des Verkäufers", "unterschrift DES verkaufers"),
        ("Fait à Genève", "FAIT A GENEVE"),
        ("S i g n   h e r e :", "Sign here:"),
        ("Signhere", "sign here"),
        ("{{sig_client}}", "{{sig_client}}"),
        ("before{{sig}}after", "{{SIG}}"),
    ],
)
def test_case_accents_and_spaces_do_not_matter(steps: Steps, text: str, anchor: str) -> None:
    assert placed(steps, bombs.with_text([(*AT, text)]), anchor)["page"] == 1


def test_an_anchor_in_the_middle_of_a_line_starts_there(steps: Steps) -> None:
    width = pymupdf.get_text_length("Agreed by ", fontsize=10)
    field = placed(steps, bombs.with_text([(*AT, "Agreed by {{sig}}")]), "{{sig}}")
    assert field["x"] == pytest.approx(AT[0] + width, abs=1)


def test_the_first_of_several_is_taken(steps: Steps) -> None:
    words = [(50, 90, "nothing"), (60, 700, "Sign here"), (70, 500, "Sign here, last page")]
    document = upload(steps, bombs.with_text(words))
    told = asked(steps, document, person("sign here"), person("last page")).json()
    first, last = (each["fields"][0] for each in told["signatories"])
    assert (first["page"], round(first["x"])) == (2, 60)
    assert last["page"] == 3


def test_an_anchor_goes_over_the_end_of_a_line(steps: Steps) -> None:
    with pymupdf.open() as paper:
        page = paper.new_page(width=600, height=800)
        page.insert_text((200, 500), ["signature of", "the seller"], fontsize=10)
        pdf = paper.tobytes()
    field = placed(steps, pdf, "signature of the seller")
    assert field["y"] == pytest.approx(300 - DESCENT_PT, abs=1)


def test_text_outside_of_what_is_shown_is_no_anchor(steps: Steps) -> None:
    pdf = bombs.with_text([(*AT, "Sign here")], crop=(0, 400, 600, 800))
    refused = asked(steps, upload(steps, pdf), person("Sign here"))
    assert refused.json()["errors"][0]["field"] == "signatories.0.fields.0.anchor"


def test_an_anchor_that_is_not_there_is_named(steps: Steps) -> None:
    document = upload(steps, bombs.with_text([(*AT, "Sign here")]))
    refused = asked(steps, document, person("Sign here"), person("Sign there"))
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {"field": "signatories.1.fields.0.anchor", "message": "this text is not in the document"}
    ]
    blank = asked(steps, document, person(" ̈ "))
    assert blank.json()["errors"][0]["field"] == "signatories.0.fields.0.anchor"


def test_a_field_that_would_leave_the_page_at_its_anchor_is_refused(steps: Steps) -> None:
    document = upload(steps, bombs.with_text([(540, 300, "Sign here")]))
    refused = asked(steps, document, person("Sign here"))
    assert refused.json()["errors"] == [
        {"field": "signatories.0.fields.0", "message": "the field is not on the page"}
    ]


def test_anchors_are_found_wherever_fields_are_set(steps: Steps) -> None:
    pdf = bombs.with_text([(*AT, "Sign here"), (100, 600, "And here")])
    document = upload(steps, pdf)
    request = asked(steps, document).json()["id"]
    body = {"document_id": document, "name": "A", "signatories": [person("And here")]}
    put = steps.call("PUT", f"/signature-requests/{request}", 200, json=body)
    assert put["signatories"][0]["fields"][0]["page"] == 2
    added = steps.call(
        "POST", f"/signature-requests/{request}/signatories", 201, json=person("Sign here")
    )
    assert added["fields"][0]["page"] == 1
    wanted = {"fields": person("and  HERE")["fields"]}
    changed = steps.call("PATCH", f"/signatories/{added['id']}", 200, json=wanted)
    assert changed["fields"][0]["page"] == 2
    lost = steps.call(
        "PATCH", f"/signatories/{added['id']}", json={"fields": person("lost")["fields"]}
    )
    assert lost.json()["errors"][0]["field"] == "fields.0.anchor"


def test_a_templates_anchors_are_found_once_and_told_with_every_request(steps: Steps) -> None:
    document = upload(steps, bombs.with_text([(*AT, "Sign here"), (100, 600, "And here")]))
    role = {"key": "client", "fields": person("Sign here")["fields"]}
    body = {"document_id": document, "name": "T", "roles": [role]}
    template = steps.call("POST", "/templates", 201, json=body)
    field = template["roles"][0]["fields"][0]
    assert (field["page"], field["anchor"]) == (1, "Sign here")
    players = [{"key": "client", **{k: v for k, v in person("").items() if k != "fields"}}]
    path = f"/templates/{template['id']}"
    fill = {"name": "R", "players": players}
    draft = steps.call("POST", f"{path}/signature-requests", 201, json=fill)
    told = draft["signatories"][0]["fields"][0]
    assert {**told, "name": ""} == {**field, "name": ""}
    steps.activate(draft["id"])
    moved = {"roles": [{"key": "client", "fields": person("And here")["fields"]}]}
    changed = steps.call("PATCH", path, 200, json=moved)
    assert changed["roles"][0]["fields"][0]["page"] == 2
    body["roles"] = [{"key": "client", "fields": person("Nowhere")["fields"]}]
    for method, where in (("POST", "/templates"), ("PUT", path)):
        lost = steps.call(method, where, json=body)
        assert lost.json()["errors"][0]["field"] == "roles.0.fields.0.anchor"


def test_a_replay_needs_the_document_no_more(steps: Steps) -> None:
    document = upload(steps, bombs.with_text([(*AT, "Sign here")]))
    body = {"document_id": document, "name": "A", "signatories": [person("Sign here")]}
    key = {"Idempotency-Key": "anchored-1"}
    first = steps.call("POST", "/signature-requests", 201, json=body, headers=key)
    steps.call("DELETE", f"/signature-requests/{first['id']}", 204)
    steps.call("DELETE", f"/documents/{document}", 204)
    again = steps.call("POST", "/signature-requests", 410, json=body, headers=key)
    assert again["code"] == "personal_data_deleted"


def test_a_document_of_nobody_is_named_although_its_anchors_cannot_be_found(steps: Steps) -> None:
    refused = asked(steps, "doc_unknown", person("Sign here"))
    assert refused.json()["errors"][0]["field"] == "document_id"
    answer = steps.call("POST", "/signature-requests/req_unknown/signatories", json=person("x"))
    assert answer.status_code == 404
