"""Forms as bytes, put together by hand, and what a refusal of one says."""

from typing import Any

from tests.conftest import SAMPLE

PDF = SAMPLE.read_bytes()


def form(*parts: tuple[str, bytes], boundary: str = "B") -> bytes:
    """Give a multipart body; each part is its head's lines and its content."""
    told = b"".join(
        f"--{boundary}\r\n{head}\r\n\r\n".encode() + content + b"\r\n" for head, content in parts
    )
    return told + f"--{boundary}--\r\n".encode()


FILE = ('Content-Disposition: form-data; name="file"; filename="a.pdf"', PDF)


def field(name: str, value: bytes = b"x") -> tuple[str, bytes]:
    return f'Content-Disposition: form-data; name="{name}"', value


def refusal(answer: Any) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["trace_id"] == answer.headers["x-trace-id"]
    return answer.status_code, told["code"]
