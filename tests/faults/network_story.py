"""What a desk does in a day, as one story, and how it is told whether each act came about once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from asn1crypto import pem

from paraph.app import SystemClock
from paraph.domain.service.account import Account, SignInWay
from paraph.domain.service.request_draft import DraftSignatory, RequestDraft
from paraph.domain.service.signature_request import PlacedField
from paraph.pkcs11.demo_token import DemoToken
from paraph.store.accounts import SqliteAccounts
from paraph.store.database import open_database
from paraph.store.requests import SqliteRequests
from paraph.usecases import queue_act as q
from tests.conftest import ROOT, SAMPLE
from tests.rigs.far_desk import FarDesk, SignedHere
from tests.sandbox.conftest import Served, serving

MINE = "camille.roux@firm.example;Camille;Roux;local;field=3,72,262,204,90"
FIELD = PlacedField("F", "signature", 1, 72, 120, 180, 60)
THEIRS = RequestDraft(
    "Lease", "", "lease.pdf",
    (DraftSignatory("anne@client.example", "Anne", "Martin", fields=(FIELD,)),),
)  # fmt: skip
OTHER = {"email": "paul@client.example", "first_name": "Paul", "last_name": "Roux"}


@contextmanager
def trusting_sandbox(folder: Path, token: DemoToken) -> Iterator[Served]:
    """Serve a sandbox that takes signatures of the demo's token."""
    folder.mkdir(parents=True, exist_ok=True)
    root = folder / "root.pem"
    root.write_bytes(pem.armor("CERTIFICATE", token.ca_der))
    options = ("--trust", str(root), "--calls-per-minute", "1000000")
    with serving(folder / "data", *options) as found:
        yield found


def signed_here(folder: Path, token: DemoToken) -> SignedHere:
    """Prepare a request and sign it with the token, as a person does, without a service."""
    home = folder / "signing"
    home.mkdir(parents=True)
    database = open_database(home)
    nowhere = Account("acc", "Office", "http://127.0.0.1:1", SignInWay.API_KEY)
    SqliteAccounts(database).put(nowhere)
    database.close()
    words = ("create", SAMPLE, "--name", "Fee agreement", "--signatory", MINE, "--activate")
    request = _paraph(home, *words, "--client", "Varenne")["request"]
    card = ("--module", token.module, "--token", token.token_label, "--pin-stdin")
    made = _paraph(home, "sign", request, *card, "--level", "B-B", stdin="123456\n")
    signed = Path(made["document"])
    database = open_database(home)
    found = SqliteRequests(database, SystemClock(), SqliteAccounts(database)).get(request)
    database.close()
    assert found is not None
    assert found.draft is not None
    return SignedHere(found.draft, SAMPLE, signed)


def _paraph(home: Path, *words: object, stdin: str = "") -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "paraph", "request", *map(str, words), "--json"],
        input=stdin, capture_output=True, text=True, timeout=120, cwd=ROOT,
        env={**os.environ, "PARAPH_HOME": str(home)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


class Story(NamedTuple):
    """Two requests: one is signed here with a card, the other is changed, reminded, canceled."""

    signed: str
    canceled: str

    @classmethod
    def begin(cls, desk: FarDesk, made: SignedHere) -> "Story":
        """Do all of it without a network."""
        story = cls(desk.ask(made.draft, made.document), desk.ask(THEIRS, SAMPLE))
        desk.sign(story.signed, made)
        desk.queue(q.queue_reassign, story.canceled, 0, OTHER)
        desk.queue(q.queue_remind, story.canceled)
        return story

    def go_on(self, desk: FarDesk) -> None:
        """Do the rest, once the service has the request; before that it would be taken back."""
        desk.queue(q.queue_cancel, self.canceled, "no longer needed")

    def outcome(self, desk: FarDesk) -> dict[str, Any]:
        """Tell what came of both, here and at the service."""
        return {name: desk.outcome(request) for name, request in self._asdict().items()}
