"""Both results of a request: the signed document and its audit trail, on paper and as JSON."""

import hashlib
import re
import subprocess
from pathlib import Path

import pymupdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate

from paraph.wire.results import AuditTrail
from paraph_sandbox.papers.stamps import MARK
from paraph_sandbox.papers.trail_paper import draw_trail
from tests.judges import cms_of
from tests.judges_dss import dss_levels, dss_report
from tests.sandbox.conftest import Sandbox
from tests.sandbox.papers import plain
from tests.sandbox.requesting import Asked, ask, asked, person, place, root_der

_FILES = ("/document/signed", "/audit-trail")


@pytest.fixture(scope="module")
def done(lasting: Sandbox) -> Asked:
    """A request that three have signed."""
    return asked(lasting, person(0, signature_level="simple"), person(1), person(2)).sign()


def trail_of(request: Asked) -> dict:
    trail_id = request.get().json()["audit_trail_id"]
    answer = request.sandbox.client.get(f"/v2/audit-trails/{trail_id}", headers=request.sandbox.key)
    assert answer.status_code == 200, answer.text
    return answer.json()


def words_of(path: Path) -> str:
    with pymupdf.open(path) as paper:
        return " ".join(" ".join(page.get_text() for page in paper).split())


@pytest.mark.parametrize("file", _FILES)
def test_there_is_no_result_before_all_have_signed(lasting: Sandbox, file):
    draft = ask(lasting)
    declined = asked(lasting)
    declined.simulate("decline")
    for request in (draft, asked(lasting), declined):
        answer = request.get(file)
        told = answer.json()
        assert (answer.status_code, told["code"]) == (409, "not_completed")
        assert told["state"] == request.state()


def test_the_files_are_those_that_the_trail_names(done: Asked):
    trail = trail_of(done)
    for file, key in zip(_FILES, ("signed_sha256", "trail_sha256"), strict=True):
        answer = done.get(file)
        sha256 = hashlib.sha256(answer.content).hexdigest()
        assert answer.headers["Content-Type"] == "application/pdf"
        assert (trail[key], answer.headers["ETag"]) == (sha256, f'"sha256:{sha256}"')
        again = done.get(file, **{"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert trail["original_sha256"] != trail["signed_sha256"]
    assert done.get("/document").headers["ETag"] == f'"sha256:{trail["signed_sha256"]}"'


def test_openssl_and_dss_accept_the_timestamp_of_the_trail(lasting: Sandbox, done: Asked, tmp_path):
    path = done.pdf("/audit-trail", tmp_path / "trail.pdf")
    token, content = cms_of(path)
    root = load_der_x509_certificate(root_der(lasting)).public_bytes(Encoding.PEM)
    for name, data in (("token", token), ("content", content), ("root.pem", root)):
        (tmp_path / name).write_bytes(data)
    words = ["openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "content"]
    verified = subprocess.run([*words, "-CAfile", "root.pem"], cwd=tmp_path, capture_output=True)
    assert b"Verification: OK" in verified.stdout, verified.stderr
    report = dss_report(path, [root_der(lasting)])
    assert report.signatures == []
    (stamp,) = report.timestamps
    assert (stamp.kind, stamp.holds, stamp.is_trusted) == ("DOCUMENT_TIMESTAMP", True, True)


def test_the_trail_on_paper_tells_all_that_the_json_tells(done: Asked, tmp_path):
    trail = trail_of(done)
    words = words_of(done.pdf("/audit-trail", tmp_path / "trail.pdf"))
    told = [trail["id"], trail["signature_request_id"], trail["name"], MARK]
    told += [trail["original_sha256"], trail["signed_sha256"]]
    for each in trail["signatories"]:
        told += [each["email"], each["certificate_serial"], each["certificate_sha256"]]
    told += [f"{entry['at'].replace('T', ' ').replace('Z', ' UTC')}" for entry in trail["entries"]]
    told += [entry["sha256"] for entry in trail["entries"] if entry["sha256"]]
    assert [each for each in told if each not in words] == []
    assert "simple electronic signature" in words
    pages = [int(each) for each in re.findall(r"Page (\d+) of (?:\d+)", words)]
    assert pages == list(range(1, len(pages) + 1))


def test_ids_on_paper_have_no_ligatures(done: Asked):
    ids = {"id": "trl_fffi", "signature_request_id": "req_ffl"}
    trail = AuditTrail.model_validate({**trail_of(done), **ids})
    with pymupdf.open(stream=draw_trail(trail, "http://127.0.0.1:1")) as paper:
        pages = [page.get_text() for page in paper]
    assert "req_ffl" in pages[0]
    assert "".join(pages).count("trl_fffi") == 1 + len(pages)


def test_the_trail_on_paper_is_a_page_of_a4_with_its_fonts(done: Asked, tmp_path):
    path = done.pdf("/audit-trail", tmp_path / "trail.pdf")
    with pymupdf.open(path) as paper:
        assert {page.rect.irect for page in paper} == {pymupdf.IRect(0, 0, 595, 842)}
        assert paper.metadata["title"] == "Audit trail: Fee agreement – Varenne"
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True).stdout
    rows = [line.split() for line in listed.splitlines()[2:]]
    assert rows
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows), listed
    assert subprocess.run(["qpdf", "--check", path], capture_output=True).returncode == 0


def test_names_cannot_write_into_the_paper(lasting: Sandbox, tmp_path):
    sly = person(0) | {"first_name": "<b>All", "last_name": "have & signed</b>{0}"}
    request = asked(lasting, sly, name="<h1>Paid</h1> {address}").sign()
    words = words_of(request.pdf("/audit-trail", tmp_path / "trail.pdf"))
    assert "<h1>Paid</h1> {address}" in words
    assert "<b>All have & signed</b>{0}" in words


def test_the_entries_tell_the_course_in_its_order(done: Asked):
    trail = trail_of(done)
    kinds = [entry["kind"] for entry in trail["entries"]]
    assert kinds == ["created", "activated", *["notified", "signed"] * 3, "completed"]
    assert [entry["n"] for entry in trail["entries"]] == list(range(1, len(kinds) + 1))
    hashes = [entry["sha256"] for entry in trail["entries"] if entry["kind"] == "signed"]
    assert len(set(hashes)) == 3
    assert hashes[-1] == trail["signed_sha256"]
    assert trail["entries"][3]["actor"] == "Camille Roux <person0@client.example>"
    assert trail["entries"][3]["ip_address"] == "127.0.0.1"


def test_trails_are_listed_page_by_page(lasting: Sandbox, done: Asked):
    asked(lasting).sign()
    found, cursor = [], None
    while cursor is not None or not found:
        asks = {"limit": 1} | ({} if cursor is None else {"cursor": cursor})
        answer = lasting.client.get("/v2/audit-trails", params=asks, headers=lasting.key)
        found += [each["signature_request_id"] for each in answer.json()["data"]]
        cursor = answer.json()["next_page_token"]
        assert answer.headers.get("X-Next-Cursor") == cursor
    assert len(found) == len(set(found)) >= 2
    assert done.id in found


def test_the_document_is_proven_for_good_when_that_is_asked(lasting, done: Asked, tmp_path):
    proven = done.pdf("/document/signed?level=B-LTA", tmp_path / "proven.pdf")
    signed = done.get("/document/signed").content
    assert proven.read_bytes().startswith(signed)
    assert done.get("/document/signed?level=B-LTA").content == proven.read_bytes()
    found = dss_levels(proven, [root_der(lasting)])
    assert [each.level for each in found] == ["PAdES-BASELINE-LTA"] * 3
    assert all(each.holds and each.is_trusted for each in found)
    answer = done.get("/document/signed?level=B-XL")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "level")


