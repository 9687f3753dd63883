"""What a program does with the API, step by step; by any client that speaks like httpx2's."""

import itertools
import time
from collections.abc import Callable
from typing import Any, TypeVar

from tests.conftest import SAMPLE

Found = TypeVar("Found")
_numbers = itertools.count(1)


class Steps:
    """One caller."""

    def __init__(self, client: Any, key: dict[str, str]) -> None:
        self.client, self.key = client, key

    def call(self, method: str, path: str, expect: int | None = None, **how: Any) -> Any:
        headers = {**self.key, **how.pop("headers", {})}
        answer = self.client.request(method, f"/v2{path}", headers=headers, **how)
        if expect is not None:
            assert answer.status_code == expect, answer.text
            return answer.json() if answer.content else None
        return answer

    def upload(self) -> str:
        files = {"file": ("agreement.pdf", SAMPLE.read_bytes(), "application/pdf")}
        return str(self.call("POST", "/documents", 201, files=files)["document_id"])

    def draft(self, document: str, signatories: int = 1, **more: Any) -> dict[str, Any]:
        people = [_person(order) for order in range(1, signatories + 1)]
        body = {"document_id": document, "name": "Fee agreement", "signatories": people, **more}
        made: dict[str, Any] = self.call("POST", "/signature-requests", 201, json=body)
        return made

    def activate(self, request: str) -> dict[str, Any]:
        told: dict[str, Any] = self.call("POST", f"/signature-requests/{request}/activate", 200)
        return told

    def cancel(self, request: str) -> None:
        body = {"reason": "no longer needed"}
        self.call("POST", f"/signature-requests/{request}/cancel", 200, json=body)

    def running(self, document: str) -> str:
        request: str = self.draft(document)["id"]
        self.activate(request)
        return request

    def clock(self, advance_s: float) -> dict[str, Any]:
        body = {"advance_s": advance_s}
        told: dict[str, Any] = self.call("POST", "/sandbox/clock", 200, json=body)
        return told

    def events(self, expect: int = 200, **query: Any) -> Any:
        return self.call("GET", "/events", expect, params=query)

    def webhook(self, url: str, **more: Any) -> dict[str, Any]:
        body = {"url": url, "secret": "whsec_your_hmac_secret", **more}
        made: dict[str, Any] = self.call("POST", "/webhooks", 201, json=body)
        return made

    def deliveries(self, webhook: str) -> list[dict[str, Any]]:
        path = f"/webhooks/{webhook}/deliveries"
        found: list[dict[str, Any]] = self.call("GET", path, 200, params={"limit": 100})["data"]
        return found


def _person(order: int) -> dict[str, Any]:
    n = next(_numbers)
    field = {"type": "signature", "page": 1, "x": 72, "y": 72 + 70 * (order - 1)}
    return {
        "email": f"person{n}@example.com", "first_name": "Anne", "last_name": f"Martin {n}",
        "order": order, "fields": [field],
    }  # fmt: skip


def eventually(look: Callable[[], Found], within_s: float = 20) -> Found:
    """Give what `look` finds as soon as it finds something."""
    end = time.monotonic() + within_s
    while not (found := look()):
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)
    return found
