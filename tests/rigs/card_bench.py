"""A PIV card in a reader, its module in a child, and a document to sign: for what goes wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from paraph.domain.errors import ParaphError
from paraph.domain.keys.secret import Secret
from paraph.pkcs11.module_process import ModuleProcess
from paraph.ports.signing_token import SigningToken, TokenSnapshot
from paraph.usecases.sign_document import SignRequest, sign_document
from tests.fakes.desk import Desk
from tests.rigs.piv import OPENSC, PIN, PivCard, Readers
from tests.rigs.rig import token_of

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "fee-agreement.pdf"


@dataclass
class CardBench:
    """One card and one module process that is never started anew."""

    readers: Readers
    card: PivCard
    module: ModuleProcess
    desk: Desk = field(default_factory=Desk)

    def der(self, slot: int) -> bytes:
        return self.card.identities[slot].certificate_der

    def token(self) -> TokenSnapshot:
        return token_of(self.module, self.der(0x9A))

    def is_shown(self) -> bool:
        return bool(self.module.tokens())

    def restart_module(self) -> None:
        """Load OpenSC anew, which has not yet connected to the card."""
        self.module.close()
        self.module = ModuleProcess(OPENSC)

    @contextmanager
    def key(self, slot: int = 0x9A, pin: str = PIN) -> Iterator[SigningToken]:
        with self.module.open_key(self.token(), self.der(slot), Secret(pin)) as key:
            yield key

    def sign(self, out: Path, key: SigningToken, slot: int = 0x9A) -> None:
        """Sign the sample by the real path. Raises what it raises."""
        ca = self.card.identities[slot].ca_der
        sign_document(SignRequest(SAMPLE, out, self.der(slot), (ca,)), key, self.desk.ports)

    def refused(self, act: Callable[[], object]) -> str:
        """Give the code of the error that the act must raise."""
        with pytest.raises(ParaphError) as told:
            act()
        return told.value.code

    def try_pin(self, pin: str) -> str | None:
        """Log in with a PIN; gives the code of the error, or None."""
        try:
            with self.key(pin=pin):
                return None
        except ParaphError as error:
            return error.code


@contextmanager
def card_bench(readers: Readers) -> Iterator[CardBench]:
    """Put a new card into the first reader, and load OpenSC."""
    card = readers.card(0, ("rsa2048", "p256"), "Zoë Ångström")
    card.insert()
    bench = CardBench(readers, card, ModuleProcess(OPENSC))
    try:
        yield bench
    finally:
        bench.module.close()
        card.close()
        readers.wait_until_empty(0)
