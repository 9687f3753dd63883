"""A paper that somebody signed: its scan is kept and filed, and is no electronic signature."""

import os
from pathlib import Path

import pytest

from paraph.domain.errors import DocumentMissing
from paraph.domain.errors.filing import ScanRefused, SignatoryUnknown
from paraph.domain.errors.service import FilingFolderMissing, RequestUnknown
from paraph.filing.client_folder import ClientFolder
from paraph.filing.word_documents import pdf_of
from paraph.usecases.file_results import file_results
from paraph.usecases.pull_events import pull_events
from paraph.usecases.sign_on_paper import PaperDesk, file_scans, sign_on_paper
from tests.fakes.filing import filing_kit
from tests.fakes.received import ME, NOW, Profile, asked
from tests.fakes.service import FakeService
from tests.unit.test_file_results import below, completed, hash_of

PNG = b"\x89PNG\r\n\x1a\n a scan"


@pytest.fixture
def profile(tmp_path: Path):
    (tmp_path / "clients").mkdir()
    opened = Profile(tmp_path / "home", FakeService(now=lambda: NOW))
    yield opened
    opened.close()


@pytest.fixture
def desk(profile: Profile) -> PaperDesk:
    return PaperDesk(profile.outbox, profile.requests, profile.audit, profile.spool)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.png"
    path.write_bytes(PNG)
    return path


def running(profile: Profile) -> str:
    request = asked(profile.service, "other@client.example", ME)
    pull_events(profile.receiving)
    return profile.of(request).id


def test_a_scan_is_kept_recorded_and_shown_as_no_electronic_signature(profile, desk, scan):
    request = running(profile)
    marked = sign_on_paper(request, 0, scan, desk)
    assert marked.on_paper == ((0, hash_of(PNG)),)
    assert profile.requests.get(request) == marked
    assert marked.signatory(0).status != "signed"
    assert not marked.signatory(0).has_acted
    assert marked.status == "in_progress"
    assert profile.spool.path_of(hash_of(PNG)).read_bytes() == PNG
    assert hash_of(PNG) in profile.requests.files()
    assert profile.kinds()[-1] == "signed_on_paper"


def test_a_better_scan_takes_the_place_of_the_one_before(profile, desk, scan):
    request = running(profile)
    sign_on_paper(request, 1, scan, desk)
    scan.write_bytes(b"%PDF-1.7 better")
    marked = sign_on_paper(request, 1, scan, desk)
    assert marked.on_paper == ((1, hash_of(b"%PDF-1.7 better")),)


@pytest.mark.parametrize("number", [-1, 2, 99])
def test_nobody_is_refused(profile, desk, scan, number):
    request = running(profile)
    with pytest.raises(SignatoryUnknown):
        sign_on_paper(request, number, scan, desk)
    with pytest.raises(RequestUnknown):
        sign_on_paper("no request", 0, scan, desk)
    assert "signed_on_paper" not in profile.kinds()


def test_who_signed_electronically_is_not_marked(profile, desk, scan):
    request = running(profile)
    remote = profile.requests.get(request).remote.id
    profile.service.sign_as(remote, 0)
    pull_events(profile.receiving)
    with pytest.raises(SignatoryUnknown) as caught:
        sign_on_paper(request, 0, scan, desk)
    assert caught.value.details["why"] == "electronic"


@pytest.mark.parametrize(
    ("content", "why"), [(b"MZ a program", "kind"), (b"", "kind"), (b"<svg/>", "kind")]
)
def test_what_is_no_scan_is_refused(profile, desk, scan, content, why):
    scan.write_bytes(content)
    with pytest.raises(ScanRefused) as caught:
        sign_on_paper(running(profile), 0, scan, desk)
    assert caught.value.details["why"] == why


def test_a_scan_is_bounded_and_has_to_be_there(profile, desk, scan, tmp_path):
    request = running(profile)
    with scan.open("r+b") as file:
        os.truncate(file.fileno(), (64 << 20) + 1)
    with pytest.raises(ScanRefused) as caught:
        sign_on_paper(request, 0, scan, desk)
    assert caught.value.details["why"] == "too_large"
    with pytest.raises(DocumentMissing):
        sign_on_paper(request, 0, tmp_path / "none.png", desk)
    with pytest.raises(DocumentMissing):
        sign_on_paper(request, 0, tmp_path, desk)


def test_a_scan_is_filed_with_the_results_under_their_name(profile, desk, scan):
    request = asked(profile.service, "other@client.example", content=b"%PDF-1.7 sent")
    profile.service.contents[f"trail {request}"] = b"%PDF-1.7 stamped"
    pull_events(profile.receiving)
    sign_on_paper(profile.of(request).id, 0, scan, desk)
    profile.service.sign_as(request, 0)
    pull_events(profile.receiving)
    root = profile.home.parent / "clients"
    file_results(filing_kit(profile, root))
    assert sorted(below(root)) == [
        "2026-0147/2026-12-01 Fee agreement - audit trail.pdf",
        "2026-0147/2026-12-01 Fee agreement - signed on paper 1.png",
        "2026-0147/2026-12-01 Fee agreement.pdf",
    ]


def test_a_scan_that_comes_later_is_put_beside_the_results(profile, desk, scan):
    request = completed(profile, profile.service)
    known = profile.of(request)
    two = known.remote.signatories[0]._replace(id="sig_other", status="waiting")
    profile.requests.put(known_with(known, two))
    root = profile.home.parent / "clients"
    assert not file_scans(profile.of(request), ClientFolder(root), profile.spool)
    file_results(filing_kit(profile, root))
    marked = sign_on_paper(known.id, 1, scan, desk)
    assert file_scans(marked, ClientFolder(root), profile.spool)
    assert len(below(root)) == 3
    assert below(root)["Müller/2026-0147/2026-12-01 Fee agreement - signed on paper 2.png"] == PNG
    away = ClientFolder(root / "away")
    assert not file_scans(marked, away, profile.spool)
    root.rename(root.with_name("renamed"))
    with pytest.raises(FilingFolderMissing):
        file_scans(marked, ClientFolder(root), profile.spool)


def known_with(known, signatory):
    from dataclasses import replace

    people = (*known.remote.signatories, signatory)
    return replace(known, remote=known.remote._replace(signatories=people))


def test_a_pipe_keeps_nobody(profile, desk, tmp_path):
    pipe = tmp_path / "scan.pdf"
    os.mkfifo(pipe)
    with pytest.raises(DocumentMissing):
        sign_on_paper(running(profile), 0, pipe, desk)
    with pytest.raises(DocumentMissing), pdf_of(pipe):
        pass
