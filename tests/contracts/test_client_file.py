"""What every place for client files does: a folder, and a WebDAV server, alike."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from paraph.domain.errors.filing import FilingRefused
from paraph.domain.errors.service import FilingFolderMissing, FilingTaken
from paraph.domain.keys.secret import Secret
from paraph.domain.service.filing_address import webdav_address
from paraph.domain.service.filing_name import FilingPlace
from paraph.filing.client_folder import ClientFolder
from paraph.filing.spool import LocalSpool
from paraph.ports.filing import ClientFile, FiledFile
from paraph.remote.http_client import HttpClient
from paraph.remote.webdav import WebDavFolder
from tests.rigs.webdav import PASSWORD, USER, serving

INTENT = "0123456789abcdef"
PLACE = FilingPlace(("Müller & Cie", "2026-0147"), "2026-12-01 Fee #1 100%")


@dataclass
class Bench:
    """A place, the folder that is behind it, and one of another root."""

    file: ClientFile
    root: Path
    made: Callable[[Path], ClientFile]


@pytest.fixture(params=["folder", "webdav", "webdav with digest"])
def bench(request, tmp_path: Path) -> Iterator[Bench]:
    root = tmp_path / "clients"
    root.mkdir()
    if request.param == "folder":
        yield Bench(ClientFolder(root), root, ClientFolder)
        return
    is_digest = request.param.endswith("digest")
    with serving(root, digest=is_digest) as server, closing(HttpClient()) as http:

        def made(folder: Path) -> ClientFile:
            url = server.url.replace("//", f"//{USER}@") + folder.relative_to(root).as_posix()
            address = webdav_address(url)
            return WebDavFolder(http, address, Secret(PASSWORD), LocalSpool(tmp_path / "home"))

        yield Bench(made(root), root, made)


@pytest.fixture
def files(tmp_path: Path) -> list[FiledFile]:
    return [filed(tmp_path, ".pdf", b"signed"), filed(tmp_path, " - audit trail.pdf", b"trail")]


def filed(folder: Path, ending: str, content: bytes) -> FiledFile:
    sha256 = hashlib.sha256(content).hexdigest()
    source = folder / sha256
    source.write_bytes(content)
    return FiledFile(ending, source, sha256)


def below(root: Path) -> dict[str, bytes]:
    return {
        each.relative_to(root).as_posix(): each.read_bytes()
        for each in root.rglob("*")
        if each.is_file()
    }


BASE = "Müller & Cie/2026-0147/2026-12-01 Fee #1 100%"
BOTH = {f"{BASE}.pdf": b"signed", f"{BASE} - audit trail.pdf": b"trail"}


def test_both_files_lie_there_under_one_name(bench, files):
    place = bench.file.place(PLACE)
    assert bench.file.fits(place, files)
    bench.file.put(place, files, INTENT)
    assert below(bench.root) == BOTH


def test_what_lies_there_as_it_should_is_put(bench, files):
    place = bench.file.place(PLACE)
    bench.file.put(place, files, INTENT)
    assert bench.file.fits(place, files)
    bench.file.put(place, files, INTENT)
    # As a crash between the two names leaves it.
    (bench.root / f"{BASE} - audit trail.pdf").unlink()
    assert bench.file.fits(place, files)
    bench.file.put(place, files, INTENT)
    assert below(bench.root) == BOTH


@pytest.mark.parametrize("other", [b"other!", b"something longer than it", b"o"])
@pytest.mark.parametrize("ending", [".pdf", " - audit trail.pdf"])
def test_nothing_is_overwritten_and_nothing_is_left_alone(bench, files, ending, other):
    taken = bench.root / f"{BASE}{ending}"
    taken.parent.mkdir(parents=True)
    taken.write_bytes(other)
    place = bench.file.place(PLACE)
    assert not bench.file.fits(place, files)
    with pytest.raises(FilingTaken):
        bench.file.put(place, files, INTENT)
    assert below(bench.root) == {f"{BASE}{ending}": other}
    second = bench.file.place(PLACE.numbered(2))
    assert bench.file.fits(second, files)
    bench.file.put(second, files, INTENT)
    assert len(below(bench.root)) == 3


def test_a_name_that_is_taken_at_the_last_moment_takes_back_the_first(bench, files, monkeypatch):
    place = bench.file.place(PLACE)
    late = bench.root / f"{BASE} - audit trail.pdf"
    kind = type(bench.file)
    name = "_name_all" if kind is WebDavFolder else None
    if name is None:
        import paraph.filing.client_folder as module

        original = module._name_all
        monkeypatch.setattr(
            module, "_name_all", lambda *a: (late.write_bytes(b"other"), original(*a))
        )
    else:
        whole = kind._name_all
        monkeypatch.setattr(kind, "_name_all", lambda *a: (late.write_bytes(b"other"), whole(*a)))
    with pytest.raises(FilingTaken):
        bench.file.put(place, files, INTENT)
    assert below(bench.root) == {late.relative_to(bench.root).as_posix(): b"other"}


def test_a_colleagues_desk_may_file_the_same_at_the_last_moment(bench, files, monkeypatch):
    import paraph.filing.client_folder as module

    first = bench.root / f"{BASE}.pdf"
    where = WebDavFolder if isinstance(bench.file, WebDavFolder) else module
    original = where._name_all
    monkeypatch.setattr(where, "_name_all", lambda *a: (first.write_bytes(b"signed"), original(*a)))
    bench.file.put(bench.file.place(PLACE), files, INTENT)
    assert below(bench.root) == BOTH


def test_what_a_crash_left_half_written_is_tidied(bench, files):
    left = bench.root / "Müller & Cie" / "2026-0147" / f".{INTENT[:12]}-0.paraph-part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"sig")
    bench.file.put(bench.file.place(PLACE), files, INTENT)
    assert below(bench.root) == BOTH


def test_a_root_that_is_not_there_is_not_made(bench, files):
    away = bench.made(bench.root / "not mounted")
    for act in (
        lambda: away.fits(away.place(PLACE), files),
        lambda: away.put(away.place(PLACE), files, INTENT),
    ):
        with pytest.raises(FilingFolderMissing):
            act()
    assert below(bench.root) == {}
    assert list(bench.root.iterdir()) == []


def test_a_place_of_another_root_is_not_mine(bench):
    (bench.root / "a").mkdir()
    (bench.root / "ab").mkdir()
    one, other = bench.made(bench.root / "a"), bench.made(bench.root / "ab")
    place = one.place(PLACE)
    assert one.is_mine(place)
    assert not other.is_mine(place)
    assert not one.is_mine(other.place(PLACE))
    assert not one.is_mine(place.replace("2026-0147", ".."))


def test_files_go_right_below_the_root_when_there_is_no_folder(bench, files):
    place = bench.file.place(FilingPlace((), "Letter"))
    bench.file.put(place, files, INTENT)
    assert sorted(below(bench.root)) == ["Letter - audit trail.pdf", "Letter.pdf"]


def test_a_source_that_is_not_what_it_was_is_not_put(bench, files):
    files[1].source.write_bytes(b"TRAIL")
    with pytest.raises(FilingRefused):
        bench.file.put(bench.file.place(PLACE), files, INTENT)
    assert below(bench.root) == {}
