"""What could be read in two ways is read in none: headers, separators, cursors, trace ids."""

import base64
import hashlib
from typing import Any

import pytest

from tests.conftest import SAMPLE
from tests.sandbox.conftest import Sandbox
from tests.sandbox.requesting import ask

TRACE = "a" * 32
SPAN = "b" * 16
ZEROES = "0" * 32


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Idempotency-Key", ("one", "two")),
        ("Content-Type", ("application/json", "multipart/form-data")),
    ],
)
def test_a_header_that_counts_once_is_not_taken_twice(
    lasting: Sandbox, name: str, values: tuple[str, str]
):
    before = lasting.client.get("/v2/sandbox/ledger", headers=lasting.key).json()
    headers = [*lasting.key.items(), *((name, value) for value in values)]
    answer = lasting.client.post("/v2/sandbox/clock", content=b'{"advance_s": 0}', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert lasting.client.get("/v2/sandbox/ledger", headers=lasting.key).json() == before


def digest_of(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def test_a_second_content_digest_counts_too(lasting: Sandbox):
    content = SAMPLE.read_bytes()
    lines = [("Content-Digest", digest_of(content)), ("Content-Digest", digest_of(b"other"))]
    answer = lasting.client.post(
        "/v2/documents",
        files={"file": ("a.pdf", content, "application/pdf")},
        headers=[*lasting.key.items(), *lines],
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "checksum_mismatch")


def test_several_if_match_are_one_list(lasting: Sandbox):
    request = ask(lasting)
    tags = ['"other"', request.get().headers["ETag"]]
    headers = [*lasting.key.items(), *(("If-Match", tag) for tag in tags)]
    body = {"name": "Another name"}
    answer = lasting.client.patch(request.url, json=body, headers=headers)
    assert answer.status_code == 200
    assert lasting.client.patch(request.url, json=body, headers=headers).status_code == 412


@pytest.mark.parametrize(
    "path",
    ["/v2%2fdocuments", "/v2/documents/{}%2Fcontent", "/v2/documents%2f{}", "/certs%2froot.crt"],
)
def test_a_slash_that_is_encoded_separates_nothing(lasting: Sandbox, path: str):
    document = ask(lasting).get().json()["document_id"]
    answer = lasting.client.get(path.format(document), headers=lasting.key)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_an_ocsp_request_in_an_address_may_have_one(lasting: Sandbox):
    answer = lasting.client.get("/ocsp/MAA%2F")
    assert answer.status_code == 200


@pytest.mark.parametrize("more", ["=", "==", "\n", "!"])
def test_a_cursor_with_anything_more_is_not_the_one_that_was_given(lasting: Sandbox, more: str):
    for _ in range(2):
        ask(lasting)
    asks: dict[str, Any] = {"limit": 1}
    listed = lasting.client.get("/v2/documents", params=asks, headers=lasting.key)
    cursor = listed.headers["X-Next-Cursor"]
    for given, status in ((cursor, 200), (cursor + more, 400)):
        answer = lasting.client.get(
            "/v2/documents", params={**asks, "cursor": given}, headers=lasting.key
        )
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("traceparent", "is_taken"),
    [
        (f"00-{TRACE}-{SPAN}-01", True),
        (f"cc-{TRACE}-{SPAN}-01-what-later-versions-tell", True),
        (f"00-{TRACE}-{SPAN}-01-more", False),
        (f"ff-{TRACE}-{SPAN}-01", False),
        (f"00-{ZEROES}-{SPAN}-01", False),
        (f"00-{TRACE}-{ZEROES[:16]}-01", False),
        (f"00-{TRACE.upper()}-{SPAN}-01", False),
    ],
)
def test_the_trace_is_the_callers_when_it_is_one(
    lasting: Sandbox, traceparent: str, is_taken: bool
):
    answer = lasting.client.get("/certs/root.crt", headers={"traceparent": traceparent})
    assert (answer.headers["X-Trace-Id"] == TRACE) == is_taken
