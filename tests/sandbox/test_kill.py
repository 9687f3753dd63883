"""The server is killed while it writes: what was answered stays, and a retry changes nothing.

The moments are chance, and with `strace` every so many-th write to the disk. A kill shows what
reached the system, not what a power failure leaves; against that the database waits for the disk.
"""

import random
import shutil
import signal
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conftest import SAMPLE
from tests.sandbox.conftest import Sandbox, end_sandbox, start_sandbox
from tests.sandbox.steps import Steps, eventually

CLIENTS = 4
QUICK, FULL = 5, 60


@dataclass
class Client:
    """One client: what it was answered, and the one call that it does not know the end of."""

    number: int
    key: dict[str, str]
    answered: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)
    pending: tuple[str, dict[str, Any]] | None = None
    calls: int = 0

    def work(self, address: str, document: str, over: threading.Event) -> None:
        with httpx2.Client(base_url=address, timeout=20) as http:
            while not over.is_set():
                try:
                    self.one(http, document)
                except httpx2.TransportError:
                    return

    def one(self, http: httpx2.Client, document: str) -> None:
        """Make a request; first the one whose answer was lost, if there is one."""
        if self.pending is None:
            self.calls += 1
            body = {"document_id": document, "name": f"{self.number}.{self.calls}"}
            self.pending = (f"key-{self.number}-{self.calls}", body)
        key, body = self.pending
        headers = {**self.key, "Idempotency-Key": key}
        answer = http.post("/v2/signature-requests", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        self.answered[key] = (body, answer.json())
        self.pending = None


def address_of(said: str) -> str:
    return said.partition("Paraph sandbox: ")[2].split("/v2")[0]


def check(address: str, key: dict[str, str], clients: list[Client]) -> None:
    """Everything answered is there, once, and the same key gives the same answer."""
    with httpx2.Client(base_url=address, timeout=20) as http:
        steps = Steps(http, key)
        entered = [
            each
            for each in steps.call("GET", "/sandbox/ledger", 200)["objects"]
            if each["kind"] == "signature_request"
        ]
        keys = [each["idempotency_key"] for each in entered]
        assert len(keys) == len(set(keys)), "an effect twice"
        known = {key for client in clients for key in client.answered}
        pending = {client.pending[0] for client in clients if client.pending}
        assert known <= set(keys), "an answered effect is gone"
        assert set(keys) <= known | pending, "an effect that nobody asked for"
        for client in clients:
            for sent, (body, told) in list(client.answered.items())[-3:]:
                headers = {**key, "Idempotency-Key": sent}
                again = http.post("/v2/signature-requests", json=body, headers=headers)
                assert (again.status_code, again.json()) == (201, told)
                assert steps.call("GET", f"/signature-requests/{told['id']}", 200) == told


def rounds_of(request: pytest.FixtureRequest) -> int:
    return FULL if request.config.getoption("--full") else QUICK


@pytest.fixture
def prepared(tmp_path: Path) -> tuple[Path, dict[str, str], str]:
    """A folder with a document in it, the key to it, and the document."""
    process, said = start_sandbox(tmp_path / "killed")
    try:
        key = {"Authorization": f"Bearer {said.partition('API key: ')[2].split()[0]}"}
        with httpx2.Client(base_url=address_of(said), timeout=20) as http:
            document = Steps(http, key).upload()
    finally:
        end_sandbox(process)
    return tmp_path / "killed", key, document


def test_nothing_answered_is_lost_when_the_server_is_killed_at_any_moment(
    prepared: tuple[Path, dict[str, str], str], request: pytest.FixtureRequest
):
    data, key, document = prepared
    chance = random.Random(20261205)
    clients = [Client(number, key) for number in range(CLIENTS)]
    for _ in range(rounds_of(request)):
        process, said = start_sandbox(data, "--calls-per-minute", "1000000")
        try:
            _until_killed(process, address_of(said), document, clients, chance)
        finally:
            end_sandbox(process)
    process, said = start_sandbox(data, "--calls-per-minute", "1000000")
    try:
        check(address_of(said), key, clients)
    finally:
        end_sandbox(process)
    assert sum(len(client.answered) for client in clients) >= CLIENTS


def _until_killed(
    process: subprocess.Popen[str],
    address: str,
    document: str,
    clients: list[Client],
    chance: random.Random,
) -> None:
    over = threading.Event()
    threads = [
        threading.Thread(target=each.work, args=(address, document, over)) for each in clients
    ]
    before = sum(len(each.answered) for each in clients)
    for thread in threads:
        thread.start()
    # A moment is so many answers from now, and a little: no clock decides what is tested.
    wanted = before + chance.randrange(1, 40)
    eventually(lambda: sum(len(each.answered) for each in clients) >= wanted)
    threading.Event().wait(chance.random() / 100)
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    over.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("call", ["fdatasync", "pwrite64", "fsync"])
def test_nothing_answered_is_lost_at_any_write_to_the_disk(
    prepared: tuple[Path, dict[str, str], str], call: str, request: pytest.FixtureRequest
):
    data, key, _ = prepared
    killed = 0
    every = range(1, 60) if request.config.getoption("--full") else (1, 2, 4)
    process, said = start_sandbox(data)
    try:
        for when in every:
            before = _objects(address_of(said), key)
            tracer = _inject(process.pid, call, when)
            lost = _upload(address_of(said), key, f"{call}-{when}", when)
            _end_tracing(tracer, lost=lost)
            if lost:
                killed += 1
                end_sandbox(process)
                process, said = start_sandbox(data)
            # Whether it happened before or not: afterwards it has, once.
            assert not _upload(address_of(said), key, f"{call}-{when}", when)
            assert _objects(address_of(said), key) == before + 1
    finally:
        end_sandbox(process)
    assert killed >= 1, "no write was hit"


def test_the_database_waits_for_the_disk(sandbox: Sandbox):
    with sandbox.services.database.write() as tx:
        assert tx.value("PRAGMA synchronous") == 2
        assert tx.value("PRAGMA journal_mode") == "wal"


def _end_tracing(tracer: subprocess.Popen[bytes], *, lost: bool) -> None:
    if not lost:
        tracer.send_signal(signal.SIGINT)
    tracer.wait(30)


def _inject(pid: int, call: str, when: int) -> subprocess.Popen[bytes]:
    tracer = subprocess.Popen(
        ["strace", "-f", "-q", "-p", str(pid), "-o", "/dev/null",
         "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={when}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    status = Path(f"/proc/{pid}/status")
    eventually(lambda: "TracerPid:\t0\n" not in status.read_text("ascii"))
    return tracer


def _upload(address: str, key: dict[str, str], sent: str, number: int) -> bool:
    """Send a document of its own; tell whether the answer was lost."""
    # Behind the last line of a PDF anything may stand: another document, so that it is written.
    content = SAMPLE.read_bytes() + f"\n% {sent}\n".encode()
    files = {"file": (f"{number}.pdf", content, "application/pdf")}
    try:
        with httpx2.Client(base_url=address, timeout=20) as http:
            headers = {"Idempotency-Key": sent}
            answer = Steps(http, key).call("POST", "/documents", files=files, headers=headers)
    except httpx2.TransportError:
        return True
    assert answer.status_code == 201, answer.text
    return False


def _objects(address: str, key: dict[str, str]) -> int:
    with httpx2.Client(base_url=address, timeout=20) as http:
        return len(Steps(http, key).call("GET", "/sandbox/ledger", 200)["objects"])
