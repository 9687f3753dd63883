"""What the issuing CAs have issued and revoked: the one place that OCSP and CRLs ask.

Serial numbers are in hexadecimal, lower case, without leading zeros.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from paraph.wire.common import rfc3339
from paraph_sandbox.pki.roles import Role
from paraph_sandbox.store.database import Reading, Row, Writing

if TYPE_CHECKING:
    from paraph_sandbox.pki.authorities import Authorities

_SERIAL = re.compile(r"^[0-9A-Fa-f]{1,40}$")


@dataclass(frozen=True)
class Owner:
    """Whose certificate it is: an account's, and perhaps of one signatory of its requests."""

    account: str
    signatory: str | None = None


def serial_text(number: int) -> str:
    """Write a serial number as the table holds it."""
    return format(number, "x")


def parse_serial(text: str) -> str | None:
    """Read a serial number from an address, or give None for what is none (RFC 5280, 4.1.2.2)."""
    return serial_text(int(text, 16)) if _SERIAL.match(text) else None


def enter(tx: Writing, certificate_der: bytes, issuer: Role, owner: Owner) -> None:
    """Keep a certificate; only then is it issued."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    certificate = x509.load_der_x509_certificate(certificate_der)
    tx.insert(
        "certificates",
        serial=serial_text(certificate.serial_number),
        issuer=issuer,
        account=owner.account,
        sha256=certificate.fingerprint(SHA256()).hex(),
        der=certificate_der,
        signatory=owner.signatory,
        issued_at=rfc3339(certificate.not_valid_before_utc),
        expires_at=rfc3339(certificate.not_valid_after_utc),
    )


def find(tx: Reading, serial: str) -> Row | None:
    """Give the row of a certificate."""
    return tx.first("SELECT * FROM certificates WHERE serial = ?", serial)


def revoke(tx: Writing, serial: str, reason: str, at: datetime) -> None:
    """Revoke a certificate, for ever. `at` is the machine's time."""
    tx.change("certificates", ("serial", serial), revoked_at=rfc3339(at), reason=reason)


def is_revoked(authorities: "Authorities", tx: Reading, certificate: Any, at: datetime) -> bool:
    """Tell whether a certificate (asn1crypto's) is the PKI's and revoked at `at`, machine time."""
    row = find(tx, serial_text(certificate.serial_number))
    if row is None or row["revoked_at"] is None:
        return False
    issuer = authorities.of[Role(row["issuer"])].asn1_certificate()
    is_ours = bool(issuer.subject == certificate.issuer)
    return is_ours and datetime.fromisoformat(row["revoked_at"]) <= at


def revoked(tx: Reading, issuer: Role) -> list[Row]:
    """Give what an issuer has ever revoked, in the order of time."""
    return tx.all(
        "SELECT serial, revoked_at, reason FROM certificates"
        " WHERE issuer = ? AND revoked_at IS NOT NULL ORDER BY revoked_at, serial",
        issuer,
    )


def count_revoked(tx: Reading, issuer: Role) -> int:
    """Tell how many certificates an issuer has ever revoked."""
    return int(
        tx.value(
            "SELECT count(*) FROM certificates WHERE issuer = ? AND revoked_at IS NOT NULL", issuer
        )
    )
