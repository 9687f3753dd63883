"""Readers that leave, come back, and a service that fails to tell of them."""

import pytest

from paraph.domain.errors import ReadersUnavailable
from paraph.pkcs11 import left_readers
from paraph.pkcs11.left_readers import LeftReaders
from paraph.ports.finding import Reader


@pytest.fixture
def shown(monkeypatch):
    """Give what is listed: names to change, or an error to raise."""
    names: list[str | Exception] = []

    def list_readers() -> list[Reader]:
        for each in names:
            if isinstance(each, Exception):
                raise each
        return [Reader(each, None) for each in names]

    monkeypatch.setattr(left_readers, "list_readers", list_readers)
    return names


def test_a_reader_has_left_until_it_is_back(shown):
    readers = LeftReaders()
    shown[:] = ["One 00 00", "Two 00 00"]
    readers.look()
    assert not readers.has_left("One 00 00")
    shown[:] = ["Two 00 00"]
    for _ in range(2):
        readers.look()
        assert readers.has_left("One 00 00")
        assert not readers.has_left("Two 00 00")
    shown[:] = ["One 00 00"]
    readers.look()
    assert not readers.has_left("One 00 00")
    assert readers.has_left("Two 00 00")


def test_a_slot_that_is_of_no_reader_never_leaves(shown):
    readers = LeftReaders()
    shown[:] = ["One 00 00"]
    readers.look()
    shown.clear()
    readers.look()
    assert not readers.has_left("SoftHSM slot ID 0x1")
    assert not readers.has_left("")


def test_a_service_that_fails_has_no_readers(shown):
    readers = LeftReaders()
    shown[:] = ["One 00 00"]
    readers.look()
    shown[:] = [ReadersUnavailable(answer="0x00000109")]
    readers.look()
    assert readers.has_left("One 00 00")
