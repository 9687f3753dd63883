"""What an address gave: is it what was asked for, since when and until when does it hold.

No signature is checked here; who uses an answer checks it.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from asn1crypto import cms, crl, ocsp, pem, x509

# asn1crypto's ways of saying that bytes have another form
_PARSING = (ValueError, TypeError, KeyError, AttributeError, OverflowError)
# A CA may put another certificate at an address, and does not say when.
_ISSUERS_HOLD = timedelta(days=7)


class NotWhatWasAsked(Exception):
    """The bytes are something else, or say no; `why` and `status` are stable words."""

    def __init__(self, why: str, status: str = "") -> None:
        super().__init__(why)
        self.why, self.status = why, status


class Answer(NamedTuple):
    """An answer in DER. Without `until` it is not to be kept (RFC 6960, 4.2.2.1)."""

    der: bytes
    issued_at: datetime
    until: datetime | None


def read_issuers(content: bytes, came_at: datetime) -> Answer:
    """Read a certificate or a certs-only CMS (RFC 5280, 4.2.2.1). Raises NotWhatWasAsked."""
    der = _binary(content)
    try:
        x509.Certificate.load(der, strict=True).native  # noqa: B018 - parses when looked at
    except _PARSING:
        _check_certs_only(der)
    return Answer(der, came_at, came_at + _ISSUERS_HOLD)


def read_ocsp(content: bytes, _came_at: datetime) -> Answer:
    """Read an OCSPResponse that answers (RFC 6960, 4.2.1). Raises NotWhatWasAsked."""
    try:
        response = ocsp.OCSPResponse.load(content, strict=True)
        status = str(response["response_status"].native)
        if status != "successful":
            raise NotWhatWasAsked("refused", status)
        singles = list(response.response_data["responses"])
        issued_at = min(each["this_update"].native for each in singles)
        ends = [each["next_update"].native for each in singles]
    except _PARSING as error:
        raise NotWhatWasAsked("not_an_ocsp_response") from error
    return Answer(content, issued_at, None if None in ends else min(ends))


def read_crl(content: bytes, _came_at: datetime) -> Answer:
    """Read a CertificateList (RFC 5280, 5.1). Raises NotWhatWasAsked."""
    der = _binary(content)
    try:
        listed = crl.CertificateList.load(der, strict=True)["tbs_cert_list"]
        # Only these two: parsing every entry of a list of megabytes takes many seconds.
        return Answer(der, listed["this_update"].native, listed["next_update"].native)
    except _PARSING as error:
        raise NotWhatWasAsked("not_a_crl") from error


def _check_certs_only(der: bytes) -> None:
    try:
        content = cms.ContentInfo.load(der, strict=True)
        if content["content_type"].native == "signed_data" and content["content"]["certificates"]:
            return
    except _PARSING as error:
        raise NotWhatWasAsked("not_a_certificate") from error
    raise NotWhatWasAsked("not_a_certificate")


def _binary(content: bytes) -> bytes:
    """Give DER; some addresses serve PEM against RFC 5280."""
    try:
        return pem.unarmor(content)[2] if pem.detect(content) else content
    except ValueError:
        return content  # whoever parses it tells that it is none
