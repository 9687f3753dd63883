"""The check of a fresh signature: whatever does not hold is refused with its reason."""

import hashlib
import re
from pathlib import Path

import pytest
from asn1crypto import cms
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography.hazmat.primitives import hashes

from paraph.domain.errors import MechanismMissing, SignatureCheckFailed
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.pades.document_signer import PadesSigner
from paraph.pades.readback import _pss_padding, check_signed_file
from paraph.ports.documents import SignatureOrder
from tests.conftest import SAMPLE


@pytest.fixture
def signed(module, demo_token, tmp_path) -> tuple[Path, tuple[int, ...]]:
    out = tmp_path / "signed.pdf"
    token = next(t for t in module.tokens() if t.label == demo_token.token_label)
    order = SignatureOrder(SAMPLE, out, demo_token.certificate_der, (demo_token.ca_der,))
    with module.open_key(token, demo_token.certificate_der, demo_token.pin) as key:
        PadesSigner().sign(order, key)
    found = re.search(rb"/ByteRange ?\[(\d+) (\d+) (\d+) (\d+)", out.read_bytes())
    return out, tuple(int(number) for number in found.groups())


def refused(path: Path, byte_range: tuple[int, ...], certificate_der: bytes) -> str:
    with pytest.raises(SignatureCheckFailed) as error:
        check_signed_file(path, byte_range, certificate_der)
    return str(error.value.details["why"])


def test_a_sound_file_holds(signed, demo_token):
    size = SAMPLE.stat().st_size
    checked = check_signed_file(*signed, demo_token.certificate_der, size)
    assert checked.sha256 == hashlib.sha256(signed[0].read_bytes()).hexdigest()
    assert checked.source_sha256 == hashlib.sha256(SAMPLE.read_bytes()).hexdigest()


@pytest.mark.parametrize("place", ["first", "last"])
def test_one_other_byte_is_found_before_and_behind_the_signature(signed, demo_token, place):
    path, byte_range = signed
    data = bytearray(path.read_bytes())
    data[20 if place == "first" else -3] ^= 1
    path.write_bytes(data)
    assert refused(path, byte_range, demo_token.certificate_der) == "digest"


def test_bytes_after_the_range_are_found(signed, demo_token):
    path, byte_range = signed
    path.write_bytes(path.read_bytes() + b"\n")
    assert refused(path, byte_range, demo_token.certificate_der) == "byte_range"


def test_another_certificate_than_the_confirmed_one_is_found(signed, demo_token):
    assert refused(*signed, demo_token.ca_der) == "signing_certificate"


class Forger:
    """A key that signs nothing, whatever it says of itself."""

    def __init__(self, scheme: SignatureScheme, *digests: str) -> None:
        self.scheme, self.digests = scheme, digests

    def sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
        assert digest_algorithm in self.digests
        return bytes(384)


FORGED = {
    "signature_value": (SignatureScheme.RSASSA_PKCS1V15, SignatureScheme.RSASSA_PSS),
    "key_type": (SignatureScheme.ED25519,),
}


@pytest.mark.parametrize(
    ("scheme", "why"), [(scheme, why) for why, schemes in FORGED.items() for scheme in schemes]
)
def test_a_key_that_is_not_the_certificates_is_found(demo_token, tmp_path, scheme, why: str):
    order = SignatureOrder(SAMPLE, tmp_path / "f.pdf", demo_token.certificate_der, ())
    forger = Forger(scheme, "sha512" if scheme is SignatureScheme.ED25519 else "sha256")
    with pytest.raises(SignatureCheckFailed) as error:
        PadesSigner().sign(order, forger)
    assert error.value.details["why"] == why


@pytest.mark.parametrize(
    ("digest", "salt_bytes", "mask"),
    [
        ("sha256", 20, "sha256"),
        ("sha256", 32, "sha384"),
    ],
)
def test_pss_with_another_salt_or_mask_than_agreed_is_found(digest, salt_bytes: int, mask: str):
    algorithm = SignedDigestAlgorithm(
        {
            "algorithm": "rsassa_pss",
            "parameters": {
                "hash_algorithm": {"algorithm": digest},
                "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": mask}},
                "salt_length": salt_bytes,
            },
        }
    )
    signer = cms.SignerInfo({"signature_algorithm": algorithm})
    with pytest.raises(SignatureCheckFailed) as error:
        _pss_padding(signer, hashes.SHA256())
    assert error.value.details["why"] == "pss_parameters"


def test_a_key_that_signs_no_digest_of_ours_is_told(demo_token, tmp_path):
    order = SignatureOrder(SAMPLE, tmp_path / "f.pdf", demo_token.certificate_der, ())
    with pytest.raises(MechanismMissing):
        PadesSigner().sign(order, Forger(SignatureScheme.ED448))
