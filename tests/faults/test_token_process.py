"""A module that crashes, hangs or does not load costs a signature and nothing else."""

import os
import signal

import pytest

from paraph.domain import errors
from paraph.domain.secret import Secret
from paraph.pkcs11.module_process import ModuleProcess


def test_a_killed_module_gives_an_error(module):
    assert module.tokens()
    os.kill(module.pid, signal.SIGSEGV)
    with pytest.raises(errors.TokenUnavailable):
        module.tokens()


def test_a_hanging_module_is_given_up(demo_token):
    process = ModuleProcess(demo_token.module, answer_timeout_s=3)
    process.tokens()
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(errors.TokenUnavailable) as given_up:
        process.tokens()
    assert given_up.value.details["why"] == "no_answer"
    process.close()


def test_a_file_that_is_no_module_is_named(tmp_path):
    bad = tmp_path / "module.so"
    bad.write_bytes(b"not a library")
    process = ModuleProcess(str(bad))
    with pytest.raises(errors.ModuleUnusable):
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
