"""Signature requests as tests need them: made by calls, signed by simulation."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from tests.conftest import SAMPLE
from tests.sandbox.conftest import Sandbox

NAMES = (
    ("Camille", "Roux"),
    ("Łukasz", "Παπαδόπουλος"),
    ("小龙", "李"),
    ("محمد", "علي"),
    ("Đặng", "Nguyễn"),
)


def place(kind: str = "signature", page: int = 1, **box: float) -> dict[str, Any]:
    told = {"x": 60, "y": 120, "width": 180, "height": 60, **box}
    return {"type": kind, "page": page, **told}


def person(n: int = 0, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Give the n-th signatory; by default he signs last in a box of his own."""
    first, last = NAMES[n % len(NAMES)]
    box = place(x=40 + 105 * n, y=60, width=100, height=50)
    return {
        "email": f"person{n}@client.example",
        "first_name": first,
        "last_name": last,
        "order": n + 1,
        "fields": list(fields) or [box],
        **more,
    }


@dataclass
class Asked:
    """A signature request that a sandbox holds."""

    sandbox: Sandbox
    id: str
    people: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"/v2/signature-requests/{self.id}"

    def get(self, path: str = "", **headers: str) -> httpx2.Response:
        told = {**self.sandbox.key, **headers}
        return self.sandbox.client.get(self.url + path, headers=told)

    def post(self, path: str, body: Any = None, **headers: str) -> httpx2.Response:
        told = {**self.sandbox.key, **headers}
        return self.sandbox.client.post(path, json=body, headers=told)

    def activate(self) -> "Asked":
        answer = self.post(f"{self.url}/activate")
        assert answer.status_code == 200, answer.text
        return self

    def simulate(
        self, action: str, n: int | None = 0, reason: str | None = None, **headers: str
    ) -> httpx2.Response:
        signatory = None if n is None else self.people[n]
        body = {"action": action, "signatory": signatory, "reason": reason}
        return self.post(f"/v2/sandbox/signature-requests/{self.id}/simulate", body, **headers)

    def sign(self, *people: int) -> "Asked":
        for n in people or range(len(self.people)):
            answer = self.simulate("sign", n)
            assert answer.status_code == 200, answer.text
        return self

    def pdf(self, path: str, to: Path) -> Path:
        """Fetch a PDF of the request into a file."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        to.write_bytes(answer.content)
        return to

    def link(self, n: int = 0) -> str:
        """Give the path of a signatory's page, as the last mail to him tells it."""
        answer = self.sandbox.client.get(
            "/v2/sandbox/mail",
            params={"signature_request": self.id, "limit": 100},
            headers=self.sandbox.key,
        )
        found = [
            each["link"] for each in answer.json()["data"] if each["signatory_id"] == self.people[n]
        ]
        return str(found[-1]).removeprefix(self.sandbox.services.options.address)

    def state(self) -> str:
        return str(self.get().json()["status"])

    def signatory(self, n: int = 0) -> dict[str, Any]:
        told: dict[str, Any] = self.get().json()["signatories"][n]
        return told


def ask(sandbox: Sandbox, *people: dict[str, Any], pdf: bytes | None = None, **more: Any) -> Asked:
    """Make a draft; `people` are its signatories, `pdf` its document."""
    content = SAMPLE.read_bytes() if pdf is None else pdf
    file = {"file": ("document.pdf", content, "application/pdf")}
    kept = sandbox.client.post("/v2/documents", files=file, headers=sandbox.key)
    assert kept.status_code == 201, kept.text
    body = {
        "document_id": kept.json()["id"],
        "name": "Fee agreement – Varenne",
        "signatories": list(people) or [person()],
        **more,
    }
    made = sandbox.client.post("/v2/signature-requests", json=body, headers=sandbox.key)
    assert made.status_code == 201, made.text
    people_made = [each["id"] for each in made.json()["signatories"]]
    return Asked(sandbox, made.json()["id"], people_made)


def asked(sandbox: Sandbox, *people: dict[str, Any], **more: Any) -> Asked:
    """Make a request that is sent."""
    return ask(sandbox, *people, **more).activate()


def root_der(sandbox: Sandbox) -> bytes:
    return sandbox.client.get("/certs/root.crt").content