def test_results_need_their_scopes(lasting: Sandbox, done: Asked):
    from paraph_sandbox.acts.clients import make_api_key

    with lasting.services.database.write() as tx:
        scopes = "documents:read events:read"
        key = make_api_key(tx, lasting.account, lasting.now(), scopes, "")
    told = {"Authorization": f"Bearer {key}"}
    for url, scope in (
        (f"{done.url}/document", "signature_requests:read"),
        (f"{done.url}/document/signed", "signature_requests:read"),
        (f"{done.url}/audit-trail", "audit_trails:read"),
        ("/v2/audit-trails", "audit_trails:read"),
        ("/v2/sandbox/mail", "signature_requests:read"),
    ):
        answer = lasting.client.get(url, headers=told)
        assert (answer.status_code, answer.json()["scope"]) == (403, scope)


@pytest.mark.parametrize(
    "url", ["/v2/audit-trails/aud_x", "/v2/signature-requests/req_x/document",
            "/v2/signature-requests/req_x/audit-trail"]
)  # fmt: skip
def test_what_is_not_there_is_404(lasting: Sandbox, url):
    answer = lasting.client.get(url, headers=lasting.key)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_after_the_deletion_of_personal_data_hashes_remain_and_no_names(sandbox: Sandbox):
    request = asked(sandbox, person(0, place(), place("text", x=300)), pdf=plain()).sign()
    request.get("/document/signed?level=B-LTA")
    before = trail_of(request)
    link = request.link()
    url = f"{request.url}/personal-data"
    assert sandbox.client.delete(url, headers=sandbox.key).status_code == 202
    for file in (*_FILES, "/document", "/document/signed?level=B-LTA"):
        answer = request.get(file)
        assert (answer.status_code, answer.json()["code"]) == (410, "personal_data_deleted")
    assert sandbox.client.get(link).status_code == 410
    after = trail_of(request)
    for key in ("original_sha256", "signed_sha256", "trail_sha256", "status"):
        assert after[key] == before[key]
    assert after["personal_data_deleted_at"] is not None
    assert (after["signatories"][0]["email"], after["entries"][0]["actor"]) == (None, None)
    assert after["signatories"][0]["certificate_sha256"] is not None
    assert after["version"] > before["version"]
    mails = sandbox.client.get("/v2/sandbox/mail", headers=sandbox.key).json()
    assert mails["data"] == []
    kept = [each for each in (sandbox.services.options.data / "content").rglob("*")
            if each.is_file()]  # fmt: skip
    assert kept == []
    database = b"".join(each.read_bytes() for each in sandbox.services.options.data.glob("*.sql*"))
    for word in ("Camille", "person0@", "Varenne"):
        assert word.encode() not in database, word


def test_a_conclusion_that_fails_leaves_the_request_as_it_was(sandbox: Sandbox, monkeypatch):
    from paraph_sandbox.acts.pdf_work import PdfWork

    def broken(*_):
        raise OSError("no space left on device")

    request = asked(sandbox)
    with monkeypatch.context() as patch:
        patch.setattr(PdfWork, "draw_trail", broken)
        assert request.simulate("sign").status_code == 500
    told = request.get().json()
    assert (told["status"], told["revision"], told["audit_trail_id"]) == ("in_progress", 0, None)
    assert request.simulate("sign").json()["status"] == "completed"
    assert {request.get(file).status_code for file in _FILES} == {200}
