"""Signatories whom the sandbox plays: PAdES-B-T in their fields, as others judge it."""

import io
import json
from pathlib import Path

import pymupdf
import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm

from paraph_sandbox.papers.stamps import MARK
from tests.conftest import SAMPLE
from tests.fakes.pki import identity
from tests.judges import cms_of, openssl_cms, poppler_says_valid
from tests.judges_dss import dss_levels, dss_report
from tests.sandbox.conftest import Sandbox
from tests.sandbox.papers import encrypted, plain, shown_words, signed_by, with_empty_field
from tests.sandbox.requesting import NAMES, ask, asked, person, place, root_der

_BOX = (60.0, 120.0, 240.0, 180.0)


@pytest.mark.parametrize("people", [1, 2, 5])
def test_dss_poppler_and_openssl_accept_every_signature(lasting: Sandbox, people, tmp_path):
    def fields(n):
        x = 40 + 105 * n
        return (
            place(x=x, y=60, width=100, height=50),
            place("initials", 2, x=x, y=60, width=40, height=20),
            place("date", 1, x=x, y=30, width=70, height=20),
            place("text", 1, x=x, y=10, width=100, height=15),
        )

    request = asked(lasting, *(person(n, *fields(n)) for n in range(people))).sign()
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    found = dss_levels(path, [root_der(lasting)])
    assert [each.level for each in found] == ["PAdES-BASELINE-T"] * people
    assert all(each.holds and each.is_trusted for each in found)
    assert set(changes_after(path)) <= {ModificationLevel.NONE, ModificationLevel.FORM_FILLING}
    assert poppler_says_valid(path)
    assert openssl_cms(path, root_der(lasting), tmp_path, cades=True) == ""
    assert path.read_bytes().startswith(SAMPLE.read_bytes()), "the original is untouched"


def changes_after(path: Path) -> list[ModificationLevel]:
    """Give what pyHanko takes the updates for that came after each signature."""
    found = []
    for each in PdfFileReader(io.BytesIO(path.read_bytes())).embedded_signatures:
        each.compute_integrity_info()
        told = each.diff_result
        found.append(getattr(told, "modification_level", ModificationLevel.OTHER))
    return found


def test_what_was_filled_in_stands_at_its_place(lasting: Sandbox, tmp_path):
    fields = [
        place(),
        place("initials", x=300, y=300, width=60, height=20),
        place("date", x=300, y=400, width=90, height=20),
        place("text", x=300, y=500, width=120, height=20),
    ]
    request = asked(lasting, person(0, *fields), pdf=plain()).sign()
    signed = request.pdf("/document/signed", tmp_path / "signed.pdf").read_bytes()
    words = {line: place for line, place, _ in shown_words(signed)}
    today = f"{lasting.now():%Y-%m-%d}"
    for text, bottom in (("CR", 300), (today, 400)):
        assert words[text] in pymupdf.Rect(299, 842 - bottom - 21, 391, 842 - bottom + 1)
    stamped = [line for line, *_ in shown_words(signed)]
    assert MARK in stamped
    assert stamped.count("Camille Roux") == 2, "in the signature and in the text"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("cropbox", [None, (40, 30, 560, 800)])
def test_a_signature_is_upright_on_a_turned_or_cropped_page(lasting, rotation, cropbox, tmp_path):
    made = {"rotation": rotation} | ({} if cropbox is None else {"cropbox": cropbox})
    request = asked(lasting, person(0, place()), pdf=plain(**made)).sign()
    signed = request.pdf("/document/signed", tmp_path / "signed.pdf").read_bytes()
    with pymupdf.open(stream=signed, filetype="pdf") as paper:
        page = paper[0]
        box = pymupdf.Rect(60, 842 - 180, 240, 842 - 120) - (*page.cropbox.tl, *page.cropbox.tl)
        shown = box * page.rotation_matrix
    (mark,) = [(at, turn) for line, at, turn in shown_words(signed) if line.startswith("SANDBOX")]
    assert mark[1] == (1, 0), "it reads from left to right"
    margin = pymupdf.Rect(-1, -1, 1, 1)
    assert mark[0] in shown + margin
    assert poppler_says_valid(tmp_path / "signed.pdf")


@pytest.mark.parametrize("n", range(len(NAMES)))
def test_names_of_every_script_are_readable(lasting: Sandbox, n, tmp_path):
    request = asked(lasting, person(n, place()), pdf=plain()).sign()
    signed = request.pdf("/document/signed", tmp_path / "signed.pdf").read_bytes()
    shown = " ".join(line for line, *_ in shown_words(signed))
    # Of joined Arabic letters not all come back as text.
    assert (NAMES[n][0] if n == 3 else " ".join(NAMES[n])) in shown
    assert poppler_says_valid(tmp_path / "signed.pdf")


