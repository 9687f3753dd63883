"""A Word document (DOCX) as a PDF, by LibreOffice where it is: in a folder and with a profile of
its own, without macros, without the network, and only for so long.

What a DOCX is: ECMA-376, part 2; it is known by its parts, and bounded in what it unpacks to.
"""

import os
import shutil
import signal
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

TIMEOUT_S = 60.0
DAMAGED, NOT_A_DOCX, MACROS, TOO_COMPLEX = "damaged", "not_a_docx", "macros", "too_complex"
MISSING, FAILED, TOO_LONG = "missing", "failed", "too_long"

_START = b"PK\x03\x04"
_MAIN_PART = "word/document.xml"
_MOST_PARTS = 10_000
_MOST_BYTES = 512 * 1024 * 1024
_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# A port where nobody listens: pictures and templates that a document links to are not fetched.
_NOWHERE = "http://127.0.0.1:9"
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
_SETTINGS = {
    ("Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("Common/Security/Scripting", "MacroSecurityLevel"): "3",
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("Common/Security/Scripting", "DisableActiveContent"): "true",
    ("Writer/Content/Update", "Link"): "0",
}
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n'
)


class NotConverted(Exception):
    """No PDF was made; `why` is one of this module's words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def find_converter() -> str | None:
    """Give where LibreOffice is, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((each for each in _USUAL_PLACES if Path(each).exists()), None)


def is_zip(path: Path) -> bool:
    """Tell whether a file starts as a ZIP does, which a DOCX is."""
    with path.open("rb") as file:
        return file.read(len(_START)) == _START


def check_docx(path: Path) -> None:
    """Raise NotConverted for anything but a DOCX: damaged, not_a_docx, macros, too_complex."""
    try:
        with zipfile.ZipFile(path) as parts:
            told = parts.infolist()
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError) as error:
        raise NotConverted(DAMAGED) from error
    names = {each.filename for each in told}
    if _MAIN_PART not in names:
        raise NotConverted(NOT_A_DOCX)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise NotConverted(MACROS)
    if len(told) > _MOST_PARTS or sum(each.file_size for each in told) > _MOST_BYTES:
        raise NotConverted(TOO_COMPLEX)


@contextmanager
def as_pdf(docx: Path, soffice: str | None, timeout_s: float = TIMEOUT_S) -> Iterator[Path]:
    """Give a DOCX as a PDF file, which goes at the end; `soffice` is what was found.

    Raises NotConverted: what `check_docx` says, missing, failed, too_long.
    """
    check_docx(docx)
    if soffice is None:
        raise NotConverted(MISSING)
    with TemporaryDirectory(prefix="paraph-docx-", ignore_cleanup_errors=True) as folder:
        yield _convert(soffice, docx, Path(folder), timeout_s)


def _convert(soffice: str, docx: Path, folder: Path, timeout_s: float) -> Path:
    source, profile = folder / "document.docx", folder / "profile"
    shutil.copyfile(docx, source)
    (profile / "user").mkdir(parents=True)
    items = "".join(
        _ITEM.format(path=path, name=name, value=value) for (path, name), value in _SETTINGS.items()
    )
    (profile / "user" / "registrymodifications.xcu").write_text(
        _PROFILE.format(items=items), encoding="utf-8"
    )
    command = [
        soffice, "--headless", "--norestore", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    _run(command, folder, timeout_s)
    made = folder / "document.pdf"
    if not made.exists():
        raise NotConverted(FAILED)
    return made


def _run(command: list[str], folder: Path, timeout_s: float) -> None:
    nowhere = {name: _NOWHERE for lower in _PROXIES for name in (lower, lower.upper())}
    process = subprocess.Popen(  # noqa: S603 - LibreOffice, with a file of ours
        command,
        cwd=folder,
        env={**os.environ, **nowhere, "HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout_s)
    except subprocess.TimeoutExpired as error:
        raise NotConverted(TOO_LONG) from error
    finally:
        _end_all(process)


def _end_all(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice and what it started."""
    if sys.platform == "win32":
        tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)  # noqa: S603 - a fixed command
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # all of them are gone
        finally:
            process.wait()
