"""Documents that were signed with a card: what is taken as the next revision, and when."""

import hashlib
import json
import subprocess
from pathlib import Path

import pymupdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate

from tests.conftest import SAMPLE
from tests.fakes.key_file import PASSWORD, write_key_file
from tests.fakes.pki import identity
from tests.judges import openssl_cms, poppler_says_valid
from tests.judges_dss import dss_levels
from tests.sandbox.cards import BOX, Desk, card, issuer_name, signed
from tests.sandbox.conftest import Sandbox, running
from tests.sandbox.papers import encrypted, plain, with_empty_field
from tests.sandbox.requesting import asked, person, place, root_der

_BOX_WORDS = "60,120,180,60"


def local(n: int = 0, **more):
    return person(n, place(), signing="local", **more)


@pytest.fixture
def desk(lasting: Sandbox) -> Desk:
    return Desk(asked(lasting, local(), pdf=plain()))


def test_a_signature_with_a_card_becomes_the_next_revision(lasting: Sandbox, desk: Desk, tmp_path):
    before, tag = desk.document()
    assert before == plain() or before.startswith(b"%PDF")
    one = card(lasting)
    upload = signed(before, one)
    answer = desk.upload(upload, tag)
    assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == "signed"
    request = desk.request
    current = request.get("/document")
    assert current.content == upload
    assert current.headers["X-Document-Revision"] == "1"
    assert current.headers["ETag"] == f'"sha256:{hashlib.sha256(upload).hexdigest()}"'
    assert request.state() == "completed"
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    (found,) = dss_levels(path, [root_der(lasting)])
    assert (found.level, found.holds, found.is_trusted) == ("PAdES-BASELINE-T", True, True)
    assert path.read_bytes().startswith(upload)
    trail = lasting.client.get(
        f"/v2/audit-trails/{request.get().json()['audit_trail_id']}", headers=lasting.key
    ).json()
    assert trail["signatories"][0]["certificate_issuer"] == issuer_name(one)


@pytest.mark.parametrize("kind", ["rsa2048", "p384", "p521"])
def test_keys_of_every_kind_are_taken(lasting: Sandbox, desk: Desk, kind):
    upload = signed(desk.document()[0], card(lasting, kind=kind))
    assert desk.upload(upload).status_code == 200


@pytest.mark.parametrize("level", ["simple", "advanced", "qualified"])
def test_a_qualified_certificate_is_enough_for_every_level(lasting: Sandbox, level):
    desk = Desk(asked(lasting, local(signature_level=level)))
    upload = signed(desk.document()[0], card(lasting, "qualified"))
    assert desk.upload(upload).status_code == 200


@pytest.mark.parametrize("rotation", [0, 90])
def test_the_empty_field_at_the_place_is_signed(lasting: Sandbox, rotation):
    pdf = with_empty_field(plain(2, rotation=rotation), "Tenant", 2, BOX)
    desk = Desk(asked(lasting, person(0, place(page=2), signing="local"), pdf=pdf))
    one = card(lasting)
    assert desk.refused(signed(desk.document()[0], one, page=2)) == "wrong_field"
    upload = signed(desk.document()[0], one, field="Tenant", page=2, box=None)
    assert desk.upload(upload).status_code == 200


@pytest.mark.parametrize(
    "how",
    [
        ("--box", f"1,{_BOX_WORDS}"),
        ("--box", f"1,{_BOX_WORDS}", "--reason", "Agreed", "--location", "Lyon"),
        ("--box", f"1,{_BOX_WORDS}", "--qr"),
        ("--invisible",),
    ],
    ids=["box", "reason", "qr", "invisible"],
)
def test_what_paraph_signs_offline_before_the_request_exists_fits(
    lasting: Sandbox, paraph, how, tmp_path
):
    key_file = write_key_file(tmp_path / "card.p12", card(lasting))
    out = tmp_path / "signed.pdf"
    words = ("sign", SAMPLE, "-o", out, "--module", key_file, "--pin-stdin", "--json", *how)
    done = paraph(*words, stdin=PASSWORD + "\n")
    assert done.returncode == 0, done.stderr + done.stdout
    fields = [] if how == ("--invisible",) else [place()]
    desk = Desk(asked(lasting, local() | {"fields": fields}))
    tag = f'"sha256:{hashlib.sha256(SAMPLE.read_bytes()).hexdigest()}"'
    answer = desk.upload(out.read_bytes(), tag)
    assert answer.status_code == 200, answer.text
    path = desk.request.pdf("/document/signed", tmp_path / "result.pdf")
    assert [each.holds for each in dss_levels(path, [root_der(lasting)])] == [True]