@pytest.mark.parametrize(
    ("level", "issuer", "words"),
    [
        ("simple", "advanced signatures", "Simple electronic signature"),
        ("advanced", "advanced signatures", "Advanced electronic signature"),
        ("qualified", "qualified signatures", "Qualified electronic signature"),
    ],
)
def test_the_level_that_was_asked_is_signed_and_said(lasting, level, issuer, words, tmp_path):
    request = asked(lasting, person(signature_level=level)).sign()
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    told = cms.ContentInfo.load(cms_of(path)[0])["content"]
    (signer,) = [
        each.chosen for each in told["certificates"] if "given_name" in each.chosen.subject.native
    ]
    assert signer.subject.native["common_name"] == "Camille Roux"
    assert issuer in signer.issuer.native["common_name"]
    (signature,) = PdfFileReader(io.BytesIO(path.read_bytes())).embedded_signatures
    assert signature.sig_object["/Reason"] == f"{words}. {MARK}"
    trail = lasting.client.get("/v2/audit-trails", headers=lasting.key, params={"limit": 100})
    (mine,) = [each for each in trail.json()["data"] if each["signature_request_id"] == request.id]
    (person_told,) = mine["signatories"]
    assert person_told["signature_level"] == level
    assert person_told["certificate_serial"] == format(signer.serial_number, "x")
    assert person_told["certificate_sha256"] == signer.sha256.hex()


def test_the_field_that_a_document_has_is_signed(lasting: Sandbox, tmp_path):
    pdf = with_empty_field(plain(2), "Tenant", 2, _BOX)
    request = asked(lasting, person(0, place(page=2)), pdf=pdf).sign()
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    (found,) = dss_levels(path, [root_der(lasting)])
    assert (found.field, found.holds) == ("Tenant", True)


def test_a_signatory_without_a_field_signs_unseen(lasting: Sandbox, tmp_path):
    request = asked(lasting, person(fields=[]), pdf=plain()).sign()
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    assert [each.holds for each in dss_levels(path, [root_der(lasting)])] == [True]
    assert shown_words(path.read_bytes()) == shown_words(plain())


def test_a_signature_that_was_there_before_holds_afterwards(lasting: Sandbox, tmp_path):
    earlier = identity("p256", "Anna Berg")
    pdf = signed_by(plain(), earlier)
    request = asked(lasting, person(0, place()), person(1), pdf=pdf).sign()
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    found = dss_levels(path, [root_der(lasting), earlier.ca_der])
    assert len(found) == 3
    assert all(each.holds for each in found)


def test_a_document_that_only_its_owner_may_change_is_signed_as_far_as_he_allows(
    lasting: Sandbox, tmp_path
):
    pdf = encrypted(pymupdf.PDF_PERM_MODIFY | pymupdf.PDF_PERM_ANNOTATE | pymupdf.PDF_PERM_FORM)
    request = asked(lasting, person(0, place(), place("date", x=300)), pdf=pdf).sign()
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    assert poppler_says_valid(path)
    assert [each.holds for each in dss_levels(path, [root_der(lasting)])] == [True]


def certified(permission: MDPPerm, pdf: bytes | None = None) -> bytes:
    anna = identity("p256", "Anna Berg")
    return signed_by(pdf or plain(), anna, certify=True, docmdp_permissions=permission)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (lambda: encrypted(pymupdf.PDF_PERM_PRINT), "document_forbids_signatures"),
        (lambda: certified(MDPPerm.NO_CHANGES), "document_forbids_signatures"),
        (
            lambda: certified(MDPPerm.NO_CHANGES, with_empty_field(plain(), "Tenant", 1, _BOX)),
            "document_forbids_signatures",
        ),
        (lambda: certified(MDPPerm.FILL_FORMS), "document_forbids_signatures"),
        (lambda: plain()[:-600] + b"\nstartxref\n9\n%%EOF\n", "document_unreadable"),
    ],
    ids=["encrypted", "certified", "certified_own_box", "certified_new_box", "broken"],
)
def test_a_document_that_takes_no_signature_is_told_when_it_is_sent(lasting, document, code):
    request = ask(lasting, person(0, place()), pdf=document())
    answer = request.post(f"{request.url}/activate")
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert request.state() == "draft"


def test_a_certified_document_is_signed_in_the_field_that_it_has(lasting: Sandbox, tmp_path):
    one = identity("p256", "Anna")
    pdf = signed_by(with_empty_field(plain(), "Tenant", 1, _BOX), one, certify=True)
    request = asked(lasting, person(0, place()), pdf=pdf).sign()
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    assert all(each.holds for each in dss_levels(path, [root_der(lasting), one.ca_der]))


def test_an_approver_without_a_field_changes_no_document(lasting: Sandbox):
    approver = person(0, role="approver") | {"fields": []}
    request = asked(lasting, approver, person(1))
    before = request.get().json()
    after = request.simulate("sign", 0).json()
    assert after["signatories"][0]["status"] == "signed"
    assert (after["revision"], after["document_sha256"]) == (0, before["document_sha256"])
    assert request.simulate("sign", 1).json()["status"] == "completed"


