"""DOCX files: turned into PDFs by LibreOffice, which is kept on a short line."""

import os
import shlex
import socket
import stat
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.papers.conversion import as_pdf, find_converter
from tests.conftest import SAMPLE
from tests.rigs.processes import unavailable
from tests.sandbox.conftest import Sandbox
from tests.sandbox.steps import Steps

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="{target}" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{kind}"{mode}/></Relationships>'
)
_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    "<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>{more}</w:body></w:document>"
)
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>'
    '<wp:docPr id="1" name="p"/><a:graphic><a:graphicData'
    ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:link="r1"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def docx(text: str = "Sign here", picture: str | None = None) -> bytes:
    """Give a DOCX of one paragraph, perhaps with a picture that it links to."""
    made = BytesIO()
    more = "" if picture is None else _PICTURE
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", _TYPES)
        main = _RELATIONS.format(target="word/document.xml", kind="officeDocument", mode="")
        parts.writestr("_rels/.rels", main)
        parts.writestr("word/document.xml", _DOCUMENT.format(text=text, more=more))
        if picture is not None:
            told = _RELATIONS.format(target=picture, kind="image", mode=' TargetMode="External"')
            parts.writestr("word/_rels/document.xml.rels", told)
    return made.getvalue()


@pytest.fixture
def steps(lasting: Sandbox) -> Steps:
    return Steps(lasting.client, lasting.key)


def upload(steps: Steps, content: bytes) -> Any:
    return steps.call("POST", "/documents", files={"file": ("agreement.docx", content)})


@pytest.fixture
def libreoffice() -> None:
    """LibreOffice itself; where it is missing the test is skipped, and fails in CI."""
    if find_converter() is None:
        unavailable("LibreOffice is not there; python3 packaging/bootstrap.py test installs it")


@pytest.mark.usefixtures("libreoffice")
def test_a_docx_is_kept_as_the_pdf_that_it_is_turned_into(steps: Steps) -> None:
    made = upload(steps, docx("The seller signs here: {{sig}}"))
    assert made.status_code == 201, made.text
    told = made.json()
    content = steps.call("GET", f"/documents/{told['id']}/content").content
    assert content.startswith(b"%PDF-")
    assert told["size"] == len(content)
    with pymupdf.open(stream=content, filetype="pdf") as paper:
        assert "The seller signs here" in paper[0].get_text()
    field = {"type": "signature", "anchor": "{{sig}}"}
    person = {
        "email": "a@example.com", "first_name": "A", "last_name": "B", "fields": [field],
    }  # fmt: skip
    body = {"document_id": told["id"], "name": "Sale", "signatories": [person]}
    steps.call("POST", "/signature-requests", 201, json=body)


@pytest.mark.usefixtures("libreoffice")
def test_a_docx_fetches_nothing(steps: Steps) -> None:
    with socket.create_server(("127.0.0.1", 0)) as tracker:
        address = f"http://127.0.0.1:{tracker.getsockname()[1]}/picture.png"
        assert upload(steps, docx(picture=address)).status_code == 201
        tracker.setblocking(False)
        with pytest.raises(BlockingIOError):
            tracker.accept()


def soffice(folder: Path, *lines: str) -> Path:
    """Put a program in LibreOffice's place; `out` is where the PDF is to be."""
    program = folder / "soffice"
    start = (
        # By a shell: a system starts no program whose path has a blank from a first line.
        "#!/bin/sh",
        f"'''exec' {shlex.quote(sys.executable)} \"$0\" \"$@\"",
        "' '''",
        "import os, pathlib, shutil, subprocess, sys, time",
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])",
        f"told = pathlib.Path({str(folder)!r}) / 'told'",
    )
    program.write_text("\n".join([*start, *lines]))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.fixture
def in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if os.name == "nt":
        pytest.skip("a script is no program there")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return tmp_path


def test_a_pdf_that_libreoffice_makes_is_read_like_any_other(
    steps: Steps, in_its_place: Path
) -> None:
    soffice(in_its_place, f"shutil.copy({str(SAMPLE)!r}, out / 'document.pdf')")
    told = upload(steps, docx()).json()
    assert (told["pages"], told["name"]) == (3, "agreement.docx")
    assert steps.call("GET", f"/documents/{told['id']}/content").content == SAMPLE.read_bytes()
    soffice(in_its_place, "(out / 'document.pdf').write_bytes(b'%PDF-1.7 nothing')")
    assert upload(steps, docx()).json()["code"] == "document_unreadable"


def test_a_replayed_docx_is_the_same_document(steps: Steps, in_its_place: Path) -> None:
    made = "(out / 'document.pdf').write_bytes(pathlib.Path(%r).read_bytes() + os.urandom(4))"
    soffice(in_its_place, made % str(SAMPLE))
    files = {"file": ("a.docx", docx())}
    key = {"Idempotency-Key": "docx-1"}
    first, again = (
        steps.call("POST", "/documents", 201, files=files, headers=key) for _ in range(2)
    )
    assert again == first


def test_libreoffice_runs_without_macros_network_and_anybodys_profile(
    in_its_place: Path, tmp_path: Path
) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(docx())
    soffice(
        in_its_place,
        "profile = [a for a in sys.argv if a.startswith('-env:')][0].split('file://')[1]",
        "kept = pathlib.Path(profile) / 'user' / 'registrymodifications.xcu'",
        "seen = [os.environ['HOME'], os.environ['https_proxy'], os.getcwd(), kept.read_text()]",
        "told.write_text('\\n'.join(seen))",
        "(out / 'document.pdf').write_bytes(b'%PDF-')",
    )
    with as_pdf(source) as made:
        folder = made.parent
    home, proxy, at, profile = (in_its_place / "told").read_text().split("\n", 3)
    assert {home, at} == {str(folder)}
    assert proxy == "http://127.0.0.1:9"
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value>' in profile
    assert not folder.exists()


def test_libreoffice_that_fails_or_hangs_is_ended_with_all_that_it_started(
    in_its_place: Path, tmp_path: Path
) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(docx())
    soffice(in_its_place, "sys.exit(1)")
    with pytest.raises(Problem) as refused, as_pdf(source):
        raise AssertionError("it made nothing")
    assert (refused.value.status, refused.value.code) == (422, "conversion_failed")
    soffice(
        in_its_place,
        "sleeper = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])",
        "told.write_text(str(sleeper.pid))",
        "time.sleep(600)",
    )
    with pytest.raises(Problem), as_pdf(source, timeout_s=3):
        raise AssertionError("it made nothing")
    sleeper = int((in_its_place / "told").read_text())
    end = time.monotonic() + 20
    while _runs(sleeper):
        assert time.monotonic() < end
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        told = Path(f"/proc/{pid}/stat")
        return not told.exists() or told.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except ProcessLookupError:
        return False
