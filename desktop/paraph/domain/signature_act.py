"""What a person does with a certificate, in the words of Regulation (EU) No 910/2014.

A natural person signs, a legal person seals (articles 3(9) and 3(24)). The act is advanced;
whether it is a qualified one only a check against the trusted lists can tell.
"""

from enum import StrEnum

from paraph.domain.keys.certificate import CertificateFacts


class SignatureAct(StrEnum):
    """Articles 3(11) and 3(26)."""

    ADVANCED_SIGNATURE = "advanced_electronic_signature"
    ADVANCED_SEAL = "advanced_electronic_seal"

    @property
    def is_seal(self) -> bool:
        """Tell whether a legal person acts."""
        return self is SignatureAct.ADVANCED_SEAL


def act_of(facts: CertificateFacts) -> SignatureAct:
    """Give the act that signing with a certificate is."""
    if facts.is_legal_person:
        return SignatureAct.ADVANCED_SEAL
    return SignatureAct.ADVANCED_SIGNATURE


def statement_of(facts: CertificateFacts) -> str | None:
    """Give what the issuer states of the certificate (EN 319 412-5), None without a statement."""
    if not facts.qualified.claims_qualified:
        return None
    return "qualified_on_device" if facts.qualified.device else "qualified"
