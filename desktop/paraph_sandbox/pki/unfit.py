"""Why a signer's certificate is not accepted."""

from enum import StrEnum


class Unfit(StrEnum):
    """Why a certificate is not accepted, in a sentence."""

    UNREADABLE = "The signer's certificate cannot be read."
    NOT_TRUSTED = "The signer's certificate comes from no root that is admitted here."
    BROKEN_CHAIN = "The signer's chain of certificates does not hold."
    NOT_YET_VALID = "The signer's certificate, or an issuer's, was not valid yet."
    EXPIRED = "The signer's certificate, or an issuer's, had expired."
    REVOKED = "The signer's certificate is revoked."
    NOT_FOR_SIGNING = "The signer's certificate is not made for signing documents."
    NOT_QUALIFIED = "The signer's certificate is not one for qualified signatures."
