"""The desk's process: it signs for real, outlives a module, and its own end costs one call."""

import os
import shutil
import signal
import threading
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Box, Place
from paraph.engine import Engine
from paraph.usecases.preflight import Wish
from tests.conftest import SAMPLE
from tests.judges import poppler_says_valid

pytestmark = pytest.mark.token


@pytest.fixture
def engine(tmp_path, demo_token, monkeypatch):
    monkeypatch.setenv("PARAPH_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    made = Engine([demo_token.ca_der])
    yield made
    made.close()


@pytest.fixture
def contract(tmp_path) -> Path:
    path = tmp_path / "home" / "contract.pdf"
    shutil.copyfile(SAMPLE, path)
    return path


def chosen_of(engine: Engine):
    (able,) = [each for each in engine.cards().candidates if each.bar is None]
    return able


def test_a_contract_is_checked_signed_and_verified(engine, contract, demo_token):
    wish = Wish(contract, place=Place(2, Box(72, 262, 276, 352)), reason="Approved")
    chosen = chosen_of(engine)
    found = engine.preflight(wish, chosen)
    assert found.clear
    done = engine.sign(wish, found.output, chosen, demo_token.pin)
    assert done.output == contract.with_name("contract-signed.pdf")
    assert poppler_says_valid(done.output)
    assert engine.check(done.output).verdict == "valid"
    again = engine.preflight(wish, chosen)
    assert again.output == contract.with_name("contract-signed-2.pdf")


def test_errors_cross_the_process_with_their_code(engine, contract):
    chosen = chosen_of(engine)
    wish, output = Wish(contract), contract.with_name("out.pdf")
    with pytest.raises(errors.PinIncorrect):
        engine.sign(wish, output, chosen, Secret("000000"))
    assert not output.exists()
    assert "000000" not in repr(wish)


def test_a_killed_engine_costs_one_call(engine, contract, demo_token):
    chosen = chosen_of(engine)
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(errors.Unforeseen):
        engine.cards()
    wish = Wish(contract)
    done = engine.sign(wish, contract.with_name("out.pdf"), chosen, demo_token.pin)
    assert poppler_says_valid(done.output)


def test_an_engine_killed_while_it_works_is_told_and_nothing_half_remains(
    engine, contract, demo_token
):
    chosen = chosen_of(engine)
    output = contract.with_name("out.pdf")
    pid = engine.pid
    threading.Timer(0.05, os.kill, (pid, signal.SIGKILL)).start()
    try:
        engine.sign(Wish(contract), output, chosen, demo_token.pin)
    except errors.Unforeseen:
        closed = engine.catch_up()
        made = [each.kind for each in closed] == ["signature_made"]
        assert output.exists() == made
    assert list(contract.parent.glob(".*paraph-part")) == []


def test_no_child_outlives_the_engine(engine):
    engine.cards()
    children = children_of(engine.pid)
    assert children
    engine.close()
    assert [pid for pid in children if runs(pid)] == []


def children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def runs(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
