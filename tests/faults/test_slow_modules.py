"""A driver that is slow or hangs, beside one that is not: real processes, SoftHSM and a shim."""

import time
from collections.abc import Iterator

import pytest

from paraph.domain import errors
from paraph.pkcs11.demo_token import DemoToken
from paraph.pkcs11.module_process import ModuleProcess
from paraph.ports.finding import FoundModule, Origin
from paraph.usecases.look_for_cards import CardLooker
from tests.fakes.finding import FakeFinding
from tests.fakes.record import FixedClock
from tests.fakes.shim import SOURCE, Shim, compiled

pytestmark = pytest.mark.token
WAIT_S = 0.25
OBEYED_WITHIN_S = 4.0


class Desk:
    """Two modules that are asked: the quick one, and the one behind the shim, named first."""

    def __init__(self, demo_token: DemoToken, shim: Shim) -> None:
        self.quick, self.slow = demo_token.module, shim.module
        self.shim = shim
        found = [
            FoundModule(path, Origin.BY_HAND, path, "card") for path in (self.slow, self.quick)
        ]
        self.looker = CardLooker(FakeFinding(*found), self._open, FixedClock())
        self.opened: list[ModuleProcess] = []

    def _open(self, path: str) -> ModuleProcess:
        self.opened.append(ModuleProcess(path, answer_timeout_s=8.0))
        return self.opened[-1]

    def module(self, path: str) -> ModuleProcess:
        return next(each for each in self.opened if each.module == path)


@pytest.fixture
def desk(demo_token: DemoToken, tmp_path, monkeypatch) -> Iterator[Desk]:
    shim = Shim(compiled(SOURCE, tmp_path), demo_token.module, tmp_path, monkeypatch)
    made = Desk(demo_token, shim)
    yield made
    made.looker.close()


def modules_of(look) -> set[str]:
    return {token.module for token in look.tokens}


@pytest.mark.parametrize("where", ["C_Initialize", "C_GetSlotList"])
def test_a_module_that_hangs_delays_no_other_ones_card(desk, where):
    desk.shim.order(f"{where} hang")
    look = desk.looker.look(wait_s=WAIT_S)
    while desk.quick not in modules_of(look):
        assert look.awaited, "the quick one waits for the other"
        look = desk.looker.rest(0.05)
    # Its time is not over: so nobody waited for it, neither now nor in the next look.
    for each in (look, desk.looker.look(wait_s=WAIT_S)):
        assert desk.quick in modules_of(each)
        assert desk.slow not in modules_of(each)
        assert each.awaited
        assert not each.troubles


def test_what_hangs_is_told_when_its_time_is_over_and_not_before(desk):
    desk.shim.order("C_GetSlotList hang")
    began, look = time.monotonic(), desk.looker.look(wait_s=WAIT_S)
    while look.awaited:
        assert time.monotonic() - began < 12
        look = desk.looker.rest(0.1)
    assert [each.code for each in look.troubles] == ["module_hung"]
    assert modules_of(look) == {desk.quick}


def test_one_that_hangs_keeps_no_other_login_open_and_no_window(desk):
    desk.looker.look()
    desk.shim.order("C_GetSlotList hang")
    desk.looker.look(wait_s=WAIT_S)
    began = time.monotonic()
    desk.looker.lock()
    assert time.monotonic() - began < OBEYED_WITHIN_S
    assert desk.quick in modules_of(desk.looker.look(wait_s=WAIT_S))
    began = time.monotonic()
    desk.looker.close()
    assert time.monotonic() - began < OBEYED_WITHIN_S


def test_a_module_that_was_asked_still_answers_who_asks_it_meanwhile(desk):
    module = ModuleProcess(desk.quick)
    try:
        module.ask()
        assert module.tokens()
        assert module.answer(None)
        assert module.answer(None), "nobody has asked, so it asks itself"
    finally:
        module.close()


def test_modules_that_do_not_load_cost_a_look_no_pause(tmp_path):
    text = [tmp_path / f"{name}.so" for name in ("a", "b", "c", "d")]
    for each in text:
        each.write_text("no module")
    modules = [ModuleProcess(str(each)) for each in text]
    for each in modules:
        each.ask()
    # What is measured is their end alone, and not how long four processes take to start.
    assert all(each._child.is_answered(20) for each in modules)
    began = time.monotonic()
    for each in modules:
        with pytest.raises(errors.ModuleUnusable):
            each.answer(None)
    assert time.monotonic() - began < 0.4
    for each in modules:
        each.close()
