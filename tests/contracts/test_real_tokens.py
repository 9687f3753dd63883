"""Every kind of token signs a PDF through the real child process, and other programs agree.

Each rig is started once; what it does is kept for the README's table (`tests.rigs.matrix`).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass

import pytest

from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.pkcs11.module_process import ModuleProcess
from paraph.ports.signing_token import SigningWay
from paraph.usecases.sign_document import SignRequest, sign_document
from tests.conftest import SAMPLE
from tests.fakes.desk import Desk
from tests.judges import openssl_cms, openssl_print, openssl_value, poppler_says_valid
from tests.judges_pdfbox import pdfbox_report
from tests.rigs import matrix
from tests.rigs.nss import nss_rig
from tests.rigs.opencryptoki import opencryptoki_rig
from tests.rigs.piv import piv_rig
from tests.rigs.rig import Rig, token_of
from tests.rigs.softhsm import KINDS as SOFTHSM_KINDS
from tests.rigs.softhsm import softhsm_rig
from tests.rigs.tpm import tpm_rig

RIGS: dict[str, tuple[Callable[[], AbstractContextManager[Rig]], tuple[str, ...]]] = {
    "softhsm": (softhsm_rig, SOFTHSM_KINDS),
    "piv": (piv_rig, ("rsa2048 9A", "rsa2048 9C", "p256 9A", "p256 9C")),
    "tpm": (tpm_rig, ("rsa2048", "p256")),
    "nss": (nss_rig, ("rsa2048", "p256", "p384", "p521")),
    "opencryptoki": (opencryptoki_rig, ("rsa2048",)),
}
CASES = [
    pytest.param(
        name,
        key,
        pss,
        id=f"{name}-{key}{'-pss' if pss else ''}",
    )
    for name, (_, keys) in RIGS.items()
    for key in keys
    for pss in ([False, True] if key.startswith("rsa") else [False])
]
NAMES = {
    "rsa2048": "RSA 2048",
    "rsa3072": "RSA 3072",
    "p256": "ECDSA P-256",
    "p384": "ECDSA P-384",
    "p521": "ECDSA P-521",
    "bp256": "ECDSA brainpoolP256r1",
    "bp384": "ECDSA brainpoolP384r1",
    "bp512": "ECDSA brainpoolP512r1",
    "ed25519": "Ed25519",
}
# What the signature must say of itself (`openssl cms -cmsout -print`).
SAYS = {
    SignatureScheme.RSASSA_PKCS1V15: ("rsaEncryption", "RSAEncryption"),
    SignatureScheme.RSASSA_PSS: ("rsassaPss",),
    SignatureScheme.ECDSA: ("ecdsa-with-SHA",),
    SignatureScheme.ED25519: ("ED25519",),
}
# What the judges themselves cannot do: NSS, by which poppler 22.12 checks, knows neither Brainpool
# nor Ed25519, and the `cms` of OpenSSL 3.0 not Ed25519. Then `openssl pkeyutl` judges the value.
UNKNOWN_TO_PDFSIG, UNKNOWN_TO_CMS = ("bp", "ed"), ("ed",)


@dataclass
class Started:
    """A rig and its module in a child."""

    rig: Rig
    module: ModuleProcess


FOUND: dict[str, matrix.Row] = {}


@pytest.fixture(scope="module")
def start() -> Iterator[Callable[[str], Started]]:
    """Give a function that starts a rig once; all end together."""
    there: dict[str, Started] = {}
    with ExitStack() as stack:

        def one(name: str) -> Started:
            if name not in there:
                rig = stack.enter_context(RIGS[name][0]())
                there[name] = Started(rig, stack.enter_context(rig.opened()))
            return there[name]

        yield one


def mechanism(key: str, *, pss: bool) -> str:
    kind, _, slot = key.partition(" ")
    scheme = "" if not kind.startswith("rsa") else " PSS" if pss else " PKCS#1 v1.5"
    return f"{NAMES[kind]}{scheme}{f', slot {slot}' if slot else ''}"


@pytest.mark.parametrize(("name", "key_name", "pss"), CASES)
def test_a_signed_pdf_holds_for_the_judges(start, name, key_name, pss, request, tmp_path):
    started = start(name)
    one, out = started.rig.identities[key_name], tmp_path / "out.pdf"
    row = matrix.Row(started.rig.name, mechanism(key_name, pss=pss), False, False, False)
    FOUND[request.node.name] = row
    token = token_of(started.module, one.certificate_der)
    wanted = SignRequest(SAMPLE, out, one.certificate_der, (one.ca_der,))
    pin = started.rig.pin
    with started.module.open_key(token, one.certificate_der, pin, prefer_pss=pss) as key:
        sign_document(wanted, key, Desk().ports)
        scheme = SignatureScheme.RSASSA_PSS if pss else key.scheme
    refused = openssl_cms(out, one.ca_der, tmp_path, cades=True)
    row = row._replace(signs=True, pdfsig=poppler_says_valid(out), openssl=not refused)
    FOUND[request.node.name] = row
    assert any(word in openssl_print(out, tmp_path) for word in SAYS[scheme])
    assert pdfbox_report(out, [one.ca_der]).levels == ["B"]
    assert row.pdfsig or key_name.startswith(UNKNOWN_TO_PDFSIG)
    if key_name.startswith(UNKNOWN_TO_CMS):
        assert openssl_value(out, one.certificate_der, tmp_path)
    else:
        assert row.openssl, refused


def test_the_readme_tells_what_was_found(request):
    if len(FOUND) != len(CASES):
        pytest.skip("not every rig ran")
    rows = list(FOUND.values())
    request.config.cache.set(matrix.CACHE_KEY, [list(row) for row in rows])
    if matrix.in_readme() == matrix.table(rows):
        return
    why = f"README.md tells other tokens than were found; to rewrite it:\n{matrix.REWRITE}"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)  # another release of a token's software may sign more, or less


@pytest.mark.parametrize("name", RIGS)
def test_how_a_key_signs_is_told_before_the_pin(start, name):
    """The pre-flight says by it what a card cannot do, before a try of the PIN is spent."""
    started = start(name)
    for one in started.rig.identities.values():
        token = token_of(started.module, one.certificate_der)
        (held,) = [e for e in token.certificates if e.certificate_der == one.certificate_der]
        with started.module.open_key(token, one.certificate_der, started.rig.pin) as key:
            assert held.way == SigningWay(key.scheme, tuple(key.digests))
