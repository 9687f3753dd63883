"""The prepared CMS is, byte for byte, the one that pyHanko builds for the same signature."""

import asyncio
import hashlib

import pytest
from asn1crypto import cms, x509

from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.pades.general_signer import _TokenSigner
from paraph.pades.prepared_cms import prepared_cms
from tests.fakes.pki import identity

VALUES = (bytes(70), bytes(range(72)), bytes(200), bytes(384), bytes(1024))
KINDS = [
    ("rsa2048", SignatureScheme.RSASSA_PKCS1V15, "sha256"),
    ("rsa2048", SignatureScheme.RSASSA_PKCS1V15, "sha512"),
    ("rsa2048", SignatureScheme.RSASSA_PSS, "sha256"),
    ("rsa2048", SignatureScheme.RSASSA_PSS, "sha384"),
    ("p256", SignatureScheme.ECDSA, "sha256"),
    ("p384", SignatureScheme.ECDSA, "sha384"),
    ("p521", SignatureScheme.ECDSA, "sha512"),
    ("bp256", SignatureScheme.ECDSA, "sha256"),
    ("ed25519", SignatureScheme.ED25519, "sha512"),
]


class Remembering:
    """A key that keeps what it is to sign and gives the value it was made with."""

    digests = ("sha256", "sha384", "sha512")

    def __init__(self, scheme: SignatureScheme, value: bytes) -> None:
        self.scheme, self.value, self.asked = scheme, value, b""

    def sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
        self.asked = signed_attributes
        return self.value


@pytest.mark.parametrize("value", VALUES, ids=len)
@pytest.mark.parametrize(("kind", "scheme", "digest"), KINDS)
def test_it_is_what_pyhanko_builds(kind: str, scheme: SignatureScheme, digest: str, value: bytes):
    signer = identity(kind)
    key = Remembering(scheme, value)
    certificate = x509.Certificate.load(signer.certificate_der)
    theirs = _TokenSigner(certificate, (signer.ca_der,), key, digest)
    message_digest = hashlib.new(digest, b"contract").digest()
    built = asyncio.run(theirs.async_sign(message_digest, digest, use_pades=True)).dump()
    ours = prepared_cms(signer.certificate_der, (signer.ca_der,), scheme, digest)
    attributes = ours.attributes(message_digest)
    assert attributes == key.asked
    assert ours.with_values(attributes, value) == built


@pytest.mark.parametrize(("kind", "scheme", "digest"), KINDS)
def test_it_never_takes_more_room_than_it_says(kind: str, scheme: SignatureScheme, digest: str):
    signer = identity(kind)
    ours = prepared_cms(signer.certificate_der, (signer.ca_der,), scheme, digest)
    size = len(ours.with_values(ours.attributes(bytes(64)), bytes(2048)))
    assert ours.fits(16384)
    assert not ours.fits(size - 1)


def test_only_the_chain_above_the_signer_is_in_it():
    signer, stranger = identity(), identity("p256", "Somebody else")
    others = (stranger.certificate_der, signer.ca_der)
    ours = prepared_cms(signer.certificate_der, others, SignatureScheme.RSASSA_PKCS1V15, "sha256")
    der = ours.with_values(ours.attributes(bytes(32)), bytes(256))
    found = cms.ContentInfo.load(der, strict=True)["content"]["certificates"]
    assert {each.chosen.dump() for each in found} == {signer.certificate_der, signer.ca_der}
