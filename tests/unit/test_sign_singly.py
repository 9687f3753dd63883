"""One PIN for one signature: the key is opened for each document, and a wrong PIN ends it."""

from contextlib import contextmanager
from pathlib import Path

from paraph.domain import errors
from paraph.domain.keys.secret import Secret
from paraph.usecases.sign_document import SignedDocument, SignRequest
from paraph.usecases.sign_singly import sign_singly
from tests.conftest import SAMPLE
from tests.fakes.desk import Desk
from tests.fakes.tokens import FakeModule, FakeToken


class Table:
    """Three documents, the second no PDF, and the PINs that are typed one after another."""

    def __init__(self, folder: Path, *pins: str) -> None:
        self.desk = Desk()
        self.card = FakeToken(identities=[self.desk.signer])
        self.module = FakeModule(self.card)
        self.pins = list(pins)
        self.requests = []
        for name in "abc":
            source = folder / f"{name}.pdf"
            source.write_bytes(b"hello" if name == "b" else SAMPLE.read_bytes())
            output = folder / f"{name}-signed.pdf"
            own = self.desk.signer.certificate_der
            self.requests.append(SignRequest(source, output, own, (self.desk.signer.ca_der,)))

    @contextmanager
    def open_key(self, _request: SignRequest):
        pin, own = Secret(self.pins.pop(0)), self.desk.signer.certificate_der
        with self.module.open_key(self.module.tokens()[0], own, pin) as key:
            yield key

    def run(self, *, keep_going: bool = False) -> list[str]:
        outcomes = sign_singly(self.requests, self.open_key, self.desk.ports, keep_going=keep_going)
        return ["signed" if isinstance(one, SignedDocument) else one.code for one in outcomes]


def test_each_document_takes_a_pin_of_its_own(tmp_path: Path):
    table = Table(tmp_path, "1234", "1234", "1234")
    assert table.run(keep_going=True) == ["signed", "not_a_pdf", "signed"]
    assert table.pins == []
    assert table.module.open_keys == 0


def test_after_a_failure_no_further_pin_is_asked(tmp_path: Path):
    table = Table(tmp_path, "1234", "1234", "1234")
    assert table.run() == ["signed", "not_a_pdf", "not_attempted"]
    assert table.pins == ["1234"]


def test_a_wrong_pin_ends_the_work_even_of_those_who_go_on(tmp_path: Path):
    table = Table(tmp_path, "9999", "9999", "9999")
    assert table.run(keep_going=True) == ["pin_incorrect", "not_attempted", "not_attempted"]
    assert table.card.tries_left == 2
    failed = [one for one in table.desk.audit.entries if one.kind == "signature_failed"]
    assert [one.body["code"] for one in failed] == [errors.PinIncorrect.code]
