"""A batch on a real card in a real reader: pulled in the middle, locked, put back, gone on with."""

import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from paraph.administrator import Rules
from paraph.app import make_desk
from paraph.domain.errors import CertificateMissing, PinIncorrect, TokenBusy
from paraph.domain.keys.secret import Secret
from paraph.domain.many.batch import Batch, BatchRow, PinAsks, RowState
from paraph.filing.output_file import LocalFiles
from paraph.usecases.preflight import Wish
from paraph.usecases.sign_document import new_intent
from tests.conftest import SAMPLE
from tests.fakes.pcsc import forget_pcsc
from tests.judges import poppler_says_valid
from tests.rigs import piv

COUNT = 6
HOLDER = "Zoë Ångström"


class Bench:
    """A desk as the window has it, and a batch of some documents."""

    def __init__(self, rig, folder: Path, rules: Rules) -> None:
        self.card = rig.card(0, ("rsa2048", "p256"), HOLDER)
        self.card.insert()
        self.desk = make_desk([], lambda: rules)
        self.folder = folder
        folder.mkdir()

    def chosen(self, *, asks_each_time: bool = False):
        found = [c for c in self.desk.cards().candidates if c.facts.holder == HOLDER]
        slot = 0x9C if asks_each_time else 0x9A
        der = self.card.identities[slot].certificate_der
        return next(c for c in found if c.certificate.certificate_der == der)

    def add(self, chosen) -> str:
        rows = []
        for number in range(1, COUNT + 1):
            source = self.folder / f"{number}.pdf"
            shutil.copy(SAMPLE, source)
            output, sha256 = self.folder / f"{number}-signed.pdf", LocalFiles().sha256(source)
            rows.append(BatchRow(number, new_intent(), source, output, sha256))
        der = chosen.certificate.certificate_der
        return self.desk.add_batch(Batch("b", "Folder", "", der, tuple(rows))).id

    def states(self) -> Counter:
        return Counter(str(row.state) for row in self.desk.batch("b").rows)

    def run(self):
        while True:
            step = self.desk.step_batch("b")
            if step.is_done or step.stopped_by is not None or step.needs_pin:
                return step

    def check_all_once(self, home: Path) -> None:
        assert self.states() == {"signed": COUNT}
        outputs = sorted(self.folder.glob("*-signed*.pdf"))
        assert len(outputs) == COUNT
        assert all(poppler_says_valid(each) for each in outputs)
        with sqlite3.connect(home / "paraph.db") as database:
            made = database.execute(
                "SELECT json_extract(body, '$.output') FROM audit_entry"
                " WHERE kind = 'signature_made'"
            ).fetchall()
        assert sorted(name for (name,) in made) == [str(each) for each in outputs]
        assert self.card.tell()["wrong_pins"] == 0


@pytest.fixture
def rig():
    with piv.readers() as found:
        forget_pcsc()
        yield found
    forget_pcsc()


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("PARAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "none.conf"))
    return tmp_path / "home"


@pytest.fixture
def opened(rig, home, tmp_path):
    made: list[Bench] = []

    def open_with(rules: Rules = Rules()) -> Bench:  # noqa: B008 - a named tuple
        made.append(Bench(rig, tmp_path / "documents", rules))
        return made[-1]

    yield open_with
    for bench in made:
        bench.desk.close()


@pytest.mark.parametrize("asks_each_time", [False, True])
def test_a_card_pulled_in_the_middle_and_the_rest_goes_on_with_another_pin(
    opened, home, asks_each_time
):
    bench = opened()
    chosen = bench.chosen(asks_each_time=asks_each_time)
    assert bench.desk.batch_asks(chosen, COUNT, COUNT) is PinAsks.ONCE
    bench.add(chosen)
    bench.card.tell(sign_ms=50, pull_at_signature=3)
    bench.desk.begin_batch("b", chosen, Secret(piv.PIN))
    step = bench.run()
    assert step.stopped_by is not None
    assert step.stopped_by.code == "token_removed"
    assert bench.states() == {"signed": 2, "waiting": COUNT - 2}
    assert bench.desk.step_batch("b").needs_pin
    bench.card.insert()
    bench.desk.begin_batch("b", bench.chosen(asks_each_time=asks_each_time), Secret(piv.PIN))
    assert bench.run().is_done
    bench.check_all_once(home)
    assert bench.desk.batch("b").pin_prompts == 2


def test_locking_ends_the_login_and_other_signatures_wait_meanwhile(opened, home):
    bench = opened()
    chosen = bench.chosen()
    bench.add(chosen)
    with pytest.raises(PinIncorrect):
        bench.desk.begin_batch("b", chosen, Secret("99999999"))
    assert bench.states() == {"waiting": COUNT}
    bench.desk.begin_batch("b", chosen, Secret(piv.PIN))
    bench.desk.step_batch("b")
    signed = bench.states()["signed"]
    assert signed
    with pytest.raises(TokenBusy):
        bench.desk.sign(Wish(SAMPLE), bench.folder / "single.pdf", chosen, Secret(piv.PIN))
    bench.desk.cards()  # what the window asks meanwhile costs the batch nothing
    bench.desk.step_batch("b")
    bench.desk.lock()
    assert bench.desk.step_batch("b").needs_pin
    other = bench.chosen(asks_each_time=True)
    with pytest.raises(CertificateMissing):
        bench.desk.begin_batch("b", other, Secret(piv.PIN))
    again = bench.chosen()
    bench.desk.begin_batch("b", again, Secret(piv.PIN))
    assert bench.run().is_done
    assert bench.states() == {"signed": COUNT}


def test_where_no_pin_is_kept_each_document_asks(opened, home):
    bench = opened(Rules(pin="never"))
    chosen = bench.chosen()
    assert bench.desk.batch_asks(chosen, COUNT, COUNT) is PinAsks.EACH
    bench.add(chosen)
    for number in range(1, COUNT + 1):
        bench.desk.begin_batch("b", chosen, Secret(piv.PIN))
        step = bench.desk.step_batch("b")
        assert len(step.batch.in_state(RowState.SIGNED)) == number
        assert step.needs_pin == (number < COUNT)
    bench.check_all_once(home)


def test_a_document_in_the_way_stops_nothing_and_is_signed_after_another_look(opened, home):
    bench = opened()
    chosen = bench.chosen()
    bench.add(chosen)
    changed, taken = bench.folder / "2.pdf", bench.folder / "3-signed.pdf"
    changed.write_bytes(changed.read_bytes() + b"\n% changed\n")
    taken.write_bytes(b"mine")
    bench.desk.begin_batch("b", chosen, Secret(piv.PIN))
    assert bench.run().is_done
    assert bench.states() == {"signed": COUNT - 2, "needs_person": 2}
    troubles = {r.number: r.trouble for r in bench.desk.batch("b").rows if r.trouble}
    assert troubles == {2: "document_changed", 3: "output_exists"}
    bench.desk.leave_out_rows("b", [2, 1])  # what is signed cannot be left out any more
    assert bench.states() == {"signed": COUNT - 2, "needs_person": 1, "left_out": 1}
    bench.desk.retry_rows("b", [1, 2, 3])
    assert bench.states() == {"signed": COUNT - 2, "waiting": 2}
    bench.desk.begin_batch("b", bench.chosen(), Secret(piv.PIN))
    assert bench.run().is_done
    assert bench.states() == {"signed": COUNT}
    assert taken.read_bytes() == b"mine"
    assert poppler_says_valid(bench.folder / "3-signed-2.pdf")
    assert poppler_says_valid(bench.folder / "2-signed.pdf")
