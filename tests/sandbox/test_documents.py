"""Documents: kept by their hash, given back whole or in part, found again, renamed, removed."""

import base64
import hashlib
import threading
from pathlib import Path
from typing import Any

import pytest

from paraph_sandbox.app import open_services
from paraph_sandbox.gate.services import Options
from paraph_sandbox.gate.uploads import clean_name
from tests.conftest import SAMPLE
from tests.sandbox import papers
from tests.sandbox.conftest import Sandbox, running
from tests.sandbox.steps import Steps

PDF = SAMPLE.read_bytes()
REFERENCE = "6f6c1f0e-0a4d-4a5b-9a53-0d9f3a3f7d10"


@pytest.fixture
def steps(sandbox: Sandbox) -> Steps:
    return Steps(sandbox.client, sandbox.key)


def upload(steps: Steps, content: bytes = PDF, name: str = "a.pdf", **how: Any) -> Any:
    files = {"file": (name, content, "application/pdf")}
    return steps.call("POST", "/documents", files=files, **how)


def digest(algorithm: str, content: bytes) -> str:
    hashed = hashlib.new(algorithm.replace("-", ""), content).digest()
    return f"{algorithm}=:{base64.b64encode(hashed).decode()}:"


def kept(sandbox: Sandbox) -> list[Path]:
    return [
        each for each in (sandbox.services.options.data / "content").rglob("*") if each.is_file()
    ]


def test_an_upload_is_told_with_the_hash_of_what_is_kept(steps: Steps) -> None:
    told = upload(steps, data={"name": "Agreement 12/2026", "client_reference": REFERENCE})
    assert told.status_code == 201
    assert told.json() | {"document_id": told.json()["id"], "version": 1} == told.json()
    assert told.json()["checksum_sha256"] == hashlib.sha256(PDF).hexdigest()
    assert (told.json()["pages"], told.json()["size"]) == (3, len(PDF))
    assert (told.json()["name"], told.json()["client_reference"]) == (
        "Agreement 12/2026",
        REFERENCE,
    )
    content = steps.call("GET", f"/documents/{told.json()['id']}/content")
    assert content.content == PDF
    assert content.headers["ETag"] == f'"sha256:{hashlib.sha256(PDF).hexdigest()}"'


def test_the_same_bytes_are_stored_once_and_removed_with_their_last_document(
    sandbox: Sandbox, steps: Steps
) -> None:
    one, other = (upload(steps).json()["id"] for _ in range(2))
    assert one != other
    assert [each.name for each in kept(sandbox)] == [hashlib.sha256(PDF).hexdigest()]
    steps.call("DELETE", f"/documents/{one}", 204)
    assert steps.call("GET", f"/documents/{other}/content").content == PDF
    steps.call("DELETE", f"/documents/{other}", 204)
    assert kept(sandbox) == []
    assert steps.call("GET", f"/documents/{other}/content").status_code == 404


