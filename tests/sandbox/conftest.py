"""A sandbox in this process, and one that is served by a process of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from paraph_sandbox.acts.first_run import Welcome, welcome
from paraph_sandbox.app import make_app, open_services
from paraph_sandbox.gate.services import Options, Services
from tests.sandbox.openssl import OpenSsl


@dataclass(frozen=True)
class Sandbox:
    """A sandbox in this process: its parts, a browser or program that calls it, what was told."""

    app: FastAPI
    services: Services
    client: TestClient
    told: Welcome

    @property
    def key(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.told.api_key}"}

    @property
    def account(self) -> str:
        with self.services.database.read() as tx:
            return str(tx.value("SELECT id FROM accounts ORDER BY created_at LIMIT 1"))

    def now(self) -> datetime:
        return self.services.clock.now()


def open_sandbox(data: Path, **options: object) -> tuple[FastAPI, Services, Welcome | None]:
    services = open_services(Options(data=data, **options))  # type: ignore[arg-type]
    with services.database.write() as tx:
        told = welcome(tx, services.clock.now())
    return make_app(services), services, told


@contextmanager
def running(data: Path, **options: object) -> Iterator[Sandbox]:
    """Run a new sandbox in this process, called from 127.0.0.1."""
    app, services, told = open_sandbox(data, **options)
    assert told is not None
    with TestClient(
        app,
        base_url=services.options.address,
        client=("127.0.0.1", 50_000),
        follow_redirects=False,
        raise_server_exceptions=False,
    ) as client:
        yield Sandbox(app, services, client, told)


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    """A new sandbox in this process."""
    with running(tmp_path / "sandbox") as found:
        yield found


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One sandbox for all tests of a module that leave it as it was."""
    with running(tmp_path_factory.mktemp("lasting")) as found:
        yield found


@dataclass(frozen=True)
class Served:
    """A sandbox that a process serves; `address` has no path."""

    address: str
    api_key: str
    client_id: str
    program: tuple[str, str]
    logins: dict[str, str]
    data: Path
    process: subprocess.Popen[str]

    @property
    def key(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.api_key}"}


def start_sandbox(data: Path, *options: str) -> tuple[subprocess.Popen[str], str]:
    """Start `paraph-sandbox serve` on a free port; give the process and what it says first."""
    command = [sys.executable, "-m", "paraph_sandbox", "serve", "--data", str(data), "--port", "0"]
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith(("They are not told again", "Keys and logins were told")):
            break
    return process, "".join(said)


def end_sandbox(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait(20)
    if process.stdout is not None:
        process.stdout.close()


def _found(pattern: str, said: str) -> str:
    found = re.search(pattern, said, re.MULTILINE)
    assert found is not None, said
    return found[1]


@contextmanager
def serving(data: Path, *options: str) -> Iterator[Served]:
    """Serve a new sandbox at a free port of 127.0.0.1."""
    process, said = start_sandbox(data, *options)
    try:
        secret = _found(r"^Client id: .* secret: (\S+)", said)
        yield Served(
            address=_found(r"^Paraph sandbox: (\S+)/v2$", said),
            api_key=_found(r"^API key: (\S+)$", said),
            client_id=_found(r"^Client id \(PKCE\): (\S+)$", said),
            program=(_found(r"^Client id: (\S+) ", said), secret),
            logins=dict(re.findall(r"^Login: (\S+)  password: (\S+)$", said, re.MULTILINE)),
            data=data,
            process=process,
        )
    finally:
        end_sandbox(process)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A new sandbox, served at a free port of 127.0.0.1."""
    with serving(tmp_path / "served") as found:
        yield found


@pytest.fixture(scope="module")
def lasting_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One served sandbox for all tests of a module that leave it as it was."""
    options = ("--calls-per-minute", "1000000")
    with serving(tmp_path_factory.mktemp("lasting served"), *options) as found:
        yield found


@pytest.fixture
def openssl(sandbox: Sandbox, tmp_path: Path) -> OpenSsl:
    """OpenSSL in a folder that holds what the sandbox's PKI publishes."""
    return OpenSsl(tmp_path, sandbox.client, sandbox.key)
