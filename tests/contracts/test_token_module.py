"""What every `TokenModule` does, a card in memory and SoftHSM in its own process alike."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509 import load_der_x509_certificate

from paraph.domain import errors
from paraph.domain.keys.secret import Secret
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.pkcs11.module_process import ModuleProcess
from paraph.ports.signing_token import PinState, TokenModule, TokenSnapshot
from tests.fakes.pki import Identity, identity
from tests.fakes.softhsm import PIN, SoftToken, softhsm_folder
from tests.fakes.tokens import FakeModule, FakeToken

KINDS = {
    "rsa2048": SignatureScheme.RSASSA_PKCS1V15,
    "rsa3072": SignatureScheme.RSASSA_PKCS1V15,
    "rsa2048-pss": SignatureScheme.RSASSA_PSS,
    "p256": SignatureScheme.ECDSA,
    "p384": SignatureScheme.ECDSA,
    "p521": SignatureScheme.ECDSA,
    "bp256": SignatureScheme.ECDSA,
    "bp384": SignatureScheme.ECDSA,
    "bp512": SignatureScheme.ECDSA,
    "ed25519": SignatureScheme.ED25519,
}
HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
DATA = b"signed attributes" * 20


@dataclass
class Bench:
    """A module with three tokens: one of each kind of key, and twins of one label."""

    module: TokenModule
    identities: dict[str, Identity]
    keyless_der: bytes
    twins: Sequence[Identity]

    def token(self, label: str = "Signing card") -> TokenSnapshot:
        return next(token for token in self.module.tokens() if token.label == label)

    def wrong_then(self, pin: str) -> None:
        der = self.identities["p256"].certificate_der
        with self.module.open_key(self.token(), der, Secret(pin)):
            pass


@pytest.fixture(scope="module")
def people() -> tuple[dict[str, Identity], bytes, list[Identity]]:
    kinds = {kind: identity(kind, f"Holder {kind}") for kind in KINDS}
    twins = [identity("p256", "First twin"), identity("p384", "Second twin")]
    return kinds, identity("rsa2048", "No key here").certificate_der, twins


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory, people) -> Iterator[str]:
    kinds, keyless, twins = people
    folder: Path = tmp_path_factory.mktemp("softhsm")
    with softhsm_folder(folder) as module:
        card = SoftToken(module, "Signing card", folder).add(list(kinds.values()))
        card.add_certificate(keyless, 90)
        card.add_key(identity("p256", "Key without certificate"), 91)
        for twin in twins:
            SoftToken(module, "Twin", folder).add([twin])
        yield module


def fake(people) -> FakeModule:
    kinds, keyless, twins = people
    card = FakeToken("Signing card", PIN, identities=list(kinds.values()), without_key=[keyless])
    others = [FakeToken("Twin", PIN, str(n), [one]) for n, one in enumerate(twins)]
    return FakeModule(card, *others)


@pytest.fixture(params=["fake", "softhsm"])
def bench(request, people) -> Iterator[Bench]:
    kinds, keyless, twins = people
    if request.param == "fake":
        yield Bench(fake(people), kinds, keyless, twins)
        return
    module = ModuleProcess(request.getfixturevalue("softhsm"))
    yield Bench(module, kinds, keyless, twins)
    module.close()


def verify(certificate_der: bytes, value: bytes, digest: str, *, pss: bool = False) -> None:
    key = load_der_x509_certificate(certificate_der).public_key()
    algorithm = HASHES[digest]
    if isinstance(key, rsa.RSAPublicKey):
        # PSS holds only with the salt that is as long as the digest.
        how = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
        key.verify(value, DATA, how if pss else padding.PKCS1v15(), algorithm)
    elif isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(value, DATA)
    else:
        key.verify(value, DATA, ec.ECDSA(algorithm))


@pytest.mark.parametrize("kind", KINDS)
def test_a_signature_verifies_with_the_certificate_in_every_digest_told(bench: Bench, kind: str):
    der = bench.identities[kind].certificate_der
    with bench.module.open_key(bench.token(), der, Secret(PIN)) as key:
        assert key.scheme is KINDS[kind]
        assert key.digests == (("sha512",) if kind == "ed25519" else tuple(HASHES))
        for digest in key.digests:
            pss = key.scheme is SignatureScheme.RSASSA_PSS
            verify(der, key.sign(DATA, digest), digest, pss=pss)


@pytest.mark.parametrize("kind", KINDS)
def test_pss_is_made_where_it_is_preferred_and_the_key_is_of_rsa(bench: Bench, kind: str):
    der = bench.identities[kind].certificate_der
    with bench.module.open_key(bench.token(), der, Secret(PIN), prefer_pss=True) as key:
        is_rsa = kind.startswith("rsa")
        assert (key.scheme is SignatureScheme.RSASSA_PSS) == is_rsa
        for digest in key.digests:
            verify(der, key.sign(DATA, digest), digest, pss=is_rsa)


def test_a_digest_that_does_not_fit_the_key_is_refused_and_the_key_goes_on(bench: Bench):
    der = bench.identities["ed25519"].certificate_der
    with bench.module.open_key(bench.token(), der, Secret(PIN)) as key:
        with pytest.raises(errors.MechanismMissing):
            key.sign(DATA, "sha256")
        verify(der, key.sign(DATA, "sha512"), "sha512")


def test_a_token_tells_what_it_is_and_how_long_its_pin_may_be(bench: Bench):
    token = bench.token()
    assert token.reader
    assert token.model
    assert (token.pin_min, token.pin_max > token.pin_min) == (4, True)
    assert not token.unlocked
    assert not token.in_software


@pytest.mark.parametrize("typed", ["", "123", "1" * 256, "1" * 2000])
def test_a_pin_of_a_length_that_cannot_be_spends_no_try(bench: Bench, typed: str):
    with pytest.raises(errors.PinLength):
        bench.wrong_then(typed)
    assert bench.token().pin_state is PinState.NORMAL


def test_a_kept_login_needs_no_pin_until_it_is_locked(bench: Bench):
    der = bench.identities["p256"].certificate_der
    with bench.module.open_key(bench.token(), der, Secret(PIN), keep_s=60):
        pass
    assert bench.token().unlocked
    with bench.module.open_key(bench.token(), der, None, keep_s=60) as key:
        verify(der, key.sign(DATA, "sha256"), "sha256")
    other = bench.identities["rsa2048"].certificate_der
    with bench.module.open_key(bench.token(), other, None, keep_s=60) as key:
        verify(other, key.sign(DATA, "sha256"), "sha256")
    bench.module.lock()
    assert not bench.token().unlocked
    with pytest.raises(errors.PinMissing), bench.module.open_key(bench.token(), der, None):
        pass


def test_a_kept_login_ends_by_itself(bench: Bench):
    der = bench.identities["p256"].certificate_der
    with bench.module.open_key(bench.token(), der, Secret(PIN), keep_s=0.4):
        time.sleep(0.5)  # the time counts from the end of the use
    assert bench.token().unlocked
    time.sleep(0.5)
    assert not bench.token().unlocked
    with pytest.raises(errors.PinMissing), bench.module.open_key(bench.token(), der, None):
        pass


def test_a_login_that_is_not_kept_ends_with_its_use(bench: Bench):
    der = bench.identities["p256"].certificate_der
    with bench.module.open_key(bench.token(), der, Secret(PIN), keep_s=60):
        pass
    with bench.module.open_key(bench.token(), der, None):
        pass
    assert not bench.token().unlocked
    with pytest.raises(errors.PinMissing), bench.module.open_key(bench.token(), der, None):
        pass


def test_a_wrong_pin_ends_what_was_kept(bench: Bench):
    der = bench.identities["p256"].certificate_der
    with bench.module.open_key(bench.token(), der, Secret(PIN), keep_s=60):
        pass
    with pytest.raises(errors.PinIncorrect):
        bench.wrong_then("9999")
    assert not bench.token().unlocked
    with pytest.raises(errors.PinMissing), bench.module.open_key(bench.token(), der, None):
        pass
    bench.wrong_then(PIN)


def test_what_is_kept_on_one_token_opens_no_other(bench: Bench):
    der = bench.identities["p256"].certificate_der
    twin = bench.twins[0].certificate_der
    holder = next(
        t for t in bench.module.tokens() if twin in {c.certificate_der for c in t.certificates}
    )
    with bench.module.open_key(bench.token(), der, Secret(PIN), keep_s=60):
        pass
    with pytest.raises(errors.PinMissing), bench.module.open_key(holder, twin, None):
        pass


def test_one_opened_key_signs_many_times(bench: Bench):
    der = bench.identities["p256"].certificate_der
    with bench.module.open_key(bench.token(), der, Secret(PIN)) as key:
        values = {key.sign(DATA, "sha256") for _ in range(5)}
    assert len(values) == 5  # ECDSA draws a nonce every time


def test_certificates_tell_whether_their_key_is_there(bench: Bench):
    shown = {c.certificate_der: c.has_key for c in bench.token().certificates}
    assert len(shown) == len(KINDS) + 1  # the key without a certificate shows nowhere
    assert all(shown[one.certificate_der] for one in bench.identities.values())
    assert not shown[bench.keyless_der]


def test_a_certificate_without_key_is_refused(bench: Bench):
    with (
        pytest.raises(errors.KeyMissing),
        bench.module.open_key(bench.token(), bench.keyless_der, Secret(PIN)),
    ):
        pass


def test_a_certificate_of_another_token_is_refused(bench: Bench):
    with (
        pytest.raises(errors.KeyMissing),
        bench.module.open_key(bench.token(), bench.twins[0].certificate_der, Secret(PIN)),
    ):
        pass


def test_a_wrong_pin_is_told_and_the_right_one_works_after_it(bench: Bench):
    with pytest.raises(errors.PinIncorrect):
        bench.wrong_then("9999")
    assert bench.token().pin_state is PinState.COUNT_LOW
    bench.wrong_then(PIN)
    assert bench.token().pin_state is PinState.NORMAL


def test_no_pin_is_told(bench: Bench):
    der = bench.identities["p256"].certificate_der
    with (
        pytest.raises(errors.PinMissing),
        bench.module.open_key(bench.token(), der, None),
    ):
        pass


def test_a_key_closes_with_its_context_whatever_happens(bench: Bench):
    der = bench.identities["p256"].certificate_der

    def fail() -> None:
        with bench.module.open_key(bench.token(), der, Secret(PIN)):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with bench.module.open_key(bench.token(), der, Secret(PIN)) as key:
        assert key.sign(DATA, "sha256")


def test_tokens_of_one_label_are_told_apart_by_their_serial(bench: Bench):
    twins = [token for token in bench.module.tokens() if token.label == "Twin"]
    assert len({token.serial for token in twins}) == 2
    held: dict[bytes, TokenSnapshot] = {
        token.certificates[0].certificate_der: token for token in twins
    }
    for one in bench.twins:
        der = one.certificate_der
        with bench.module.open_key(held[der], der, Secret(PIN)) as key:
            verify(der, key.sign(DATA, "sha256"), "sha256")


def test_a_token_that_is_not_there_any_more_is_told(bench: Bench):
    from dataclasses import replace

    gone = replace(bench.token(), serial="another")
    der = bench.identities["p256"].certificate_der
    with pytest.raises(errors.TokenMissing), bench.module.open_key(gone, der, Secret(PIN)):
        pass


def test_the_pin_is_in_no_error(bench: Bench):
    with pytest.raises(errors.PinIncorrect) as refused:
        bench.wrong_then("87654321")
    told: Callable[[BaseException], str] = lambda e: f"{e!r} {getattr(e, 'details', '')}"  # noqa: E731
    assert "87654321" not in told(refused.value)
    bench.wrong_then(PIN)


def test_a_card_that_counts_tries_locks():
    one = identity("p256")
    module = FakeModule(FakeToken("Card", PIN, identities=[one]))

    def log_in(pin: str) -> None:
        with module.open_key(module.tokens()[0], one.certificate_der, Secret(pin)):
            pass

    states = []
    for _ in range(3):
        states.append(module.tokens()[0].pin_state)
        with pytest.raises(errors.PinIncorrect):
            log_in("9999")
    assert states == [PinState.NORMAL, PinState.COUNT_LOW, PinState.FINAL_TRY]
    assert module.tokens()[0].pin_state is PinState.LOCKED
    with pytest.raises(errors.PinLocked):
        log_in(PIN)