def test_what_paraph_signs_with_a_token_from_elsewhere_is_admitted_by_trust(
    paraph, demo_token, tmp_path
):
    root = tmp_path / "root.pem"
    root.write_bytes(load_der_x509_certificate(demo_token.ca_der).public_bytes(Encoding.PEM))
    out = tmp_path / "signed.pdf"
    token = ("--module", demo_token.module, "--token", demo_token.token_label)
    words = ("sign", SAMPLE, "-o", out, *token, "--pin-stdin", "--box", f"1,{_BOX_WORDS}")
    done = paraph(*words, stdin="123456\n")
    assert done.returncode == 0, done.stderr
    with running(tmp_path / "strict") as strict:
        assert Desk(asked(strict, local())).refused(out.read_bytes()) == "certificate_unfit"
    with running(tmp_path / "open", trust=(root,)) as admitting:
        desk = Desk(asked(admitting, local()))
        assert desk.upload(out.read_bytes()).status_code == 200
        assert poppler_says_valid(desk.request.pdf("/document", tmp_path / "revision.pdf"))
        proven = desk.request.pdf("/document/signed?level=B-LTA", tmp_path / "proven.pdf")
        anchors = [root_der(admitting), demo_token.ca_der]
        assert [each.holds for each in dss_levels(proven, anchors)] == [True]


def test_initials_that_paraph_draws_fit_their_own_places_alone(lasting, paraph, tmp_path):
    key_file = write_key_file(tmp_path / "card.p12", card(lasting))
    out = tmp_path / "signed.pdf"
    how = ("--box", f"1,{_BOX_WORDS}", "--initials", "--initials-pages", "2")
    words = ("sign", SAMPLE, "-o", out, "--module", key_file, "--pin-stdin", *how)
    assert paraph(*words, stdin=PASSWORD + "\n").returncode == 0
    stranger = Desk(asked(lasting, local()))
    assert stranger.refused(out.read_bytes()) == "other_changes"
    mark = place("initials", 2, x=524, y=20, width=51, height=25.5)
    desk = Desk(asked(lasting, person(0, place(), mark, signing="local")))
    assert desk.upload(out.read_bytes()).status_code == 200


def test_a_document_that_moved_is_told_and_the_new_revision_can_be_signed(lasting, tmp_path):
    request = asked(lasting, local(0, order=1), person(1, order=1), pdf=plain())
    desk = Desk(request)
    before, tag = desk.document()
    upload = signed(before, card(lasting))
    request.sign(1)
    answer = desk.upload(upload, tag, **{"Idempotency-Key": "upload-1"})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (412, "document_moved")
    current, new_tag = desk.document()
    assert f'"sha256:{told["document_sha256"]}"' == new_tag
    again = desk.upload(signed(current, card(lasting)), new_tag, **{"Idempotency-Key": "upload-1"})
    assert again.status_code == 200, "what was refused for its revision used no key up"
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    assert [each.holds for each in dss_levels(path, [root_der(lasting)])] == [True, True]


def test_remote_and_local_signatories_sign_one_after_another(lasting: Sandbox, tmp_path):
    people = (
        person(0, place(x=40, width=100), place("date", x=40, y=60, width=90, height=20)),
        person(1, place(x=160, width=100), signing="local"),
        person(2, place(x=280, width=100), place("initials", x=280, y=60, width=40, height=20)),
        person(3, place(x=400, width=100), signing="local"),
    )
    request = asked(lasting, *people, pdf=plain())
    request.sign(0)
    for n, x in ((1, 160.0), (3, 400.0)):
        desk = Desk(request, n)
        if n == 3:
            request.sign(2)
        box = (x, 120.0, x + 100, 180.0)
        upload = signed(desk.document()[0], card(lasting), box=box, field=f"Card{n}")
        answer = desk.upload(upload)
        assert answer.status_code == 200, answer.text
    path = request.pdf("/document/signed", tmp_path / "signed.pdf")
    found = dss_levels(path, [root_der(lasting)])
    assert [each.level for each in found] == ["PAdES-BASELINE-T"] * 4
    assert all(each.holds for each in found)
    request.pdf("/document", tmp_path / "last.pdf")
    assert openssl_cms(tmp_path / "last.pdf", root_der(lasting), tmp_path, cades=True) == ""


