"""A desk of a computer that keeps no secrets; the command line works it, a process each call."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.conftest import ROOT, SAMPLE
from tests.sandbox.conftest import Served


class KeylessDesk:
    """A profile; each call is a process of its own, as programs and people make them."""

    def __init__(self, folder: Path, served: Served) -> None:
        self.home, self.served = folder / "profile", served

    @property
    def environment(self) -> Mapping[str, str]:
        login, password = next(iter(self.served.logins.items()))
        return {
            **os.environ,
            "PARAPH_HOME": str(self.home),
            "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "BROWSER": f"{sys.executable} -m tests.rigs.scripted_browser %s",
            "SCRIPTED_LOGIN": f"{login} {password}",
        }

    @staticmethod
    def command(*words: object) -> list[str]:
        return [sys.executable, "-m", "paraph", *map(str, words)]

    def run(self, *words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self.command(*words), input=stdin, capture_output=True, text=True, timeout=120,
            env=self.environment, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        for secret in (self.served.api_key, self.served.program[1]):
            assert secret not in done.stdout + done.stderr
            assert self.holding(secret) == []
        return done

    def json(self, *words: object, status: int = 0, stdin: str = "") -> dict[str, Any]:
        done = self.run(*words, "--json", stdin=stdin)
        assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    def holding(self, secret: str) -> list[Path]:
        files = (each for each in self.home.rglob("*") if each.is_file())
        return [each for each in files if secret.encode() in each.read_bytes()]

    def add(self, name: str, *words: str, stdin: str = "") -> dict[str, Any]:
        url = ("--url", self.served.address)
        return self.json("account", "add", "--name", name, *url, *words, stdin=stdin)

    def create(self, account: str, *words: str) -> dict[str, Any]:
        person = ("--signatory", "anne@client.example;Anne;Martin")
        named = ("--name", f"For {account}", "--account", account)
        return self.json("request", "create", SAMPLE, *named, *person, *words)
