"""README's sandbox by curl: its commands as they stand there, in a shell, on another port."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.rigs.processes import Daemon, free_pair, need, running

pytestmark = pytest.mark.journey
PORT = "8650"
FOLDER = "sandbox-try"


@dataclass(frozen=True)
class Told:
    """The README's blocks of commands, for a sandbox at a port of its own."""

    serve: str
    prepare: str
    sign: str
    check: str
    fault: str


def blocks(port: int) -> Told:
    text = (ROOT / "README.md").read_text("utf-8")
    section = text.partition("\n## A sandbox of the remote API\n")[2].partition("\n## ")[0]
    found = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert len(found) == 5
    assert [block.count(PORT) for block in found] == [1, 1, 0, 0, 0]
    return Told(*(block.replace(PORT, str(port)) for block in found))


def shell(commands: str, folder: Path, *options: str) -> str:
    """Run commands in a shell and give what they say; it fails where the last of them does."""
    done = subprocess.run(
        ["sh", *options, "-c", commands], cwd=folder, text=True, timeout=120,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


@dataclass(frozen=True)
class Reader:
    """Who has a checkout in `folder`, and there does as the README says."""

    folder: Path
    told: Told

    @property
    def tried(self) -> Path:
        return self.folder / FOLDER

    def variables(self) -> str:
        """Give the two lines that a shell has to know, for those who come back."""
        return "".join(re.findall(r"^(?:API|JSON)=.*\n", self.told.prepare, re.MULTILINE))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Two have signed in a sandbox that the README's command serves."""
    need("sh", "curl", "sed", "head", "tail", "openssl", "pdfsig", root=False)
    folder = tmp_path_factory.mktemp("read me")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (folder / "resources").symlink_to(ROOT / "resources")
    told = blocks(free_pair())
    # What is ended at last is the sandbox, not a shell around it.
    command = ["sh", "-c", f'cd "$1" && exec {told.serve}', "sh", str(folder)]
    with running(Daemon(command, folder / "said")):
        shell(told.prepare + told.sign, folder, "-e")
        yield Reader(folder, told)


@pytest.fixture
def copies(reader: Reader, tmp_path: Path) -> Path:
    """A folder with what was fetched, to be spoilt."""
    for name in ("root.crt", "signed.pdf", "audit-trail.pdf"):
        shutil.copy(reader.tried / name, tmp_path)
    return tmp_path


def spoil(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def by_file(said: str) -> list[str]:
    """Give what pdfsig said of each file."""
    return said.split("Digital Signature Info of: ")[1:]


def test_both_have_signed_and_openssl_and_pdfsig_say_so(reader: Reader):
    assert json.loads((reader.tried / "state.json").read_bytes())["status"] == "completed"
    said = shell(reader.told.check, reader.tried, "-e")
    assert said.count("CMS Verification successful") == 2
    assert said.count("Verification: OK") == 1
    paper, trail = by_file(said)
    assert re.findall("Common Name: (.+)", paper) == ["Claire Fontaine", "Paul Varenne"]
    assert paper.count("Signature is Valid.") == 2
    assert [judged.count("- Total document signed") for judged in (paper, trail)] == [1, 1]


def test_the_same_commands_refuse_a_paper_with_another_text(reader: Reader, copies: Path):
    spoil(copies / "signed.pdf", 1000)
    said = shell(reader.told.check, copies)
    assert said.count("CMS Verification failure") == 2
    assert "CMS Verification successful" not in said
    assert by_file(said)[0].count("Digest Mismatch.") == 2
    assert said.count("Verification: OK") == 1


def test_the_same_commands_refuse_what_came_after_the_first_signature(reader: Reader, copies: Path):
    size = (copies / "signed.pdf").stat().st_size
    spoil(copies / "signed.pdf", size - 40)
    said = shell(reader.told.check, copies)
    assert (said.count("CMS Verification failure"), said.count("CMS Verification success")) == (
        1,
        1,
    )


def test_the_same_commands_refuse_another_trail(reader: Reader, copies: Path):
    spoil(copies / "audit-trail.pdf", 1000)
    said = shell(reader.told.check, copies)
    assert said.count("CMS Verification successful") == 2
    assert "Verification: OK" not in said
    assert "Verification: FAILED" in said


def test_the_same_commands_refuse_another_root(reader: Reader, copies: Path):
    another = "openssl req -x509 -newkey rsa:2048 -nodes -subj '/CN=Paraph sandbox root' "
    shell(another + "-keyout key -outform DER -out root.crt", copies)
    said = shell(reader.told.check, copies)
    assert (said.count("CMS Verification failure"), said.count("Verification: FAILED")) == (2, 1)
    assert "Verification: OK" not in said


def test_the_key_is_its_owners_only(reader: Reader):
    assert (reader.tried / "key.curl").stat().st_mode & 0o777 == 0o600


def test_done_once_more_nothing_changes(reader: Reader):
    names = ("document.json", "request.json", "state.json", "signed.pdf", "audit-trail.pdf")
    before = [(reader.tried / name).read_bytes() for name in names]
    shell(reader.variables() + reader.told.sign, reader.tried, "-e")
    assert [(reader.tried / name).read_bytes() for name in names] == before


def test_a_lost_answer_is_asked_for_again(reader: Reader):
    said = shell(reader.variables() + reader.told.fault, reader.tried, "-e")
    assert '"kind":"lose_response"' in said
    assert re.search("^idempotency-replayed: true", said, re.MULTILINE)
    documents = shell(f"{reader.variables()}curl -K key.curl $API/v2/documents", reader.tried)
    assert len(json.loads(documents)["data"]) == 2
