"""A module that crashes, hangs or does not load costs a signature and nothing else."""

import os
import signal
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.keys.secret import Secret
from paraph.pkcs11 import module_process
from paraph.pkcs11.module_process import ModuleProcess
from paraph.usecases.sign_document import SignRequest, sign_document
from tests.conftest import SAMPLE
from tests.fakes.desk import Desk
from tests.judges import poppler_says_valid


def test_a_killed_module_gives_an_error(module):
    assert module.tokens()
    os.kill(module.pid, signal.SIGSEGV)
    with pytest.raises(errors.ModuleCrashed):
        module.tokens()
    assert module.tokens(), "the next call did not start another process"


def test_a_hanging_module_is_given_up(demo_token):
    process = ModuleProcess(demo_token.module, answer_timeout_s=3)
    process.tokens()
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(errors.ModuleHung):
        process.tokens()
    assert process.tokens(), "the next call did not start another process"
    process.close()


@pytest.fixture
def opened(module, demo_token):
    """Give a function that opens the demo key and signs the sample with it."""

    def sign(out: Path, before_signing=lambda: None, after_signing=lambda: None) -> Desk:
        desk = Desk()
        token = next(t for t in module.tokens() if t.label == demo_token.token_label)
        request = SignRequest(SAMPLE, out, demo_token.certificate_der, (demo_token.ca_der,))
        with module.open_key(token, demo_token.certificate_der, demo_token.pin) as key:
            before_signing()
            try:
                sign_document(request, key, desk.ports)
            except errors.ParaphError as error:
                desk.audit.told = error
            after_signing()
        return desk

    return sign


def test_a_module_that_dies_while_signing_costs_one_signature(opened, module, tmp_path):
    before = SAMPLE.read_bytes()
    desk = opened(tmp_path / "out.pdf", lambda: os.kill(module.pid, signal.SIGKILL))
    assert desk.audit.told.code == "module_crashed"
    assert desk.audit.codes() == ["module_crashed"]
    assert list(tmp_path.iterdir()) == []
    assert SAMPLE.read_bytes() == before


def test_a_module_that_hangs_while_signing_is_given_up(opened, module, tmp_path, monkeypatch):
    def stop() -> None:
        monkeypatch.setattr(module_process, "SIGN_TIMEOUT_S", 1.0)
        os.kill(module.pid, signal.SIGSTOP)

    desk = opened(tmp_path / "out.pdf", stop)
    assert desk.audit.told.details["why"] == "no_answer"
    assert desk.audit.codes() == ["module_hung"]
    assert list(tmp_path.iterdir()) == []


def test_a_module_that_dies_after_signing_takes_nothing_back(opened, module, tmp_path):
    out = tmp_path / "out.pdf"
    opened(out, after_signing=lambda: os.kill(module.pid, signal.SIGKILL))
    assert poppler_says_valid(out)


def test_a_file_that_is_no_module_is_named(tmp_path):
    bad = tmp_path / "module.so"
    bad.write_bytes(b"not a library")
    process = ModuleProcess(str(bad))
    with pytest.raises(errors.ModuleNotPkcs11):
        process.tokens()
    process.close()


def test_a_wrong_pin_is_told_and_the_right_one_works_after_it(module, demo_token):
    token = next(t for t in module.tokens() if t.label == demo_token.token_label)
    with (
        pytest.raises(errors.PinIncorrect),
        module.open_key(token, demo_token.certificate_der, Secret("9999")),
    ):
        pass
    with module.open_key(token, demo_token.certificate_der, demo_token.pin) as key:
        assert len(key.sign(b"signed attributes", "sha256")) == 384


def test_a_certificate_without_key_is_told(module, demo_token):
    token = next(t for t in module.tokens() if t.label == demo_token.token_label)
    with (
        pytest.raises(errors.KeyMissing),
        module.open_key(token, demo_token.ca_der, demo_token.pin),
    ):
        pass
