"""Forms with a file that are put together wrongly: refused with what is wrong with them."""

import pytest

from tests.sandbox.conftest import Sandbox
from tests.sandbox.steps import Steps
from tests.sandbox.wire_forms import FILE, PDF, field, form, refusal


@pytest.fixture
def steps(lasting: Sandbox) -> Steps:
    return Steps(lasting.client, lasting.key)


@pytest.mark.parametrize(
    ("content_type", "body", "status", "code"),
    [
        (None, form(FILE), 415, "unsupported_media_type"),
        ("application/json", b"{}", 415, "unsupported_media_type"),
        ("application/pdf", PDF, 415, "unsupported_media_type"),
        ("multipart/mixed; boundary=B", form(FILE), 415, "unsupported_media_type"),
        ("multipart/form-data", form(FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=", form(FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=other", form(FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=" + "b" * 5000, form(FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=\xff\xfe", form(FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=B; charset=nonsense", form(FILE), 201, ""),
        ("multipart/form-data; boundary=B", b"", 400, "malformed_form"),
        ("multipart/form-data; boundary=B", b"--B--\r\n", 422, "invalid_request"),
        ("multipart/form-data; boundary=B", form(FILE)[:-100], 400, "malformed_form"),
        ("multipart/form-data; boundary=B", form(FILE, FILE), 400, "malformed_form"),
        ("multipart/form-data; boundary=B", form(field("name")), 422, "invalid_request"),
        ("multipart/form-data; boundary=B", form(field("file", PDF[:999])), 422, "invalid_request"),
        ("multipart/form-data; boundary=B", form(FILE, field("colour")), 422, "invalid_request"),
        (
            "multipart/form-data; boundary=B",
            form(FILE, field("name"), field("name")),
            422,
            "invalid_request",
        ),
        ("multipart/form-data; boundary=B", form(*[field("name")] * 10_000), 400, "malformed_form"),
        ("multipart/form-data; boundary=B", form(*[FILE] * 30), 400, "malformed_form"),
        ("multipart/form-data; boundary=B", form(("X-A: b", PDF)), 400, "malformed_form"),
        (
            "multipart/form-data; boundary=B",
            form((FILE[0] + "\r\nX-Long: " + "x" * 1_000_000, PDF)),
            400,
            "malformed_form",
        ),
        (
            "multipart/form-data; boundary=B",
            form((FILE[0] + "\r\nX-Many: x" * 10_000, PDF)),
            400,
            "malformed_form",
        ),
        (
            "multipart/form-data; boundary=B",
            form(FILE, field("name", b"x" * 100_000)),
            400,
            "malformed_form",
        ),
        ("multipart/form-data; boundary=B", form(FILE)[:-7], 400, "malformed_form"),
        ("multipart/form-data; boundary=B", form(FILE, field("name", b"a\0b")), 422,
         "invalid_request"),
        ("multipart/form-data; boundary=B", form(FILE, field("name", b"\xff\xfe")), 201, ""),
        ("multipart/form-data; boundary=B", form(FILE, field("client_reference", b"1")), 422,
         "invalid_request"),
    ],
)  # fmt: skip
def test_a_form_that_is_wrong_is_refused(
    steps: Steps, content_type: str | None, body: bytes, status: int, code: str
) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type.encode("latin-1")}
    answer = steps.call("POST", "/documents", content=body, headers=headers)
    if status == 201:
        assert answer.status_code == 201
    else:
        assert refusal(answer) == (status, code)


def test_names_that_are_unknown_or_missing_are_told(steps: Steps) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=B"}

    def told(*parts: tuple[str, bytes]) -> list[str]:
        answer = steps.call("POST", "/documents", content=form(*parts), headers=headers)
        return [each["field"] for each in answer.json()["errors"]]

    assert told(field("name")) == ["file"]
    assert told(FILE, field("colour")) == ["colour"]
    assert told(FILE, field("name"), field("name")) == ["name"]
    as_file = 'Content-Disposition: form-data; name="name"; filename="x"'
    assert told((as_file, b"x")) == ["file"]


def test_two_content_types_are_one_too_many(steps: Steps) -> None:
    headers = [
        *steps.key.items(),
        ("Content-Type", "multipart/form-data; boundary=B"),
        ("Content-Type", "multipart/form-data; boundary=C"),
    ]
    answer = steps.client.post("/v2/documents", content=form(FILE), headers=headers)
    assert refusal(answer)[0] == 400