def test_uploads_and_deletions_of_the_same_bytes_at_once_lose_none(
    sandbox: Sandbox, steps: Steps
) -> None:
    left: list[str] = []

    def one_client() -> None:
        for n in range(6):
            made = upload(steps).json()["id"]
            if n % 2:
                left.append(made)
            else:
                steps.call("DELETE", f"/documents/{made}", 204)

    clients = [threading.Thread(target=one_client) for _ in range(4)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    assert len(left) == 12
    for each in left:
        assert steps.call("GET", f"/documents/{each}/content").content == PDF


def test_a_repeated_key_makes_one_document_and_another_file_with_it_is_refused(
    steps: Steps,
) -> None:
    key = {"Idempotency-Key": "upload-1"}
    first, again = (upload(steps, headers=key) for _ in range(2))
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    other = upload(steps, papers.plain(), headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reuse")
    assert len(steps.call("GET", "/documents", 200)["data"]) == 1
    ledger = steps.call("GET", "/sandbox/ledger", 200)["objects"]
    assert [(each["kind"], each["idempotency_key"]) for each in ledger] == [
        ("document", "upload-1")
    ]


def test_a_client_reference_is_taken_for_ever(steps: Steps) -> None:
    made = upload(steps, data={"client_reference": REFERENCE}).json()["id"]
    again = upload(steps, data={"client_reference": REFERENCE.upper()})
    assert (again.status_code, again.json()["code"]) == (409, "duplicate_reference")
    assert again.json()["existing_id"] == made
    steps.call("DELETE", f"/documents/{made}", 204)
    assert upload(steps, data={"client_reference": REFERENCE}).status_code == 409


@pytest.mark.parametrize("algorithm", ["sha-256", "sha-512"])
def test_a_digest_of_the_file_or_of_the_whole_body_is_accepted(
    sandbox: Sandbox, steps: Steps, algorithm: str
) -> None:
    of_file = {"Content-Digest": digest(algorithm, PDF)}
    assert upload(steps, headers=of_file).status_code == 201
    body = (
        b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        + PDF
        + b"\r\n--B--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=B"}
    of_body = {**headers, "Content-Digest": digest(algorithm, body)}
    assert steps.call("POST", "/documents", content=body, headers=of_body).status_code == 201


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (digest("sha-256", b"another"), "checksum_mismatch"),
        (f"{digest('sha-512', PDF)}, {digest('sha-256', b'another')}", "checksum_mismatch"),
        ("sha-256=:AAAA:", "malformed_digest"),
        ("sha-256=:" + "A" * 42 + "!=:", "malformed_digest"),
        ("sha-256=abc", "malformed_digest"),
        ("", "malformed_digest"),
    ],
)
def test_another_digest_or_an_unreadable_one_is_refused(
    sandbox: Sandbox, steps: Steps, told: str, code: str
) -> None:
    answer = upload(steps, headers={"Content-Digest": told})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert kept(sandbox) == []


def test_a_digest_of_an_unknown_algorithm_says_nothing(steps: Steps) -> None:
    told = f"md5=:AAAA:, unixsum=:AA==:;a=1, {digest('sha-256', PDF)}"
    assert upload(steps, headers={"Content-Digest": told}).status_code == 201


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\anne\\agreement.pdf", "agreement.pdf"),
        ("a\x00b\x1f\r\n\u202efdp.exe.pdf", "abfdp.exe.pdf"),
        ("  many \t  blanks .pdf", "many blanks .pdf"),
        ("....", ""),
        ("/", ""),
        (".hidden.pdf", "hidden.pdf"),
        ("é" * 300 + ".docx", "é" * 195 + ".docx"),
        ("x" * 300, "x" * 200),
        ("委托.pdf", "委托.pdf"),
    ],
)
def test_a_files_own_name_loses_folders_controls_and_excess(told: str, name: str) -> None:
    assert clean_name(told) == name


def test_a_document_has_the_files_name_unless_it_is_given_one(steps: Steps) -> None:
    assert upload(steps, name="../fee agreement.pdf").json()["name"] == "fee agreement.pdf"
    assert upload(steps, name="..").json()["name"] == "document.pdf"
    refused = upload(steps, data={"name": "x" * 201})
    assert refused.status_code == 422
    assert [each["field"] for each in refused.json()["errors"]] == ["name"]


