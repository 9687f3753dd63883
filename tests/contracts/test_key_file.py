"""A key file behind the same port as a card: `ModuleProcess` with its real child process."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.keys.secret import Secret
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.pkcs11.module_process import ModuleProcess
from paraph.ports.signing_token import PinState, TokenSnapshot
from tests.contracts.test_token_module import DATA, HASHES, KINDS, verify
from tests.fakes.key_file import PASSWORD, write_key_file
from tests.fakes.pki import Identity, identity

# A certificate for PSS only has no key of its own kind in a file that `cryptography` writes.
FILE_KINDS = [kind for kind in KINDS if not kind.endswith("-pss")]
RIGHT, WRONG = Secret(PASSWORD), Secret("wrong")


@dataclass
class Bench:
    path: Path
    owner: Identity
    module: ModuleProcess

    def token(self) -> TokenSnapshot:
        (token,) = self.module.tokens()
        return token

    def use(self, pin: Secret | None, keep_s: float = 0, der: bytes | None = None) -> bytes:
        wanted = der or self.owner.certificate_der
        with self.module.open_key(self.token(), wanted, pin, keep_s=keep_s) as key:
            return key.sign(DATA, key.digests[0])


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    owner = identity("p256")
    path = write_key_file(tmp_path / "anna.p12", owner)
    made = Bench(path, owner, ModuleProcess(str(path)))
    yield made
    made.module.close()


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_signature_verifies_in_every_digest_told_and_with_pss(tmp_path: Path, kind: str):
    owner = identity(kind)
    module = ModuleProcess(str(write_key_file(tmp_path / "anna.pfx", owner)))
    (token,) = module.tokens()
    try:
        for prefer_pss in (False, True):
            with module.open_key(token, owner.certificate_der, RIGHT, prefer_pss=prefer_pss) as key:
                pss = prefer_pss and kind.startswith("rsa")
                assert key.scheme is (SignatureScheme.RSASSA_PSS if pss else KINDS[kind])
                assert key.digests == (("sha512",) if kind == "ed25519" else tuple(HASHES))
                for digest in key.digests:
                    value = key.sign(DATA, digest)
                    verify(owner.certificate_der, value, digest, pss=pss)
    finally:
        module.close()


def test_a_file_tells_what_it_is_and_shows_its_certificates_with_the_password(bench: Bench):
    token = bench.token()
    assert (token.in_software, token.pin_state) == (True, PinState.NORMAL)
    assert (token.label, token.certificates) == ("anna", ())
    assert bench.module.reveal(RIGHT) == (bench.owner.certificate_der, bench.owner.ca_der)
    shown = [(each.certificate_der, each.has_key) for each in bench.token().certificates]
    assert shown == [(bench.owner.certificate_der, True), (bench.owner.ca_der, False)]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_another_child_shows_what_was_seen_and_keeps_no_login(bench: Bench):
    bench.module.reveal(RIGHT)
    bench.use(RIGHT, keep_s=60)
    assert bench.module.pid is not None
    os.kill(bench.module.pid, signal.SIGKILL)
    with pytest.raises(errors.ModuleCrashed):
        bench.token()
    assert len(bench.token().certificates) == 2
    assert not bench.token().unlocked
    with pytest.raises(errors.PinMissing):
        bench.use(None)


def test_a_kept_key_needs_no_password_until_it_is_locked(bench: Bench):
    bench.use(RIGHT, keep_s=60)
    assert bench.token().unlocked
    verify(bench.owner.certificate_der, bench.use(None, keep_s=60), "sha256")
    bench.module.lock()
    assert not bench.token().unlocked
    with pytest.raises(errors.PinMissing):
        bench.use(None)


def test_a_kept_key_goes_by_itself(bench: Bench):
    bench.use(RIGHT, keep_s=0.4)
    assert bench.token().unlocked
    time.sleep(0.5)
    assert not bench.token().unlocked


def test_a_key_that_is_not_kept_goes_with_its_use(bench: Bench):
    bench.use(RIGHT)
    assert not bench.token().unlocked
    with pytest.raises(errors.PinMissing):
        bench.use(None)


def test_a_wrong_password_ends_what_was_kept_and_counts_nothing(bench: Bench):
    bench.use(RIGHT, keep_s=60)
    for _ in range(4):
        with pytest.raises(errors.PinIncorrect) as refused:
            bench.use(WRONG)
        assert "wrong" not in f"{refused.value!r} {refused.value.details}"
    assert (bench.token().unlocked, bench.token().pin_state) == (False, PinState.NORMAL)
    bench.use(RIGHT)


def test_a_certificate_of_another_file_is_refused(bench: Bench):
    with pytest.raises(errors.KeyMissing):
        bench.use(RIGHT, der=identity("p384").certificate_der)


def test_a_file_that_leaves_takes_its_login_along(bench: Bench):
    bench.use(RIGHT, keep_s=60)
    away = bench.path.rename(bench.path.with_name("away.p12"))
    assert bench.module.tokens() == []
    away.rename(bench.path)
    assert not bench.token().unlocked
    with pytest.raises(errors.PinMissing):
        bench.use(None)


def test_a_file_that_left_between_two_looks_ends_its_login_within_a_second_too(bench: Bench):
    bench.use(RIGHT, keep_s=60)
    away = bench.path.rename(bench.path.with_name("away.p12"))
    time.sleep(1.5)  # the child looks after it every second
    away.rename(bench.path)
    assert not bench.token().unlocked
