"""The reader service restarts, cards come and go all day, other programs use the card too."""

import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from paraph.domain.errors import ParaphError
from paraph.domain.keys.secret import Secret
from paraph.pkcs11.module_process import ModuleProcess
from tests.judges import poppler_says_valid
from tests.rigs.card_bench import CardBench
from tests.rigs.piv import OPENSC, PIN
from tests.rigs.rig import token_of

log = logging.getLogger(__name__)
SIGNS_AGAIN_S = 2.0
ROOT = Path(__file__).parents[2]


def sign_once(bench: CardBench, out: Path) -> bool:
    with bench.key() as key:
        bench.sign(out, key)
    return poppler_says_valid(out)


def sign_within(bench: CardBench, out: Path, limit_s: float) -> float:
    """Try until a signature is made; gives the seconds that it took."""
    start = time.monotonic()
    while True:
        try:
            with bench.key() as key:
                bench.sign(out, key)
        except (ParaphError, AssertionError):
            assert time.monotonic() - start < limit_s * 5, "no signature any more"
            time.sleep(0.02)
        else:
            return time.monotonic() - start


def test_a_reader_service_that_restarts_costs_one_signature(bench: CardBench, tmp_path):
    with bench.key() as key:
        bench.sign(tmp_path / "first.pdf", key)
        bench.readers.kill()
        code = bench.refused(lambda: bench.sign(tmp_path / "second.pdf", key))
    assert code == "token_removed"
    bench.readers.restart()
    took_s = sign_within(bench, tmp_path / "third.pdf", SIGNS_AGAIN_S)
    log.info("signed %.2f s after the service was back", took_s)
    assert took_s <= SIGNS_AGAIN_S
    assert poppler_says_valid(tmp_path / "third.pdf")
    assert bench.card.tell()["wrong_pins"] == 0


def test_a_reader_service_that_starts_after_the_module_is_found(bench: CardBench, tmp_path):
    bench.readers.kill()
    assert not bench.is_shown()
    bench.readers.restart()
    assert sign_within(bench, tmp_path / "out.pdf", SIGNS_AGAIN_S) <= SIGNS_AGAIN_S


def facts_of(pid: int | None) -> dict[str, int]:
    """Give open files, threads and resident kB of a process."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    values = {name: rest.split() for name, _, rest in (line.partition(":") for line in status)}
    return {
        "files": len(list(Path(f"/proc/{pid}/fd").iterdir())),
        "threads": int(values["Threads"][0]),
        "memory_kb": int(values["VmRSS"][0]),
    }


CYCLES = [pytest.param(12, id="12"), pytest.param(200, id="200", marks=pytest.mark.full)]
WARM = 4
MAY_GROW_KB_A_CYCLE = 20


@pytest.mark.parametrize("cycles", CYCLES)
def test_cards_that_come_and_go_leave_nothing_behind(bench: CardBench, cycles: int, tmp_path):
    out, facts = tmp_path / "out.pdf", []
    for _ in range(cycles):
        bench.card.insert()
        with bench.key() as key:
            assert key.sign(b"signed attributes", "sha256")
        bench.card.pull()
        assert not bench.is_shown()
        facts.append(facts_of(bench.module.pid))
    log.info("after %d cycles: %s, %s after %d", WARM, facts[WARM], facts[-1], cycles)
    warm, last = facts[WARM], facts[-1]
    assert last["files"] == warm["files"]
    assert last["threads"] == warm["threads"]
    assert last["memory_kb"] - warm["memory_kb"] <= MAY_GROW_KB_A_CYCLE * (cycles - WARM)
    bench.card.insert()
    assert sign_once(bench, out)


@contextmanager
def another_program(reader: str) -> Iterator[None]:
    words = [sys.executable, "-m", "tests.rigs.card_holder", reader]
    held = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with held:
        assert held.stdout is not None
        assert held.stdout.readline().strip() == "0x00000000"
        try:
            yield
        finally:
            assert held.stdin is not None
            held.stdin.close()
            held.wait(5)


def test_a_card_that_another_program_has_for_itself_is_busy_and_signs_after_it(
    bench: CardBench, tmp_path
):
    assert refused_while_held(bench) == "token_busy"
    assert bench.card.tries_left == 3
    assert sign_once(bench, tmp_path / "out.pdf")


def refused_while_held(bench: CardBench) -> str:
    """Open a key while another program holds the card; gives the code of the error."""
    token = bench.token()
    bench.restart_module()

    def open_it() -> None:
        with bench.module.open_key(token, bench.der(0x9A), Secret(PIN)):
            pass

    with another_program("Virtual PCD 00 00"):
        return bench.refused(open_it)


def test_a_card_that_another_program_has_for_itself_hides_no_other_card(bench: CardBench):
    with bench.readers.card(1, ("p256", "rsa2048"), "Łukasz Ωmega") as other:
        other.insert()
        bench.restart_module()
        with another_program("Virtual PCD 00 00"):
            der = other.identities[0x9A].certificate_der
            with bench.module.open_key(token_of(bench.module, der), der, Secret(PIN)) as key:
                assert key.sign(b"signed attributes", "sha256")
        assert len(bench.module.tokens()) == 2
    bench.readers.wait_until_empty(1)


def test_two_programs_sign_with_one_card_in_turn(bench: CardBench, tmp_path):
    other = CardBench(bench.readers, bench.card, ModuleProcess(OPENSC))
    try:
        with bench.key() as ours, other.key() as theirs:
            for number in range(3):
                bench.sign(tmp_path / f"ours-{number}.pdf", ours)
                other.sign(tmp_path / f"theirs-{number}.pdf", theirs)
    finally:
        other.module.close()
    assert len(list(tmp_path.glob("*.pdf"))) == 6
    assert all(map(poppler_says_valid, tmp_path.glob("*.pdf")))
