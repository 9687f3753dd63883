"""A PIV card in a real reader service, for the tests of what goes wrong with it."""

from collections.abc import Iterator

import pytest

from tests.rigs.card_bench import CardBench, card_bench
from tests.rigs.piv import Readers, readers


@pytest.fixture(scope="package")
def card_readers() -> Iterator[Readers]:
    with readers() as found:
        yield found


@pytest.fixture
def bench(card_readers: Readers) -> Iterator[CardBench]:
    with card_bench(card_readers) as found:
        yield found
