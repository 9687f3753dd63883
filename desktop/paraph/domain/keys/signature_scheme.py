"""How a key signs: the schemes of RFC 8017, FIPS 186-5 and RFC 8032 that a CMS can name."""

from enum import StrEnum


class SignatureScheme(StrEnum):
    """The value of CMS `signatureAlgorithm`, without its digest."""

    RSASSA_PKCS1V15 = "rsassa_pkcs1v15"
    RSASSA_PSS = "rsassa_pss"
    ECDSA = "ecdsa"
    ED25519 = "ed25519"
    ED448 = "ed448"
