"""Outputs that cannot be written: told, recorded, nothing left, nothing overwritten."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from paraph.domain.errors import OutputExists, OutputUnreachable, StoreBusy
from paraph.domain.placing.signature_field import Box, Place
from paraph.usecases.sign_document import SignRequest, sign_document
from tests.conftest import ROOT, SAMPLE
from tests.fakes.desk import Desk, contents_of
from tests.fakes.pki import identity
from tests.fakes.tokens import FakeKey
from tests.judges import poppler_says_valid

# The file may grow to this size and no further, as on a disk that is full.
LIMITED = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.fakes.desk import Desk
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
error = Desk().refused(Path(sys.argv[2]), Path(sys.argv[3]))
print(error.code)
"""
UNPRIVILEGED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.fakes.desk import Desk
desk = Desk()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print(desk.refused(Path(sys.argv[2]), Path(sys.argv[3])).code)
"""


@pytest.fixture
def desk() -> Desk:
    return Desk()


def run(script: str, source: Path, output: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT), str(source), str(output)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(words, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here; a limit on the file's size is tested")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told(desk, small_disk):
    assert desk.refused(SAMPLE, small_disk / "out.pdf").code == "disk_full"


def test_a_disk_that_fills_while_writing_is_told(tmp_path):
    assert run(LIMITED, SAMPLE, tmp_path / "out.pdf") == "disk_full"


def test_a_folder_that_takes_no_file_is_told(tmp_path):
    # The mode binds everyone but root, so root becomes nobody first.
    place, source = Path(tmp_path / "place"), tmp_path / "in" / "in.pdf"
    place.mkdir(mode=0o555)
    source.parent.mkdir()
    source.write_bytes(SAMPLE.read_bytes())
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(0o755)
    assert run(UNPRIVILEGED, source, place / "out.pdf") == "folder_read_only"


def test_a_folder_that_is_not_there_is_told(desk, tmp_path):
    refused = desk.refused(SAMPLE, tmp_path / "none" / "out.pdf")
    assert (refused.code, refused.details) == (
        "folder_missing",
        {"folder": str(tmp_path / "none")},
    )


def test_a_document_that_is_not_there_is_told(desk, tmp_path):
    assert desk.refused(tmp_path / "none.pdf", tmp_path / "out.pdf").code == "document_missing"
    assert desk.refused(tmp_path, tmp_path / "out.pdf").code == "document_missing"


@pytest.mark.parametrize("taken", ["file", "folder", "dangling link"])
def test_an_output_that_is_there_is_never_touched(desk, tmp_path, taken):
    out = tmp_path / "out.pdf"
    if taken == "file":
        out.write_bytes(b"mine")
    elif taken == "folder":
        out.mkdir()
    else:
        out.symlink_to(tmp_path / "nowhere")
    assert desk.refused(SAMPLE, out).code == "output_exists"
    if taken == "folder":
        assert desk.refused(SAMPLE, out, force=True).code == "output_exists"


def test_force_replaces_another_file_but_never_the_document_itself(desk, tmp_path):
    source, link = tmp_path / "in.pdf", tmp_path / "link.pdf"
    source.write_bytes(SAMPLE.read_bytes())
    link.hardlink_to(source)
    for output in (source, link):
        error = desk.refused(source, output, force=True)
        assert (error.code, error.details["why"]) == ("output_exists", "is_the_input")
    out = tmp_path / "out.pdf"
    out.write_bytes(b"an older result")
    desk.sign(source, out, force=True)
    assert poppler_says_valid(out)


def test_an_output_that_appears_meanwhile_is_kept(desk, tmp_path):
    out = tmp_path / "out.pdf"

    sign = desk.ports.signer.sign

    class Signer:
        def sign(self, order, token):
            out.write_bytes(b"theirs")
            return sign(order, token)

    ports = replace(desk.ports, signer=Signer())
    request = SignRequest(SAMPLE, out, desk.signer.certificate_der)
    with pytest.raises(OutputUnreachable) as told:
        sign_document(request, FakeKey(desk.card, desk.signer.key), ports)
    assert out.read_bytes() == b"theirs"
    # A signature that a card made is never thrown away: it is kept, and said to be made.
    assert told.value.details["why"] == "output_exists"
    assert poppler_says_valid(Path(str(told.value.details["kept"])))
    assert desk.audit.kinds()[-1] == "signature_made"


def test_a_result_has_the_mode_of_any_new_file(desk, tmp_path):
    old = os.umask(0o027)
    try:
        desk.sign(SAMPLE, tmp_path / "out.pdf")
    finally:
        os.umask(old)
    assert (tmp_path / "out.pdf").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["ß" * 100, "契約書" * 20, "a" * 200, "-rf", "a b\tc'd\"e"])
def test_any_name_of_an_output_works(desk, tmp_path, name):
    out = tmp_path / f"{name}.pdf"
    desk.sign(SAMPLE, out)
    assert contents_of({tmp_path}).keys() == {out}


@pytest.mark.parametrize(
    ("days", "code"),
    [((-20, -10), "certificate_expired"), ((10, 20), "certificate_not_yet_valid")],
)
def test_a_certificate_out_of_its_time_signs_nothing(tmp_path, days, code):
    desk = Desk(identity(days=days))
    assert desk.refused(SAMPLE, tmp_path / "out.pdf").code == code
    assert desk.card.signatures == 0


def test_a_certificate_that_is_not_for_signing_signs_nothing(tmp_path):
    desk = Desk(identity(usages=("key_agreement",)))
    assert desk.refused(SAMPLE, tmp_path / "out.pdf").code == "certificate_cannot_sign"


def test_a_document_that_changed_since_it_was_shown_is_not_signed(desk, tmp_path):
    error = desk.refused(SAMPLE, tmp_path / "out.pdf", shown_sha256="0" * 64)
    assert error.code == "document_changed"
    assert desk.card.signatures == 0


@pytest.mark.parametrize(
    "place",
    [
        Place(0, Box(-10, 0, 190, 60)),
        Place(0, Box(500, 800, 700, 860)),
        Place(0, Box(0, 0, 200, 4)),
        Place(99, Box(0, 0, 200, 60)),
    ],
)
def test_a_place_off_the_page_is_refused(desk, tmp_path, place):
    assert desk.refused(SAMPLE, tmp_path / "out.pdf", place=place).code == "place_refused"


def test_a_card_that_leaves_while_signing_costs_one_document(desk, tmp_path):
    desk.card.removed_at_signature = 2
    desk.sign(SAMPLE, tmp_path / "one.pdf")
    assert desk.refused(SAMPLE, tmp_path / "two.pdf").code == "token_removed"
    assert poppler_says_valid(tmp_path / "one.pdf")
    desk.card.present = True
    desk.sign(SAMPLE, tmp_path / "two.pdf")
    assert desk.audit.codes() == ["token_removed"]


@pytest.mark.parametrize("kind", ["signature_requested", "signature_prepared"])
def test_nothing_is_signed_that_cannot_be_recorded(desk, tmp_path, kind):
    desk.audit.fails_at = {kind: StoreBusy()}
    with pytest.raises(StoreBusy):
        desk.sign(SAMPLE, tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == []


def test_an_error_that_cannot_be_recorded_is_told_as_itself(desk, tmp_path):
    desk.audit.fails_at = {"signature_failed": StoreBusy()}
    (tmp_path / "out.pdf").write_bytes(b"mine")
    with pytest.raises(OutputExists):
        desk.sign(SAMPLE, tmp_path / "out.pdf")