def test_an_upload_that_was_answered_is_answered_again_and_taken_once(lasting, desk: Desk):
    before, tag = desk.document()
    upload = signed(before, card(lasting))
    key = {"Idempotency-Key": "upload-2"}
    answers = [desk.upload(upload, tag, **key) for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert desk.request.get().json()["revision"] == 1
    other = desk.upload(upload + b" ", tag, **key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reuse")
    late = desk.upload(upload, tag)
    assert (late.status_code, late.json()["code"]) == (409, "invalid_transition")


@pytest.mark.parametrize(
    ("tag", "status", "code"),
    [
        ("", 400, "if_match_required"),
        ("*", 400, "if_match_required"),
        ('"sha256:' + "0" * 64 + '"', 412, "document_moved"),
        ("sha256", 412, "document_moved"),
    ],
)
def test_the_revision_that_was_signed_has_to_be_named(lasting, desk: Desk, tag, status, code):
    upload = signed(desk.document()[0], card(lasting))
    answer = desk.upload(upload, tag)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_only_who_signs_with_a_card_and_is_asked_uploads(lasting: Sandbox):
    request = asked(lasting, person(0, place()), local(1), pdf=plain())
    one = card(lasting)
    upload = signed(Desk(request).document()[0], one)
    remote, early = Desk(request, 0).upload(upload), Desk(request, 1).upload(upload)
    assert (remote.status_code, remote.json()["code"]) == (409, "signs_remotely")
    assert (early.status_code, early.json()["code"]) == (409, "not_your_turn")
    request.sign(0)
    request.post(f"{request.url}/cancel", {"reason": "Another price."})
    late = Desk(request, 1).upload(upload)
    assert (late.status_code, late.json()["code"]) == (409, "invalid_transition")


def test_only_a_pdf_is_uploaded_and_by_its_own_account(lasting: Sandbox, desk: Desk):
    assert desk.upload(b"{}", **{"Content-Type": "application/json"}).status_code == 415
    assert desk.refused(b"") == "not_the_revision"
    url = "/v2/signatories/sig_of_another/signed-document"
    told = {**lasting.key, "If-Match": '"x"', "Content-Type": "application/pdf"}
    assert lasting.client.put(url, content=b"%PDF-", headers=told).status_code == 404
    length = {"Content-Length": str(100 * 1024 * 1024 + 1)}
    assert desk.upload(b"", '"x"', **length).status_code == 413


def test_a_card_of_another_name_is_taken_and_the_trail_names_it(lasting: Sandbox):
    desk = Desk(asked(lasting, person(1, place(), signing="local"), pdf=plain()))
    assert desk.upload(signed(desk.document()[0], card(lasting))).status_code == 200
    trail_id = desk.request.get().json()["audit_trail_id"]
    trail = lasting.client.get(f"/v2/audit-trails/{trail_id}", headers=lasting.key).json()
    (entry,) = [each for each in trail["entries"] if each["kind"] == "signed"]
    assert entry["detail"] == "Advanced electronic signature, with the card of Camille Roux"


def test_a_revoked_card_signs_no_more(sandbox: Sandbox):
    desk, one = Desk(asked(sandbox, local())), card(sandbox)
    upload = signed(desk.document()[0], one)
    serial = format(load_der_x509_certificate(one.certificate_der).serial_number, "x")
    revoke = f"/v2/sandbox/certificates/{serial}/revoke"
    assert sandbox.client.post(revoke, json={}, headers=sandbox.key).status_code == 200
    assert desk.refused(upload) == "certificate_unfit"


@pytest.mark.parametrize(
    ("level", "one"),
    [
        ("advanced", lambda sandbox: identity("p256", "A Stranger")),
        ("qualified", lambda sandbox: identity("p256", "A Stranger")),
        ("qualified", lambda sandbox: card(sandbox, "advanced")),
    ],
    ids=["foreign", "foreign_qualified", "not_qualified"],
)
def test_a_certificate_below_the_level_is_refused(lasting: Sandbox, level, one):
    desk = Desk(asked(lasting, local(signature_level=level)))
    assert desk.refused(signed(desk.document()[0], one(lasting))) == "certificate_unfit"


def test_qpdf_finds_no_fault_in_what_the_sandbox_made_of_an_upload(lasting, desk, tmp_path: Path):
    desk.upload(signed(desk.document()[0], card(lasting)))
    path = desk.request.pdf("/document/signed", tmp_path / "signed.pdf")
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert done.returncode == 0, json.dumps(done.stderr)


def test_an_encrypted_document_is_signed_with_a_card(lasting: Sandbox, tmp_path: Path):
    allowed = pymupdf.PDF_PERM_MODIFY | pymupdf.PDF_PERM_ANNOTATE | pymupdf.PDF_PERM_FORM
    desk = Desk(asked(lasting, local(), pdf=encrypted(allowed)))
    upload = signed(desk.document()[0], card(lasting), forge=lambda writer: writer.encrypt(""))
    answer = desk.upload(upload)
    assert answer.status_code == 200, answer.text
    path = desk.request.pdf("/document/signed", tmp_path / "signed.pdf")
    assert [each.holds for each in dss_levels(path, [root_der(lasting)])] == [True]
