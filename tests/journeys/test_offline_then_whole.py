"""From a desk without a network to the client's file, with nothing but real processes.

A window prepares a request for two and has one of them sign with the card while nothing answers at
the account's address, and ends. Later, with the network, `paraph sync --once` makes of it one
document, one request and one signature; the other signs at the service; the desk learns it and
files both documents; the audit log tells all of it in order.
"""

import hashlib
import json
import re
import socket
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from asn1crypto import pem

from paraph.pkcs11.demo_token import PIN
from tests.conftest import ROOT, SAMPLE
from tests.judges import cms_of, openssl_cms, pdfsig, poppler_says_valid
from tests.rigs.gnome_keyring import in_session
from tests.sandbox.conftest import end_sandbox, start_sandbox

pytestmark = pytest.mark.journey
_ME = "camille.roux@firm.example"
_PARAPH = (sys.executable, "-m", "paraph")
_SENT = ["upload", "create", "activate", "sign"]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Office:
    """A desk in a session with a keychain, and the service that is there, or is not."""

    folder: Path
    root: Path  # PEM: whose cards the service admits
    port: int = field(default_factory=free_port)
    api_key: str = ""
    process: Any = None

    @property
    def home(self) -> Path:
        return self.folder / "profile"

    @property
    def filed(self) -> Path:
        return self.folder / "clients"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def network_on(self) -> None:
        options = ("--port", str(self.port), "--trust", str(self.root))
        self.process, said = start_sandbox(self.folder / "service", *options)
        told = re.search(r"^API key: (\S+)$", said, re.MULTILINE)
        self.api_key = told[1] if told else self.api_key

    def network_off(self) -> None:
        if self.process is not None:
            end_sandbox(self.process)
            self.process = None

    def run(self, *command: object, stdin: str = "") -> str:
        values = {
            "PARAPH_HOME": str(self.home),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
        }
        (done,) = in_session(self.folder / "session", command, stdin=stdin, environment=values)
        assert done.returncode == 0, (command, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def paraph(self, *words: object, stdin: str = "") -> Any:
        return json.loads(self.run(*_PARAPH, *words, "--json", stdin=stdin))

    def ask(self, method: str, path: str, body: object = None) -> httpx2.Response:
        key = {"Authorization": f"Bearer {self.api_key}"}
        told = httpx2.request(method, f"{self.address}{path}", json=body, headers=key, timeout=30)
        assert told.status_code < 300, told.text
        return told

    def record(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Read the audit log: kind, what it is of, body."""
        with sqlite3.connect(f"file:{self.home / 'paraph.db'}?mode=ro", uri=True) as database:
            rows = database.execute("SELECT kind, intent, body FROM audit_entry ORDER BY seq")
            return [(kind, intent, json.loads(body)) for kind, intent, body in rows]


@pytest.fixture
def office(tmp_path: Path, demo_token) -> Iterator[Office]:
    root = tmp_path / "root.pem"
    root.write_bytes(pem.armor("CERTIFICATE", demo_token.ca_der))
    made = Office(tmp_path, root)
    made.filed.mkdir()
    yield made
    made.network_off()


def with_account(office: Office) -> None:
    office.network_on()
    words = ("--name", "Office", "--url", office.address, "--api-key-stdin", "--mine", _ME)
    office.paraph(
        "account", "add", *words, "--filing", office.filed, stdin=f"{office.api_key}\n"
    )  # fmt: skip


def test_what_was_begun_without_a_network_is_whole_once_it_is_back(office, demo_token, tmp_path):
    with_account(office)
    before = office.ask("GET", "/v2/sandbox/ledger").json()["objects"]
    assert before == []
    office.network_off()

    # The window, without a network; it is a process, and ends.
    root_der = tmp_path / "root.der"
    root_der.write_bytes(demo_token.ca_der)
    child = (sys.executable, "-m", "tests.journeys.offline_window_child", SAMPLE, root_der, PIN)
    seen = json.loads(office.run(*child).splitlines()[-1])
    assert (seen["waiting"], seen["reached"]) == (_SENT, "AWAY")
    assert "Offline" in seen["network"]

    # The network is back; another process sends.
    office.network_on()
    assert office.ask("GET", "/v2/sandbox/ledger").json()["objects"] == []
    done = office.paraph("sync", "--once")
    assert (done["acknowledged"], done["rejected"], done["waiting"]) == (4, 0, 0)
    remote = the_one_request(office)
    assert remote["status"] == "in_progress"
    assert [each["status"] for each in remote["signatories"]] == ["signed", "notified"]
    revision = tmp_path / "revision.pdf"
    current = office.ask("GET", f"/v2/signature-requests/{remote['id']}/document")
    assert current.headers["x-document-revision"] == "1"
    revision.write_bytes(current.content)
    assert revision.read_bytes().startswith(SAMPLE.read_bytes())
    assert pdfsig(revision).count("Signature #") == 1
    assert poppler_says_valid(revision)
    assert openssl_cms(revision, demo_token.ca_der, tmp_path, cades=True) == ""

    # A second round does nothing twice.
    again = office.paraph("sync", "--once", "--now")
    assert (again["pushed"], again["acknowledged"]) == (0, 0)

    # The other signs at the service; the desk learns it and files both.
    signatory = remote["signatories"][1]["id"]
    path = f"/v2/sandbox/signature-requests/{remote['id']}/simulate"
    office.ask("POST", path, {"signatory": signatory, "action": "sign"})
    done = office.paraph("sync", "--once")
    assert (done["filed"], done["waiting"], done["needs_person"]) == (1, 0, [])
    remote = the_one_request(office)
    assert remote["status"] == "completed"
    check_what_is_filed(office, remote)
    check_the_story(office, remote["id"])


def the_one_request(office: Office) -> dict[str, Any]:
    """Count what the service ever made: one document, one request; gives the request."""
    made = office.ask("GET", "/v2/sandbox/ledger").json()["objects"]
    counted = Counter(each["kind"] for each in made)
    assert (counted["document"], counted["signature_request"], counted["signatory"]) == (1, 1, 2)
    (request,) = [each["id"] for each in made if each["kind"] == "signature_request"]
    told: dict[str, Any] = office.ask("GET", f"/v2/signature-requests/{request}").json()
    events = office.ask("GET", "/v2/events?consumer=judge").json()["data"]
    signed = [each for each in events if each["type"] == "signatory.signed"]
    assert len(signed) == sum(each["status"] == "signed" for each in told["signatories"])
    return told


def check_what_is_filed(office: Office, remote: dict[str, Any]) -> None:
    files = sorted(each for each in office.filed.rglob("*") if each.is_file())
    assert len(files) == 2
    trail, signed = sorted(files, key=lambda each: "audit trail" not in each.name)
    kept = "/v2/signature-requests/{}/document/signed".format(remote["id"])
    assert signed.read_bytes() == office.ask("GET", kept).content
    assert signed.read_bytes().startswith(SAMPLE.read_bytes())
    told = pdfsig(signed)
    assert told.count("Signature #") == 3  # both, and the timestamp over both
    assert told.count("Signature is Valid") == 2  # poppler judges no timestamps
    assert "Camille Roux" in told
    assert "Ines Varenne" in told
    openssl_says_ok(signed, office)
    kept = "/v2/signature-requests/{}/audit-trail".format(remote["id"])
    assert trail.read_bytes() == office.ask("GET", kept).content
    openssl_says_ok(trail, office)


def openssl_says_ok(path: Path, office: Office) -> None:
    """Have OpenSSL judge the timestamp that ends a file, up to the service's root."""
    token, stamped = cms_of(path)
    judge = office.folder / "judge"
    judge.mkdir(exist_ok=True)
    (judge / "token").write_bytes(token)
    (judge / "stamped").write_bytes(stamped)
    root = pem.armor("CERTIFICATE", office.ask("GET", "/certs/root.crt").content)
    (judge / "root.pem").write_bytes(root)
    words = ["openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "stamped"]
    done = subprocess.run([*words, "-CAfile", "root.pem"], cwd=judge, capture_output=True)
    assert done.returncode == 0, done.stderr


def check_the_story(office: Office, remote_id: str) -> None:
    """Read the audit log as a story: each line once, in this order."""
    record = office.record()
    (queued, *_) = [body for kind, _, body in record if kind == "act_queued"]
    request = queued["request"]
    told = [
        (kind, body.get("act") or body.get("status") or "")
        for kind, _, body in record
        if kind.startswith(("act_", "signature_", "request_", "results_"))
    ]
    story = [
        *(("act_queued", each) for each in _SENT[:3]),
        ("signature_requested", ""),
        ("signature_prepared", ""),
        ("signature_made", ""),
        ("act_queued", "sign"),
        *(("act_done", each) for each in _SENT),
        ("request_told", "completed"),
        ("results_fetched", ""),
        ("results_filed", ""),
    ]
    assert [each for each in told if each in story] == story
    # Beside it only what was tried: in vain while nothing answered, each act in turn afterwards.
    beside = [each for each in told if each not in story]
    assert {kind for kind, _ in beside} <= {"act_sending", "act_waits", "request_told"}
    begun = told.index(("act_done", "upload"))
    assert {what for kind, what in told[:begun] if kind == "act_sending"} == {"upload"}
    sent = [what for kind, what in told[begun:] if kind == "act_sending"]
    assert sent == _SENT[1:]
    of_request = [body for kind, intent, body in record if request in (intent, body.get("request"))]
    assert {body.get("remote") for body in of_request} <= {None, remote_id}
    (signed,) = [each for each in office.filed.rglob("*.pdf") if "audit trail" not in each.name]
    (filed,) = [body for kind, _, body in record if kind == "results_filed"]
    assert filed["signed"] == hashlib.sha256(signed.read_bytes()).hexdigest()