def test_what_the_caller_has_is_not_sent_again(steps: Steps) -> None:
    made = upload(steps).json()["id"]
    for path in (f"/documents/{made}", f"/documents/{made}/content"):
        tag = steps.call("GET", path).headers["ETag"]
        for known in (tag, f'"another", {tag}', f"W/{tag}", "*"):
            answer = steps.call("GET", path, headers={"If-None-Match": known})
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["ETag"] == tag
        fresh = steps.call("GET", path, headers={"If-None-Match": '"another"'})
        assert fresh.status_code == 200
    tag = steps.call("GET", f"/documents/{made}").headers["ETag"]
    steps.call("PATCH", f"/documents/{made}", 200, json={"name": "Other"})
    changed = steps.call("GET", f"/documents/{made}", headers={"If-None-Match": tag})
    assert changed.json()["name"] == "Other"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=100-", 100, len(PDF) - 1),
        ("bytes=-7", len(PDF) - 7, len(PDF) - 1),
        (f"bytes=5-{10**12}", 5, len(PDF) - 1),
        (f"bytes=-{10**12}", 0, len(PDF) - 1),
    ],
)
def test_a_download_goes_on_where_it_broke_off(
    steps: Steps, asked: str, first: int, last: int
) -> None:
    path = f"/documents/{upload(steps).json()['id']}/content"
    part = steps.call("GET", path, headers={"Range": asked})
    assert part.status_code == 206
    assert part.content == PDF[first : last + 1]
    assert part.headers["Content-Range"] == f"bytes {first}-{last}/{len(PDF)}"
    changed = steps.call("GET", path, headers={"Range": asked, "If-Range": '"another"'})
    assert (changed.status_code, changed.content) == (200, PDF)


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=0-1,5-6", "lines=1-2", "bytes=x", "bytes=-"])
def test_a_range_of_another_kind_is_answered_with_all_of_it(steps: Steps, asked: str) -> None:
    path = f"/documents/{upload(steps).json()['id']}/content"
    answer = steps.call("GET", path, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, PDF)


