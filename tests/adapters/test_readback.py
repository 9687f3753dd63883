"""The check of a fresh signature: whatever does not hold is refused with its reason."""

import hashlib
import re
from pathlib import Path

import pytest

from paraph.domain.errors import SignatureCheckFailed
from paraph.pades.document_signer import PadesSigner
from paraph.pades.readback import check_signed_file
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


def test_a_key_that_is_not_the_certificates_is_found(module, demo_token, tmp_path):
    class Forger:
        def sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
            return bytes(384)

    order = SignatureOrder(SAMPLE, tmp_path / "f.pdf", demo_token.certificate_der, ())
    with pytest.raises(SignatureCheckFailed) as error:
        PadesSigner().sign(order, Forger())
    assert error.value.details["why"] == "signature_value"