@pytest.mark.parametrize(
    ("action", "n", "code"),
    [("sign", 1, "not_your_turn"), ("sign", 0, "already_acted"), ("decline", 0, "already_acted")],
)
def test_who_has_acted_or_is_not_asked_yet_cannot_act(lasting: Sandbox, action, n, code):
    request = asked(lasting, person(0), person(1), person(2))
    if n == 0:
        request.sign(0)
    answer = request.simulate(action, n)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_who_has_a_card_is_not_played(lasting: Sandbox):
    request = asked(lasting, person(signing="local"))
    answer = request.simulate("sign")
    assert (answer.status_code, answer.json()["code"]) == (409, "signs_locally")
    assert request.simulate("view").json()["signatories"][0]["status"] == "viewed"


def test_signing_twice_with_one_idempotency_key_signs_once(lasting: Sandbox):
    request = asked(lasting, person(0), person(1))
    answers = [request.simulate("sign", **{"Idempotency-Key": "sign-1"}) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[1].headers["Idempotency-Replayed"] == "true"
    assert request.get().json()["revision"] == 1


def test_what_a_signatory_does_is_simulated_and_noted(lasting: Sandbox):
    viewed = asked(lasting).simulate("view").json()
    assert viewed["signatories"][0]["status"] == "viewed"
    declined = asked(lasting).simulate("decline", reason="Not the price we spoke of.").json()
    assert declined["status"] == "declined"
    assert declined["signatories"][0]["decline_reason"] == "Not the price we spoke of."
    assert asked(lasting).simulate("expire", None).json()["status"] == "expired"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"action": "sign"}, "signatory"),
        ({"action": "sign", "signatory": "sig_of_another"}, None),
        ({"action": "sing", "signatory": "x"}, "action"),
        ({"action": "sign", "signatory": "x", "more": 1}, "more"),
    ],
)
def test_a_simulation_that_does_not_fit_names_what_is_wrong(lasting: Sandbox, body, field):
    request = asked(lasting)
    answer = request.post(f"/v2/sandbox/signature-requests/{request.id}/simulate", body)
    told = answer.json()
    assert answer.status_code == (404 if field is None else 422)
    assert [each["field"] for each in told["errors"]] == ([] if field is None else [field])


def test_the_signatory_of_another_request_does_not_sign_this_one(lasting: Sandbox):
    mine, other = asked(lasting), asked(lasting)
    body = {"action": "sign", "signatory": other.people[0]}
    answer = mine.post(f"/v2/sandbox/signature-requests/{mine.id}/simulate", body)
    assert answer.status_code == 422
    assert other.state() == "in_progress"


def test_a_moved_clock_moves_the_date_that_is_filled_in_and_no_certificate(tmp_path, sandbox):
    move = {"advance_s": 40 * 86_400}
    assert sandbox.client.post("/v2/sandbox/clock", json=move, headers=sandbox.key).is_success
    request = asked(sandbox, person(0, place(), place("date", x=300)), pdf=plain()).sign()
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    shown = [line for line, *_ in shown_words(path.read_bytes())]
    assert f"{sandbox.now():%Y-%m-%d}" in shown
    (found,) = dss_levels(path, [root_der(sandbox)])
    assert found.holds
    assert found.timestamps[0].at < sandbox.now()


def test_no_hostile_document_is_a_failure(lasting: Sandbox, corpus: Path):
    every = sorted(corpus.rglob("*.pdf"))
    for path in every[:: max(1, len(every) // 80)]:
        file = {"file": (path.name, path.read_bytes(), "application/pdf")}
        kept = lasting.client.post("/v2/documents", files=file, headers=lasting.key)
        assert kept.status_code < 500, path
        if kept.status_code != 201:
            continue
        body = {
            "document_id": kept.json()["id"],
            "name": path.name,
            "signatories": [person(0) | {"fields": []}],
        }
        made = lasting.client.post("/v2/signature-requests", json=body, headers=lasting.key)
        url = f"/v2/signature-requests/{made.json()['id']}/activate"
        sent = lasting.client.post(url, headers=lasting.key)
        assert sent.status_code < 500, (path, sent.text)
        if sent.status_code == 200:
            signatory = made.json()["signatories"][0]["id"]
            signed = lasting.client.post(
                f"/v2/sandbox/signature-requests/{made.json()['id']}/simulate",
                json={"action": "sign", "signatory": signatory},
                headers=lasting.key,
            )
            assert signed.status_code < 500, (path, json.loads(signed.content))


def test_dss_finds_nothing_else_in_a_signed_document(lasting: Sandbox, tmp_path):
    path = asked(lasting).sign().pdf("/document/signed", tmp_path / "signed.pdf")
    report = dss_report(path, [root_der(lasting)])
    assert [each.kind for each in report.timestamps] == ["SIGNATURE_TIMESTAMP"]
