"""What the desk adds to the pre-flight: the record, the administrator's rules, the level."""

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.errors.levels import CertificateRevoked, TimestampUnavailable
from paraph.domain.findings import Remedy, Weight
from paraph.domain.pades_level import PadesLevel
from paraph.usecases.level_now import LevelNow
from paraph.usecases.preflight import Checks, Wish, preflight
from paraph.usecases.signing_desk import DeskPorts, SigningDesk
from tests.fakes.files import MemoryFiles
from tests.fakes.record import FixedClock
from tests.gui.candidates import candidate

CONTRACT = Path("contract.pdf")


class Signer:
    def inspect(self, source, field, password, *, is_visible=False) -> int:
        return 0


class Shelf:
    def refuse_forbidden(self) -> None:
        raise errors.KeyFilesForbidden


class Module:
    def __init__(self, token) -> None:
        self.token = token

    def tokens(self):
        return [self.token]


def desk_of(chosen, signing) -> SigningDesk:
    unused = dict.fromkeys(DeskPorts.__dataclass_fields__)
    ports = DeskPorts(
        **unused
        | {
            "clock": FixedClock(),
            "open_module": lambda _: Module(chosen.token),
            "signing": signing,
            "files": MemoryFiles({CONTRACT: b"contract"}),
            "signer": Signer,
            "archive": lambda *_: None,
            "content": lambda *_: (),
            "key_files": Shelf(),
            "anchors_der": (),
            "trusted": tuple,
        }
    )
    return SigningDesk(ports)


@pytest.mark.parametrize("trouble", [errors.StoreBusy(), errors.StoreOnNetwork()])
def test_a_record_that_cannot_be_opened_is_told_before_the_pin(trouble):
    @contextmanager
    def signing():
        raise trouble
        yield

    chosen = candidate()
    found = desk_of(chosen, signing).preflight(Wish(CONTRACT), chosen)
    assert [each.code for each in found.settle] == [trouble.code]


def test_key_files_that_are_forbidden_are_told_before_the_password():
    one = candidate()
    chosen = replace(one, token=replace(one.token, in_software=True))
    found = desk_of(chosen, None).preflight(Wish(CONTRACT), chosen)
    assert [each.code for each in found.settle] == ["key_files_forbidden"]


@dataclass
class Checker:
    outcome: errors.ParaphError | None = None
    asked: list[PadesLevel] = field(default_factory=list)

    def check(self, level, certificate_der, chain_der, services) -> None:
        self.asked.append(level)
        if self.outcome is not None:
            raise self.outcome


def level_now(checker: Checker, patience_s: float = 4.0, clock=None) -> LevelNow:
    @contextmanager
    def opened():
        yield checker, ()

    return LevelNow(opened, clock or FixedClock(), patience_s)


def known(level: PadesLevel, try_level, chosen=None) -> list:
    files = MemoryFiles({CONTRACT: b"contract"})
    checks = Checks(Signer(), files, FixedClock(), try_level=try_level)
    one = chosen or candidate()
    found = preflight(Wish(CONTRACT, level=level), one, one.token, Path("out.pdf"), checks)
    assert found.can_go_on
    return [each for each in found.findings if each.weight is Weight.KNOW]


def test_a_server_that_does_not_answer_is_good_to_know_and_can_be_tried_again():
    checker = Checker(TimestampUnavailable(why="timeout", service="https://tsa"))
    (found,) = known(PadesLevel.B_T, level_now(checker))
    assert (found.code, found.detail) == ("timestamp_unavailable", "https://tsa")
    assert found.remedies == (Remedy.TRY_AGAIN,)


def test_nobody_is_asked_where_no_level_is_wanted():
    checker = Checker()
    assert known(PadesLevel.B_B, level_now(checker)) == []
    assert checker.asked == []


def test_what_could_be_had_is_not_asked_for_again_at_once():
    """A timestamp that is only a trial may cost money."""
    checker, clock = Checker(), FixedClock()
    tried = level_now(checker, clock=clock)
    for _ in range(3):
        assert tried(PadesLevel.B_T, candidate()) is None
    assert tried(PadesLevel.B_LT, candidate()) is None
    assert checker.asked == [PadesLevel.B_T, PadesLevel.B_LT]
    checker.outcome = TimestampUnavailable()
    again = level_now(checker)
    assert again(PadesLevel.B_T, candidate()) is again(PadesLevel.B_T, candidate())


def test_a_server_that_is_slow_holds_nothing_up():
    import threading

    class Slow(Checker):
        def check(self, *given) -> None:
            released.wait(10)

    released = threading.Event()
    try:
        trouble = level_now(Slow(), patience_s=0.05)(PadesLevel.B_T, candidate())
    finally:
        released.set()
    assert (trouble.code, trouble.details["why"]) == ("timestamp_unavailable", "slow")


def test_a_certificate_that_names_nobody_to_ask_has_no_long_term_proof():
    one = candidate()
    mute = replace(one, facts=replace(one.facts, tells_status=False))
    checker = Checker()
    assert [each.code for each in known(PadesLevel.B_LTA, level_now(checker), mute)] == [
        "status_untold"
    ]
    assert checker.asked == []
    assert known(PadesLevel.B_T, level_now(checker), mute) == []


@pytest.mark.parametrize(("subject", "weight"), [("own", Weight.SETTLE), ("another", Weight.KNOW)])
def test_a_certificate_that_was_revoked_does_not_sign(subject, weight):
    one = candidate()
    whose = one.facts.subject if subject == "own" else "CN=Timestamps"
    tried = level_now(Checker(CertificateRevoked(subject=whose)))
    files = MemoryFiles({CONTRACT: b"contract"})
    checks = Checks(Signer(), files, FixedClock(), try_level=tried)
    wish = Wish(CONTRACT, level=PadesLevel.B_LT)
    found = preflight(wish, one, one.token, Path("out.pdf"), checks)
    assert [e.weight for e in found.findings if e.code == "certificate_revoked"] == [weight]
