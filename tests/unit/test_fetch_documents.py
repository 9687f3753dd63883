"""What waits for a signature of one's own is here before the network is away."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.domain.errors.service import DownloadDamaged, ServiceFailed, ServiceUnreachable
from paraph.usecases.fetch_documents import Fetched, fetch_documents
from paraph.usecases.pull_events import pull_events
from tests.fakes.received import ME, NOW, Profile, asked
from tests.fakes.service import FakeService, Fault

FIRST, SECOND = b"%PDF-1.7 first", b"%PDF-1.7 first, signed by somebody"


@pytest.fixture
def service() -> FakeService:
    return FakeService(now=lambda: NOW)


@pytest.fixture
def profile(tmp_path: Path, service: FakeService) -> Iterator[Profile]:
    opened = Profile(tmp_path / "home", service)
    yield opened
    opened.close()


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def signed(service: FakeService, request: str, number: int, content: bytes) -> None:
    service.contents[hash_of(content)] = content
    service.sign_as(request, number, hash_of(content))


def test_a_document_that_waits_for_me_is_here_with_its_revision(profile, service):
    request = asked(service, content=FIRST)
    others = asked(service, "other@client.example")
    pull_events(profile.receiving)
    fetched = fetch_documents(profile.fetching)
    found = profile.of(request)
    assert fetched == Fetched((found.id,))
    assert (found.current_sha256, found.current_revision) == (hash_of(FIRST), 0)
    assert profile.spool.path_of(hash_of(FIRST)).read_bytes() == FIRST
    assert profile.of(others).current_sha256 == ""
    assert fetch_documents(profile.fetching) == Fetched()
    assert profile.kinds().count("document_fetched") == 1


def test_a_document_that_moved_on_is_replaced(profile, service):
    request = asked(service, ME, "other@client.example", content=FIRST)
    found = service.requests[request]
    together = tuple(each._replace(order=1) for each in found.signatories)
    service.requests[request] = found._replace(signatories=together)
    pull_events(profile.receiving)
    fetch_documents(profile.fetching)
    signed(service, request, 1, SECOND)
    pull_events(profile.receiving)
    assert len(fetch_documents(profile.fetching).requests) == 1
    found = profile.of(request)
    assert (found.current_sha256, found.current_revision) == (hash_of(SECOND), 1)


def test_a_document_that_moves_between_the_event_and_the_download(profile, service):
    request = asked(service, ME, "other@client.example", content=FIRST)
    pull_events(profile.receiving)
    found = service.requests[request]
    service.contents[hash_of(SECOND)] = SECOND
    service.requests[request] = found._replace(
        revision=1, document_sha256=hash_of(SECOND), version=found.version + 1
    )
    fetch_documents(profile.fetching)
    found = profile.of(request)
    assert (found.current_sha256, found.current_revision) == (hash_of(SECOND), 1)
    assert found.remote.revision == 1


def test_other_bytes_than_the_service_names_are_not_taken(profile, service):
    request = asked(service, content=FIRST)
    other = asked(service, content=SECOND)
    service.contents[hash_of(FIRST)] = b"something else"
    pull_events(profile.receiving)
    fetched = fetch_documents(profile.fetching)
    assert [type(error) for _, error in fetched.troubles] == [DownloadDamaged]
    assert profile.of(request).current_sha256 == ""
    assert profile.of(other).current_sha256 == hash_of(SECOND)


@pytest.mark.parametrize("status", [500, 503])
def test_a_failure_of_one_document_lets_the_others_come_and_of_all_ends_the_run(
    profile, service, status
):
    first, second = asked(service, content=FIRST), asked(service, content=SECOND)
    pull_events(profile.receiving)
    service.faults.append(Fault("status", f"{first}/document", status))
    if status == 503:
        with pytest.raises(ServiceFailed):
            fetch_documents(profile.fetching)
    else:
        assert len(fetch_documents(profile.fetching).troubles) == 1
    assert bool(profile.of(second).current_sha256) == (status == 500)
    fetch_documents(profile.fetching)
    assert profile.of(first).current_sha256 == hash_of(FIRST)


def test_a_download_that_broke_off_leaves_nothing(profile, service):
    asked(service, content=FIRST)
    pull_events(profile.receiving)
    service.faults.append(Fault("cut", on="/document"))
    with pytest.raises(ServiceUnreachable):
        fetch_documents(profile.fetching)
    assert list((profile.home / "spool").iterdir()) == []
