"""`paraph watch` as an ERP meets it: files come in, signed ones and reports come out."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf
import pytest

from paraph.administrator import load_rules
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule, initials_field
from paraph.domain.placing.placement_template import Template, TemplateBox
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_field import Box, Place
from paraph.filing.templates import JsonTemplates
from paraph.pades.field_writer import PadesFieldWriter
from tests.conftest import ROOT, SAMPLE
from tests.fakes.pdfs import signed_by_another
from tests.judges import poppler_says_valid

PIN = "123456\n"


@dataclass
class Erp:
    """A folder, a token, and the watcher between them."""

    folder: Path
    home: Path
    module: str
    token: str
    sha256: str
    running: list[subprocess.Popen] = field(default_factory=list)

    def put(self, name: str, content: bytes | None = None) -> Path:
        inbox = self.folder / "inbox"
        inbox.mkdir(parents=True, exist_ok=True)
        part = inbox / f"{name}.part"
        part.write_bytes(SAMPLE.read_bytes() if content is None else content)
        return part.rename(inbox / name)

    def start(self, *words: str, listed: str = "", pin: str = PIN, home: Path | None = None):
        self.folder.mkdir(exist_ok=True)
        child = "tests.faults.watch_child"
        command = [sys.executable, "-m", child, listed or self.sha256, "watch", str(self.folder)]
        command += ["--module", self.module, "--token", self.token, "--pin-stdin", "--json", *words]
        process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env={**os.environ, "PARAPH_HOME": str(home or self.home)},
        )  # fmt: skip
        self.running.append(process)
        process.stdin.write(pin)
        process.stdin.flush()
        return process

    def run(self, *words: str, **more) -> tuple[int, dict, str]:
        process = self.start("--once", "--settle", "0.2", *words, **more)
        out, err = process.communicate(timeout=120)
        assert out, err
        return process.returncode, json.loads(out), err

    def names(self, *parts: str) -> list[str]:
        place = self.folder.joinpath(*parts)
        return sorted(e.name for e in place.iterdir() if e.is_file()) if place.is_dir() else []

    def wait_for(self, *parts: str, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not self.folder.joinpath(*parts).exists():
            assert time.monotonic() < until, (parts, self.names("done"), self.names("failed"))
            time.sleep(0.05)

    def report(self, name: str) -> dict:
        return json.loads((self.folder / "failed" / name).read_text("utf-8"))


@pytest.fixture
def erp(tmp_path, demo_token):
    sha256 = hashlib.sha256(demo_token.certificate_der).hexdigest()
    made = Erp(
        tmp_path / "erp", tmp_path / "home", demo_token.module, demo_token.token_label, sha256
    )
    yield made
    for process in made.running:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            pipe.close()


def test_what_comes_in_leaves_signed_and_what_cannot_be_signed_with_its_reason(erp):
    erp.put("a.pdf")
    erp.put("b.PDF")
    erp.put("bad.pdf", b"hello %%EOF")
    status, told, _ = erp.run("--reason", "Seal")
    assert (status, told["signed"], told["failed"], told["error"]) == (3, 2, 1, None)
    assert erp.names("done") == ["a-signed.pdf", "b-signed.pdf"]
    assert erp.names("done", "originals") == ["a.pdf", "b.PDF"]
    assert erp.names("failed") == ["bad.pdf", "bad.pdf.json"]
    report = erp.report("bad.pdf.json")
    assert (report["file"], report["error"]["code"]) == ("bad.pdf", "not_a_pdf")
    assert report["error"]["message"]
    assert erp.names("inbox") == []
    assert (erp.folder / "done" / "originals" / "a.pdf").read_bytes() == SAMPLE.read_bytes()
    assert poppler_says_valid(erp.folder / "done" / "a-signed.pdf")


def test_only_a_listed_certificate_signs_unattended(erp):
    erp.put("a.pdf")
    status, told, _ = erp.run(listed="-")
    assert (status, told["error"]["code"]) == (5, "watch_forbidden")
    assert told["error"]["details"]["why"] == "not_listed"
    assert erp.names("inbox") == ["a.pdf"]


def test_a_wrong_pin_ends_it_and_leaves_the_files(erp):
    erp.put("a.pdf")
    status, told, _ = erp.run(pin="9999\n")
    assert (status, told["error"]["code"]) == (3, "pin_incorrect")
    assert erp.names("inbox") == ["a.pdf"]
    # Not only with --once: nothing tries the PIN a second time.
    process = erp.start(pin="9999\n")
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, json.loads(out)["error"]["code"]) == (3, "pin_incorrect")


def test_links_folders_and_pipes_are_refused_and_what_they_lead_to_is_left(erp, tmp_path):
    erp.put("a.pdf")
    secret = tmp_path / "secret.pdf"
    shutil.copy(SAMPLE, secret)
    inbox = erp.folder / "inbox"
    (inbox / "link.pdf").symlink_to(secret)
    (inbox / "folder.pdf").mkdir()
    os.mkfifo(inbox / "pipe.pdf")
    status, told, _ = erp.run()
    assert (status, told["signed"], told["failed"]) == (3, 1, 3)
    whys = {n: erp.report(f"{n}.pdf.json")["error"]["details"]["why"]
            for n in ("link", "folder", "pipe")}  # fmt: skip
    assert whys == {"link": "symbolic_link", "folder": "folder", "pipe": "special_file"}
    assert secret.read_bytes() == SAMPLE.read_bytes()
    assert list(inbox.glob("*.pdf")) == []


def test_a_file_is_taken_only_when_it_is_complete(erp):
    process = erp.start("--settle", "0.3")
    erp.put("first.pdf")
    erp.wait_for("done", "first-signed.pdf")
    inbox, whole = erp.folder / "inbox", SAMPLE.read_bytes()
    half = len(whole) // 2
    with (inbox / "slow.pdf").open("wb") as file:
        file.write(whole[:half])
        file.flush()
        (inbox / "later.pdf.part").write_bytes(whole)
        time.sleep(2.5)  # longer than it has to rest; but it has no end yet
        assert erp.names("inbox") == ["later.pdf.part", "slow.pdf"]
        file.write(whole[half:])
        file.flush()
        time.sleep(2.0)  # whole, and still open for writing
        assert "slow.pdf" in erp.names("inbox")
    erp.wait_for("done", "originals", "slow.pdf")
    assert (erp.folder / "done" / "originals" / "slow.pdf").read_bytes() == whole
    assert "slow-signed.pdf" in erp.names("done")
    assert erp.names("inbox") == ["later.pdf.part"]
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, json.loads(out)["signed"]) == (0, 2)


def test_an_end_in_the_middle_finishes_what_is_in_work_and_loses_nothing(erp):
    for number in range(40):
        erp.put(f"{number:02}.pdf")
    process = erp.start("--settle", "0")
    erp.wait_for("done", "00-signed.pdf")
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    signed = erp.names("done")
    assert len(signed) == json.loads(out)["signed"] == len(erp.names("done", "originals"))
    assert len(signed) + len(erp.names("inbox")) == 40
    assert len(signed) < 40
    status, told, _ = erp.run()
    assert (status, told["signed"]) == (0, 40 - len(signed))
    assert erp.names("done") == [f"{n:02}-signed.pdf" for n in range(40)]


def test_two_watchers_of_one_profile_and_of_two(erp, tmp_path):
    first = erp.start("--settle", "0.1")
    erp.put("a.pdf")
    erp.wait_for("done", "a-signed.pdf")
    status, told, _ = erp.run()
    assert (status, told["error"]["code"]) == (4, "watch_taken")
    # Another profile is as another machine that has mounted the share.
    second = erp.start("--settle", "0.1", home=tmp_path / "other")
    for number in range(30):
        erp.put(f"{number:02}.pdf")
    until = time.monotonic() + 60
    while len(erp.names("done", "originals")) < 31 and time.monotonic() < until:
        time.sleep(0.1)
    counts = []
    for process in (first, second):
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        counts.append(json.loads(out)["signed"])
    assert sum(counts) == 31, counts
    expected = sorted(["a-signed.pdf", *(f"{n:02}-signed.pdf" for n in range(30))])
    assert erp.names("done") == expected
    assert erp.names("failed") == []


def test_a_kill_in_the_middle_and_each_file_is_signed_once(erp):
    for number in range(25):
        erp.put(f"{number:02}.pdf")
    for wait_s in (0.0, 0.05, 0.15):
        process = erp.start("--settle", "0")
        until = time.monotonic() + 60
        before = len(erp.names("done"))
        while len(erp.names("done")) <= before and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(wait_s)
        process.kill()
        process.wait()
    status, _, err = erp.run()
    assert status == 0, err
    assert erp.names("done") == [f"{n:02}-signed.pdf" for n in range(25)]
    assert erp.names("done", "originals") == [f"{n:02}.pdf" for n in range(25)]
    assert (erp.names("inbox"), erp.names("failed")) == ([], [])


def test_a_name_that_is_no_text_fails_alone(erp):
    foreign = os.fsdecode(b"caf\xe9.pdf")
    erp.put(foreign)
    erp.put("z.pdf")
    status, told, err = erp.run()
    assert (status, told["signed"], told["failed"]) == (3, 1, 1), err
    assert erp.names("done") == ["z-signed.pdf"]
    assert erp.names("failed") == [foreign, f"{foreign}.json"]
    assert erp.report(f"{foreign}.json")["error"]["code"] == "file_name_unreadable"
    assert erp.names("inbox") == []


def test_the_place_is_found_in_each_document(erp):
    erp.put("a.pdf")
    erp.put("other.pdf", blank_pdf())
    status, told, _ = erp.run("--anchor", "For the firm", "--reason", "R")
    assert (status, told["signed"], told["failed"]) == (3, 1, 1)
    with pymupdf.open(erp.folder / "done" / "a-signed.pdf") as document:
        (widget,) = list(document[2].widgets())
        assert widget.rect.width > 50
    assert erp.report("other.pdf.json")["error"]["code"] == "anchor_not_found"


def blank_pdf() -> bytes:
    with pymupdf.open() as document:
        document.new_page()
        return bytes(document.tobytes())


def test_the_rule_is_a_list_of_certificates_and_nothing_else(tmp_path):
    file, sha256 = tmp_path / "policy.json", "AB:" * 31 + "AB"
    file.write_text(json.dumps({"watch": [sha256]}))
    assert load_rules(file).watch == ("ab" * 32,)
    for wrong in ("x", [1], ["ab"], {"a": 1}, ["zz" * 32]):
        file.write_text(json.dumps({"watch": wrong}))
        rules = load_rules(file)
        assert (rules.trouble, rules.watch) == ("watch", ())


BOX = TemplateBox(-1, Corner.LOWER_RIGHT, 60, 60, 150, 60)
BAIL = Template("Bail", box=BOX, initials=InitialsRule("all"), reason="Bail",
                certification=Certification.FORM_FILLING)  # fmt: skip


def keep(home: Path, template: Template) -> None:
    home.mkdir(exist_ok=True)
    JsonTemplates(home).write(template)


def test_a_template_brings_its_initials_and_certification(erp, tmp_path):
    keep(erp.home, BAIL)
    erp.put("a.pdf")
    signed = signed_by_another(tmp_path / "signed.pdf", SAMPLE)
    erp.put("certified-too-late.pdf", signed.read_bytes())
    status, told, _ = erp.run("--template", "Bail")
    assert (status, told["signed"], told["failed"]) == (5, 1, 1)
    report = erp.report("certified-too-late.pdf.json")
    assert report["error"]["code"] == "certification_too_late"
    with pymupdf.open(erp.folder / "done" / "a-signed.pdf") as document:
        marks = [[mark.info["content"] for mark in page.annots()] for page in document]
        assert marks == [["CR"]] * 3
        assert "/Perms" in document.xref_object(document.pdf_catalog())
    assert b"(Bail)" in (erp.folder / "done" / "a-signed.pdf").read_bytes()
    assert poppler_says_valid(erp.folder / "done" / "a-signed.pdf")


def test_prepared_fields_get_initials_of_their_own(erp, tmp_path):
    keep(erp.home, Template("Paraphes", box=BOX, initials=InitialsRule("all")))
    prepared = tmp_path / "prepared.pdf"
    fields = [
        PreparedField(initials_field(n + 1, "Roux"), Place(n, Box(60, 500, 111, 525)))
        for n in range(2)
    ]
    PadesFieldWriter().write(SAMPLE, prepared, fields, None)
    signed = signed_by_another(tmp_path / "signed.pdf", prepared)
    for name in ("a.pdf", "b.pdf"):
        erp.put(name, signed.read_bytes())
    status, told, err = erp.run("--template", "Paraphes")
    assert (status, told["signed"], told["failed"]) == (0, 2, 0), err
    for name in ("a-signed.pdf", "b-signed.pdf"):
        with pymupdf.open(erp.folder / "done" / name) as document:
            names = [w.field_name for page in document for w in page.widgets()]
            assert sum(bool(w.is_signed) for page in document for w in page.widgets()) == 4, names
    assert sorted(each.name for each in (erp.folder / "done").iterdir() if each.is_file()) == [
        "a-signed.pdf", "b-signed.pdf"
    ]  # fmt: skip
