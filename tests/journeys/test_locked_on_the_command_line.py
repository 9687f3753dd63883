"""`paraph sign A B C` where some are locked: one line for all, or each asked at the terminal."""

import json
import os
import pty
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pymupdf
import pytest

from paraph.cli import document_passwords
from paraph.cli.document_passwords import with_passwords
from paraph.domain.keys.secret import Secret
from paraph.render.anchors import PlacingReader
from paraph.usecases.sign_document import SignRequest
from tests.conftest import SAMPLE

PIN = "123456\n"
PASSWORD, OTHER = "clé du dossier", "другой ключ"


def lock(path: Path, password: str) -> Path:
    with pymupdf.open(SAMPLE) as document:
        document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password)
    return path


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    plain = tmp_path / "plain.pdf"
    shutil.copy(SAMPLE, plain)
    locked = [lock(tmp_path / f"locked{n}.pdf", PASSWORD) for n in (1, 2)]
    return [locked[0], plain, locked[1], lock(tmp_path / "other.pdf", OTHER)]


def test_one_line_is_for_all_that_it_opens(paraph, documents, tmp_path, demo_token):
    out = tmp_path / "out"
    out.mkdir()
    words = ["sign", *documents, "--out-dir", out, "--keep-going", "--module", demo_token.module]
    words += ["--token", demo_token.token_label, "--pin-stdin", "--json"]
    done = paraph(*words, "--password-stdin", stdin=f"{PASSWORD}\n{PIN}")
    told = json.loads(done.stdout)
    codes = [each["error"] and each["error"]["code"] for each in told["documents"]]
    assert codes == [None, None, None, "password_incorrect"]
    assert (done.returncode, told["signed"], told["failed"]) == (3, 3, 1)
    with pymupdf.open(out / "locked1-signed.pdf") as signed:
        assert signed.needs_pass
        assert signed.authenticate(PASSWORD)
    with pymupdf.open(out / "plain-signed.pdf") as signed:
        assert not signed.needs_pass
    # Nobody is there to be asked: it is said with each document.
    (out / "plain-signed.pdf").unlink()
    (out / "locked1-signed.pdf").unlink()
    done = paraph(*words, stdin=PIN)
    codes = [
        each["error"] and each["error"]["code"] for each in json.loads(done.stdout)["documents"]
    ]
    assert codes == ["password_required", None, "output_exists", "password_required"]
    files = [each for each in (tmp_path / "home").rglob("*") if each.is_file()]
    assert not any(PASSWORD.encode() in each.read_bytes() for each in files)


class Terminal:
    """Types what it is told, and notes what it was asked for."""

    def __init__(self, *typed: str) -> None:
        self.typed, self.asked = list(typed), []

    def read_secret(self, prompt: str, *, from_stdin: bool) -> Secret | None:
        assert not from_stdin
        self.asked.append(prompt)
        return Secret(self.typed.pop(0))

    def isatty(self) -> bool:
        return True


def requests_for(documents: list[Path], password: Secret | None = None) -> list[SignRequest]:
    return [SignRequest(each, each, b"", password=password) for each in documents]


def opened_by(made: list[SignRequest]) -> list[str | None]:
    return [each.password.reveal() if each.password is not None else None for each in made]


def test_at_a_terminal_each_is_asked_for_once(documents, monkeypatch, capsys):
    terminal = Terminal(PASSWORD, "wrong", OTHER)
    monkeypatch.setattr(document_passwords, "read_secret", terminal.read_secret)
    monkeypatch.setattr(document_passwords.sys, "stdin", terminal)
    made = with_passwords(requests_for(documents), PlacingReader())
    assert opened_by(made) == [PASSWORD, None, PASSWORD, OTHER]
    assert terminal.asked == [
        "Password of locked1.pdf", "Password of other.pdf", "Password of other.pdf"
    ]  # fmt: skip
    assert "does not open" in capsys.readouterr().err


def test_a_password_is_asked_for_three_times_and_no_more(documents, monkeypatch):
    terminal = Terminal("a", "b", "c")
    monkeypatch.setattr(document_passwords, "read_secret", terminal.read_secret)
    monkeypatch.setattr(document_passwords.sys, "stdin", terminal)
    assert opened_by(with_passwords(requests_for(documents[:1]), PlacingReader())) == [None]
    assert len(terminal.asked) == 3


def test_what_is_not_locked_gets_no_password(documents):
    made = with_passwords(requests_for(documents, Secret(PASSWORD)), PlacingReader())
    assert opened_by(made) == [PASSWORD, None, PASSWORD, PASSWORD]


def test_a_person_types_a_password_for_each_and_one_pin(documents, tmp_path, demo_token):
    out = tmp_path / "out"
    out.mkdir()
    words = [sys.executable, "-m", "paraph", "sign", *documents, "--out-dir", out]
    words += ["--module", demo_token.module, "--token", demo_token.token_label]
    told = typed_into(
        list(map(str, words)),
        {**os.environ, "PARAPH_HOME": str(tmp_path / "home")},
        [("locked1.pdf:", PASSWORD), ("other.pdf:", OTHER), ("PIN of", PIN.strip())],
    )
    assert PASSWORD not in told
    assert "locked2.pdf:" not in told
    assert sorted(each.name for each in out.iterdir()) == sorted(
        f"{each.stem}-signed.pdf" for each in documents
    )


def typed_into(
    words: list[str], environment: dict[str, str], answers: list[tuple[str, str]]
) -> str:
    """Run at a terminal of its own: each answer is typed once its question stands there."""
    terminal, theirs = pty.openpty()
    # It has to be the program's controlling terminal: passwords are read from there.
    process = subprocess.Popen(
        ["setsid", "--ctty", "--wait", *words], stdin=theirs, stdout=theirs, stderr=theirs,
        env=environment,
    )  # fmt: skip
    os.close(theirs)
    told, left = b"", list(answers)
    with suppress(OSError):  # the terminal ends with its program
        while piece := os.read(terminal, 4096):
            told += piece
            if left and left[0][0].encode() in told:
                os.write(terminal, f"{left.pop(0)[1]}\n".encode())
    os.close(terminal)
    assert (process.wait(60), left) == (0, []), told.decode()
    return told.decode()