@pytest.mark.parametrize("asked", [f"bytes={len(PDF)}-", f"bytes={10**12}-", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused_with_the_size(steps: Steps, asked: str) -> None:
    path = f"/documents/{upload(steps).json()['id']}/content"
    answer = steps.call("GET", path, headers={"Range": asked})
    assert (answer.status_code, answer.json()["code"]) == (416, "range_not_satisfiable")
    assert answer.headers["Content-Range"] == f"bytes */{len(PDF)}"


def test_a_document_that_moved_is_neither_renamed_nor_deleted(steps: Steps) -> None:
    path = f"/documents/{upload(steps).json()['id']}"
    first = steps.call("GET", path).headers["ETag"]
    steps.call("PATCH", path, 200, json={"name": "Other"}, headers={"If-Match": first})
    late = steps.call("PATCH", path, json={"name": "Third"}, headers={"If-Match": first})
    assert (late.status_code, late.json()["code"]) == (412, "precondition_failed")
    assert steps.call("DELETE", path, headers={"If-Match": first}).status_code == 412
    assert steps.call("GET", path, 200)["name"] == "Other"


def test_a_document_in_use_is_not_deleted(steps: Steps) -> None:
    document = steps.upload()
    draft = steps.draft(document)["id"]
    refused = steps.call("DELETE", f"/documents/{document}")
    assert (refused.status_code, refused.json()["code"]) == (409, "document_in_use")
    steps.call("DELETE", f"/signature-requests/{draft}", 204)
    steps.call("DELETE", f"/documents/{document}", 204)


def test_documents_are_listed_page_by_page_and_found_by_reference(steps: Steps) -> None:
    made = [upload(steps).json()["id"] for _ in range(5)]
    found, query = [], {"limit": 2}
    while True:
        page = steps.call("GET", "/documents", 200, params=query)
        found += [each["id"] for each in page["data"]]
        if page["next_page_token"] is None:
            break
        query = {"limit": 2, "cursor": page["next_page_token"]}
    assert found == made
    mine = upload(steps, data={"client_reference": REFERENCE}).json()["id"]
    query = {"client_reference": REFERENCE}
    assert [each["id"] for each in steps.call("GET", "/documents", 200, params=query)["data"]] == [
        mine
    ]


def test_what_a_crash_left_behind_is_removed_at_the_start(tmp_path: Path) -> None:
    with running(tmp_path / "data") as sandbox:
        steps = Steps(sandbox.client, sandbox.key)
        document = steps.upload()
        # As kill -9 leaves them: bytes put before their row, and bytes that were still coming.
        lost = sandbox.services.blobs.put(b"lost")
        (tmp_path / "data" / "content" / ".half").write_bytes(b"hal")
    services = open_services(Options(data=tmp_path / "data"))
    try:
        with services.database.read() as tx:
            sha256 = tx.value("SELECT sha256 FROM documents WHERE id = ?", document)
        assert services.blobs.get(sha256) == PDF
        with pytest.raises(FileNotFoundError):
            services.blobs.get(lost)
        assert not (tmp_path / "data" / "content" / ".half").exists()
    finally:
        services.papers.close()
        services.database.close()


def test_results_of_a_completed_request_survive_the_sweep(tmp_path: Path) -> None:
    with running(tmp_path / "data") as sandbox:
        steps = Steps(sandbox.client, sandbox.key)
        draft = steps.draft(steps.upload())
        request, signatory = draft["id"], draft["signatories"][0]["id"]
        steps.activate(request)
        told = {"signatory": signatory, "action": "sign"}
        steps.call("POST", f"/sandbox/signature-requests/{request}/simulate", 200, json=told)
        lta = {"level": "B-LTA"}
        assert steps.call("GET", f"/signature-requests/{request}/document/signed",
                          params=lta).status_code == 200  # fmt: skip
        before = {each.name for each in kept(sandbox)}
    assert len(before) >= 4
    services = open_services(Options(data=tmp_path / "data"))
    services.papers.close()
    services.database.close()
    after = {each.name for each in (tmp_path / "data" / "content").rglob("*") if each.is_file()}
    assert after == before


def test_personal_data_takes_the_files_but_not_those_another_request_has(
    sandbox: Sandbox, steps: Steps
) -> None:
    document = steps.upload()
    requests = [steps.running(document) for _ in range(2)]
    for each in requests:
        steps.cancel(each)
    steps.call("DELETE", f"/signature-requests/{requests[0]}/personal-data", 202)
    assert steps.call("GET", f"/documents/{document}/content").content == PDF
    steps.call("DELETE", f"/signature-requests/{requests[1]}/personal-data", 202)
    assert kept(sandbox) == []


@pytest.mark.parametrize("scope", ["documents:read", "signature_requests:write"])
def test_an_upload_without_its_scope_is_refused_before_its_body_is_read(
    sandbox: Sandbox, scope: str
) -> None:
    from paraph_sandbox.acts.clients import make_api_key

    with sandbox.services.database.write() as tx:
        key = make_api_key(tx, sandbox.account, sandbox.now(), scope, "")
    # The body is none that could be read.
    headers = {"Content-Type": "multipart/form-data", "Authorization": f"Bearer {key}"}
    refused = sandbox.client.post("/v2/documents", content=b"?", headers=headers)
    assert (refused.status_code, refused.json()["scope"]) == (403, "documents:write")
    headers["Authorization"] = "Bearer ak_unknown"
    assert sandbox.client.post("/v2/documents", content=b"?", headers=headers).status_code == 401


def test_a_strangers_document_is_not_there(sandbox: Sandbox, steps: Steps) -> None:
    from paraph_sandbox.acts.clients import make_api_key

    document = steps.upload()
    with sandbox.services.database.write() as tx:
        tx.insert("accounts", id="acc_2", name="Other", created_at="2026-01-01T00:00:00.000Z")
        scopes = "documents:read documents:write signature_requests:write templates:write"
        key = make_api_key(tx, "acc_2", sandbox.now(), scopes, "")
    stranger = Steps(sandbox.client, {"Authorization": f"Bearer {key}"})
    path = f"/documents/{document}"
    assert stranger.call("GET", path).status_code == 404
    assert stranger.call("GET", f"{path}/content").status_code == 404
    assert stranger.call("PATCH", path, json={"name": "Mine"}).status_code == 404
    assert stranger.call("DELETE", path).status_code == 404
    assert stranger.call("GET", "/documents", 200)["data"] == []
