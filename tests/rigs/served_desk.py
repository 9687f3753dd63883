"""A profile with an account at a served sandbox, worked by the command line in this process."""

import io
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest

from paraph import syncing
from paraph.app import make_program
from paraph.cli.main import run
from paraph.cli.program import Program
from paraph.domain.keys.secret import Secret
from paraph.domain.service.account import Account, Environment, SignInWay
from paraph.remote.tokens import API_KEY
from paraph.store.accounts import SqliteAccounts
from paraph.store.database import open_database
from tests.rigs.remote_account import MemorySecrets
from tests.sandbox.conftest import Served

ACCOUNT = "acc"


@dataclass
class ServedDesk:
    """Commands on a profile; the account's key is in memory: no keychain is what is tried."""

    home: Path
    served: Served
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    secrets: MemorySecrets = field(default_factory=MemorySecrets)
    before: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.home.mkdir()
        self.monkeypatch.setenv("PARAPH_HOME", str(self.home))
        self.monkeypatch.setattr(syncing.Syncing, "secrets", lambda *_: self.secrets)
        self.secrets.put(ACCOUNT, API_KEY, Secret(self.served.api_key))
        database = open_database(self.home)
        SqliteAccounts(database).put(
            Account(
                ACCOUNT, "Office", self.served.address, SignInWay.API_KEY,
                environment=Environment.SANDBOX,
            )
        )  # fmt: skip
        database.close()
        self.call("DELETE", "/sandbox/faults")
        self.before = {each["id"] for each in self.call("GET", "/sandbox/ledger")["objects"]}
        self.restart()

    def restart(self) -> None:
        """Begin with a new process's memory."""
        self.program: Program = make_program()

    def run(self, *words: object, stdin: str = "") -> tuple[int, str, str]:
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        status = run(self.program, list(map(str, words)))
        told = self.capsys.readouterr()
        return status, told.out, told.err

    def json(self, *words: object, status: int = 0, stdin: str = "") -> dict[str, Any]:
        found, out, err = self.run(*words, "--json", stdin=stdin)
        assert found == status, (found, out, err)
        told: dict[str, Any] = json.loads(out)
        return told

    def call(self, method: str, path: str, body: object = None) -> Any:
        answer = httpx2.request(
            method, f"{self.served.address}/v2{path}", json=body, headers=self.served.key,
            timeout=30,
        )  # fmt: skip
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def ledger(self, kind: str) -> list[dict[str, Any]]:
        """Give the objects of a kind that were made since this desk began."""
        found = self.call("GET", "/sandbox/ledger")["objects"]
        return [each for each in found if kind == each["kind"] and each["id"] not in self.before]

    def fault(self, route: str, kind: str, **more: object) -> None:
        self.call("POST", "/sandbox/faults", {"route": route, "kind": kind, **more})
