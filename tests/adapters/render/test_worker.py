"""The render process: it answers, it fails in words, and its end harms nobody."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from paraph.domain import errors
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Box, PageGeometry
from paraph.domain.stamp.stamp_content import StampContent, StampLine
from paraph.ports.pages import (
    Answer,
    CloseDocument,
    Failure,
    OpenDocument,
    Opened,
    Picture,
    Reply,
    WantFields,
    WantGeometries,
    WantImage,
    WantMatches,
    WantPicture,
    WantStamp,
    WantText,
    WorkerGone,
)
from paraph.render import client as client_module
from paraph.render.client import RenderClient, RendererStopped
from paraph.render.pages import open_pages
from paraph.render.stamp import stamp_picture
from paraph.render.stamp_image import take_image
from tests.adapters.render.raw_pdf import one_page, text_page
from tests.adapters.render.test_pages import lock
from tests.fakes.pictures import signature


@pytest.fixture
def client() -> Iterator[RenderClient]:
    renderer = RenderClient()
    yield renderer
    renderer.close()


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    return text_page(tmp_path / "page.pdf")


def replies_until(client: RenderClient, kind: type, count: int = 1) -> list[Reply]:
    """Poll as a notifier would, until `count` replies of a kind have come."""
    found: list[Reply] = []
    deadline = time.monotonic() + 20
    while sum(isinstance(reply, kind) for reply in found) < count:
        with selectors.DefaultSelector() as selector:
            selector.register(client.fileno(), selectors.EVENT_READ)
            assert selector.select(max(0, deadline - time.monotonic())), found
        found += client.poll()
    return found


def test_a_page_is_drawn_as_in_this_process(client: RenderClient, page_file: Path):
    assert client.ask(OpenDocument(page_file)) == Opened(page_count=1, needs_repair=False)
    picture = client.ask(WantPicture(0, 2.0))
    with open_pages(page_file) as document:
        here = document.render(0, 2.0)
        part = document.render(0, 2.0, (10, 20, 90, 70), draft=True)
    assert isinstance(picture, Picture)
    assert picture[:3] == (600, 400, 600)
    assert picture.is_grey
    assert bytes(picture.samples) == here.samples
    asked = client.ask(WantPicture(0, 2.0, (10, 20, 90, 70), draft=True))
    assert isinstance(asked, Picture)
    assert (asked.left_px, asked.top_px, asked.width, asked.height) == (20, 40, 160, 100)
    assert bytes(asked.samples) == part.samples


def test_text_matches_geometry_and_fields_come_back_typed(client: RenderClient, tmp_path: Path):
    widget = "<< /Subtype /Widget /FT /Sig /T (Client) /Rect [30 20 130 60] /P 3 0 R >>"
    entries = "/MediaBox [0 0 300 200] /Rotate 180 /Annots [6 0 R]"
    content = "BT /F1 12 Tf 40 150 Td (Fee agreement) Tj ET"
    file = one_page(tmp_path / "page.pdf", entries, content, [widget])
    client.ask(OpenDocument(file))
    with open_pages(file) as document:
        assert client.ask(WantText(0)) == document.text_lines(0)
        assert client.ask(WantMatches("agree", 0)) == document.search("agree", 0)
        assert client.ask(WantFields(0)) == document.fields(0) != []
    assert client.ask(WantGeometries()) == [PageGeometry(Box(0, 0, 300, 200), 180, 1)]


def test_a_stamp_is_drawn_as_in_this_process_and_says_what_found_no_room(client: RenderClient):
    lines = (StampLine("Ada", bold=True, part="name"), StampLine("Rôle", part="role"))
    content = StampContent(lines, signature(), True, signature(size=(20, 20)), "QR 1")
    asked = client.ask(WantStamp(content, 90.0, 30.0, 2.0))
    here = stamp_picture(content, 90.0, 30.0, 2.0)
    assert isinstance(asked, Picture)
    assert asked.left_out == here.left_out == ("qr", "logo")
    assert bytes(asked.samples) == bytes(here.samples)


def test_a_picture_for_a_stamp_comes_back_or_is_refused_in_words(
    client: RenderClient, tmp_path: Path
):
    sound, other = tmp_path / "ada.png", tmp_path / "pdf.png"
    sound.write_bytes(signature())
    other.write_bytes(b"%PDF-1.7")
    assert client.ask(WantImage(sound)) == take_image(signature())
    with pytest.raises(errors.ImageKind):
        client.ask(WantImage(other))
    with pytest.raises(errors.ImageUnreadable):
        client.ask(WantImage(tmp_path / "missing.png"))


def test_sending_does_not_wait_and_replies_come_in_order(client: RenderClient, page_file: Path):
    ids = [client.send(OpenDocument(page_file))]
    ids += [client.send(WantPicture(0, 6.0)) for _ in range(5)]
    replies = replies_until(client, Answer, 6)
    assert [reply.request_id for reply in replies if isinstance(reply, Answer)] == ids
    assert client.poll() == []


def test_asking_keeps_other_replies_for_poll(client: RenderClient, page_file: Path):
    first = client.send(OpenDocument(page_file))
    client.ask(WantText(0))
    assert client.poll() == [Answer(first, Opened(page_count=1, needs_repair=False))]


def test_pixels_outlive_the_process(client: RenderClient, page_file: Path):
    client.ask(OpenDocument(page_file))
    picture = client.ask(WantPicture(0, 2.0))
    assert isinstance(picture, Picture)
    before = bytes(picture.samples)
    client.close()
    assert bytes(picture.samples) == before


@pytest.mark.skipif(sys.platform != "linux", reason="counts descriptors in /proc")
def test_pictures_leave_no_descriptor_behind(client: RenderClient, page_file: Path):
    client.ask(OpenDocument(page_file))
    client.ask(WantPicture(0, 1.0))
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        client.ask(WantPicture(0, 1.0))
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_file_that_is_no_pdf_is_told(client: RenderClient, tmp_path: Path):
    (tmp_path / "a.pdf").write_text("no document")
    request_id = client.send(OpenDocument(tmp_path / "a.pdf"))
    (reply,) = replies_until(client, Failure)
    assert isinstance(reply, Failure)
    assert (reply.request_id, reply.error.code) == (request_id, "not_a_pdf")


def test_a_missing_file_is_told(client: RenderClient, tmp_path: Path):
    with pytest.raises(errors.DocumentMissing):
        client.ask(OpenDocument(tmp_path / "none.pdf"))


@pytest.mark.skipif(os.name != "posix", reason="there are no named pipes")
def test_a_pipe_is_told_and_not_waited_for(client: RenderClient, tmp_path: Path):
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    with pytest.raises(errors.DocumentMissing):
        client.ask(OpenDocument(pipe))


def test_a_locked_file_asks_for_its_password(client: RenderClient, tmp_path: Path, page_file: Path):
    locked = lock(page_file, tmp_path / "locked.pdf")
    request_id = client.send(OpenDocument(locked))
    (reply,) = replies_until(client, Failure)
    assert isinstance(reply, Failure)
    assert (reply.request_id, reply.error.code) == (request_id, "password_required")
    with pytest.raises(errors.PasswordIncorrect):
        client.ask(OpenDocument(locked, Secret("wrong")))
    assert client.ask(OpenDocument(locked, Secret("right"))) == Opened(1, needs_repair=False)


def test_nothing_is_drawn_before_opening_or_after_closing(client: RenderClient, page_file: Path):
    with pytest.raises(errors.DocumentMissing):
        client.ask(WantPicture(0, 1.0))
    client.ask(OpenDocument(page_file))
    assert client.ask(CloseDocument()) is None
    with pytest.raises(errors.DocumentMissing):
        client.ask(WantText(0))


def test_a_drawing_that_is_too_large_is_an_answer_and_not_the_end(
    client: RenderClient, page_file: Path
):
    client.ask(OpenDocument(page_file))
    with pytest.raises(errors.DocumentDamaged):
        client.ask(WantPicture(0, 1e6))
    assert client.ask(WantMatches("fee", 0)) != []


def test_a_killed_process_is_told_once_and_the_next_one_draws(
    client: RenderClient, page_file: Path
):
    client.ask(OpenDocument(page_file))
    os.kill(client.pid, signal.SIGSTOP)
    lost = client.send(WantPicture(0, 1.0))
    client.kill()
    (reply,) = replies_until(client, WorkerGone)
    assert reply == WorkerGone((lost,), -signal.SIGKILL)
    assert client.poll() == []
    assert not client.alive
    client.restart()
    assert client.alive
    assert isinstance(client.ask(WantPicture(0, 1.0)), Picture)


def test_sending_after_the_end_starts_anew_with_the_same_file(
    client: RenderClient, tmp_path: Path, page_file: Path
):
    locked = lock(page_file, tmp_path / "locked.pdf")
    client.ask(OpenDocument(locked, Secret("right")))
    client.kill()
    replies_until(client, WorkerGone)
    assert isinstance(client.ask(WantPicture(0, 1.0)), Picture)
    assert client.poll() == []


def test_asking_a_process_that_ends_raises_and_does_not_hang(client: RenderClient, page_file: Path):
    client.ask(OpenDocument(page_file))
    client.kill()
    with pytest.raises(RendererStopped):
        client.ask(WantText(0))


def test_an_answer_that_does_not_come_is_a_timeout(client: RenderClient, page_file: Path):
    client.ask(OpenDocument(page_file))
    os.kill(client.pid, signal.SIGSTOP)
    with pytest.raises(TimeoutError):
        client.ask(WantText(0), timeout_s=0.2)


def test_the_process_ends_with_its_parent(page_file: Path):
    script = (
        "import os, sys; from paraph.render.client import RenderClient; c = RenderClient();"
        "print(c.pid, flush=True); os._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    pid, deadline = int(done.stdout), time.monotonic() + 10
    while time.monotonic() < deadline and Path(f"/proc/{pid}/cmdline").exists():
        if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            break
        time.sleep(0.05)
    else:
        assert not Path(f"/proc/{pid}").exists()


def test_the_viewers_side_never_loads_mupdf():
    script = "import sys, paraph.render.client; assert 'pymupdf' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)
    assert client_module.__doc__


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="no priorities here")
def test_the_process_yields_to_the_window_after_the_first_pages(
    client: RenderClient, page_file: Path
):
    client.ask(OpenDocument(page_file))
    deadline = time.monotonic() + 20
    while os.getpriority(os.PRIO_PROCESS, client.pid) < 10 and time.monotonic() < deadline:
        client.ask(WantText(0))
    assert os.getpriority(os.PRIO_PROCESS, client.pid) >= 10


def test_geometries_of_mixed_pages_come_back_in_their_order(client: RenderClient, tmp_path: Path):
    sizes = [(300, 200), (300, 200), (100, 500), (300, 200)]
    with pymupdf.open() as made:
        for width, height in sizes:
            made.new_page(width=width, height=height)
        made[1].set_rotation(90)
        made.save(tmp_path / "mixed.pdf")
    client.ask(OpenDocument(tmp_path / "mixed.pdf"))
    expected = [
        PageGeometry(Box(0, 0, w, h), 90 if n == 1 else 0) for n, (w, h) in enumerate(sizes)
    ]
    assert client.ask(WantGeometries()) == expected
