"""One effect for one Idempotency-Key: the answer is stored in the transaction of the effect."""

import hashlib
import hmac
import json
import threading
from collections.abc import Callable
from datetime import timedelta

from fastapi import Request, Response

from paraph.wire.common import rfc3339
from paraph_sandbox.acts.forgetting import FORGOTTEN
from paraph_sandbox.gate import problem_documents
from paraph_sandbox.gate.answers import Answer
from paraph_sandbox.gate.caller import Caller
from paraph_sandbox.gate.services import Services
from paraph_sandbox.lifecycle.problems import INVALID, Problem
from paraph_sandbox.store.database import Row, Writing

RETENTION = timedelta(days=30)
RETENTION_HEADER = {"Idempotency-Retention": str(int(RETENTION.total_seconds()))}
# So that a frozen key lives on after signing in again, or when its document moved.
_NEVER_STORED = frozenset({401, 403, 404, 408, 412, 413, 415, 425, 429})
# Nor what was found before anything was done: the body can be put right, and sent again.
_NEVER_STORED_CODES = frozenset({INVALID, "document_changed"})
_KEPT_HEADERS = ("etag", "content-type", "location")

_lock = threading.Lock()
_running: set[tuple[int, str, str]] = set()


class Once:
    """Runs the act of one call, or answers as the first time.

    A key is of its account, whoever shows it: it lives on when its API key was changed meanwhile.
    """

    def __init__(self, services: Services, request: Request, caller: Caller, key: str) -> None:
        self._services = services
        self._request = request
        self._caller = caller
        self._key = key

    def run(self, fingerprint: bytes, act: Callable[[Writing], Answer]) -> Response:
        """Run `act` and give its answer. `fingerprint` is what makes a body the same.

        Raises what `act` raises, Problem 409 `idempotency_in_progress` and Problem 422
        `idempotency_key_reuse`.
        """
        mine = (id(self._services), self._caller.account, self._key)
        with _lock:
            if mine in _running:
                detail = "The first call with this Idempotency-Key is still under way."
                raise Problem(409, "idempotency_in_progress", detail)
            _running.add(mine)
        try:
            return self._first_or_again(fingerprint, act)
        finally:
            with _lock:
                _running.discard(mine)

    def _first_or_again(self, fingerprint: bytes, act: Callable[[Writing], Answer]) -> Response:
        called = f"{self._request.method} {self._request.url.path}".encode()
        sha256 = hashlib.sha256(called + b"\0" + fingerprint).hexdigest()
        stored = self._stored()
        if stored is not None:
            return self._again(stored, sha256)

        def act_once(tx: Writing) -> Response:
            answer = act(tx)
            response = answer.response()
            self._store(tx, sha256, response, answer.subject)
            return response

        try:
            return self._services.database.perform(act_once)
        except Problem as problem:
            if not _is_stored(problem):
                raise
            response = problem_documents.response(self._request, problem)
            with self._services.database.write() as tx:
                self._store(tx, sha256, response, None)
            return response

    def _stored(self) -> Row | None:
        with self._services.database.read() as tx:
            return tx.first(
                "SELECT * FROM idempotency WHERE account = ? AND key = ? AND created_at > ?",
                self._caller.account, self._key, self._oldest(),
            )  # fmt: skip

    def _oldest(self) -> str:
        return rfc3339(self._services.clock.now() - RETENTION)

    def _again(self, stored: Row, sha256: str) -> Response:
        if not hmac.compare_digest(stored["fingerprint"], sha256):
            detail = "This Idempotency-Key was used for another call."
            raise Problem(422, "idempotency_key_reuse", detail)
        if stored["status"] == FORGOTTEN:
            detail = "This was done; what was answered went with the personal data."
            raise Problem(410, "personal_data_deleted", detail)
        headers = {**json.loads(stored["headers"]), "Idempotency-Replayed": "true"}
        return Response(stored["body"], stored["status"], headers)

    def _store(self, tx: Writing, sha256: str, response: Response, subject: str | None) -> None:
        kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        tx.run("DELETE FROM idempotency WHERE created_at <= ?", self._oldest())
        tx.run(
            "INSERT OR REPLACE INTO idempotency VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._caller.account, self._caller.client, self._key, sha256, response.status_code,
            json.dumps(kept), bytes(response.body), rfc3339(self._services.clock.now()), subject,
        )  # fmt: skip


def _is_stored(problem: Problem) -> bool:
    is_refused = problem.status in _NEVER_STORED or problem.code in _NEVER_STORED_CODES
    return not is_refused and problem.status < 500
