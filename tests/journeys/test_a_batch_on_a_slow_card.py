"""A batch takes as long as its card: the next document is prepared while the card signs."""

import logging
import time
from pathlib import Path

import pytest

from paraph.usecases.sign_batch import sign_batch
from paraph.usecases.sign_document import SignedDocument, SignRequest
from tests.conftest import SAMPLE
from tests.judges import poppler_says_valid
from tests.rigs.card_bench import card_bench
from tests.rigs.piv import readers

CARD_MS = 300
# Part of a batch cannot overlap: the first document's preparing and the last one's finishing.
BATCHES = [
    pytest.param(12, 1.15, id="12"),
    pytest.param(50, 1.05, id="50", marks=pytest.mark.full),
]


@pytest.mark.parametrize(("count", "may_be"), BATCHES)
@pytest.mark.parametrize("slot", [0x9A, 0x9C], ids=["9A", "9C"])
def test_a_batch_takes_hardly_longer_than_its_card(
    slot: int, count: int, may_be: float, tmp_path: Path
):
    with readers() as found, card_bench(found) as bench:
        bench.card.tell(sign_ms=CARD_MS)
        der, ca = bench.der(slot), bench.card.identities[slot].ca_der
        requests = [SignRequest(SAMPLE, tmp_path / f"{n}.pdf", der, (ca,)) for n in range(count)]
        with bench.key(slot) as key:
            start = time.monotonic()
            made = list(sign_batch(requests, key, bench.desk.ports))
            ratio = (time.monotonic() - start) / (count * CARD_MS / 1000)
    logging.getLogger(__name__).info("%d documents: %.3f of the card's time", count, ratio)
    assert all(isinstance(one, SignedDocument) for one in made)
    assert poppler_says_valid(requests[-1].output)
    assert ratio <= may_be, f"{ratio:.3f} times the card's own time"
    assert ratio >= 1, "the card was not asked for every document"
