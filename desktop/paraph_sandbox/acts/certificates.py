"""Certificates for cards: issued to whoever asks, revoked by whoever they are of."""

from datetime import datetime
from typing import TYPE_CHECKING

from paraph.wire.common import rfc3339
from paraph.wire.sandbox import CertificateIssued, CertificateWanted, Revoked
from paraph_sandbox.clock import machine_time
from paraph_sandbox.lifecycle.problems import Problem, not_found
from paraph_sandbox.pki import issued
from paraph_sandbox.pki.roles import issuing
from paraph_sandbox.store.database import Reading, Row, Writing

if TYPE_CHECKING:
    from paraph_sandbox.pki.authorities import Authorities


def issue(
    tx: Writing,
    authorities: "Authorities",
    account: str,
    wanted: CertificateWanted,
    entered: tuple[datetime, str | None],
) -> CertificateIssued:
    """Issue a certificate. Raises Problem 422 `csr_rejected`.

    `entered` is business time and the Idempotency-Key, for the ledger.
    """
    from cryptography.hazmat.primitives.serialization import Encoding

    from paraph_sandbox.pki.leaves import issue_for_card

    made = issue_for_card(authorities, tx, account, wanted.csr, wanted.level)
    serial = issued.serial_text(made.serial_number)
    now, key = entered
    tx.insert(
        "ledger",
        account=account,
        kind="certificate",
        id=serial,
        idempotency_key=key,
        created_at=rfc3339(now),
    )
    chain = [each.certificate for each in authorities.chain(issuing(wanted.level))]
    return CertificateIssued(
        serial=serial,
        certificate=made.public_bytes(Encoding.PEM).decode(),
        chain=[each.public_bytes(Encoding.PEM).decode() for each in chain],
    )


def row_of(tx: Reading, account: str, serial: str) -> Row:
    """Give a certificate's row. Raises Problem 404 when the account has none of this serial."""
    number = issued.parse_serial(serial)
    row = None if number is None else issued.find(tx, number)
    if row is None or row["account"] != account:
        raise not_found("certificate")
    return row


def revoke(tx: Writing, account: str, serial: str, reason: str) -> Revoked:
    """Revoke a certificate, from now on and for ever, by the machine's time.

    Raises Problem 404, and Problem 409 `already_revoked`.
    """
    row = row_of(tx, account, serial)
    if row["revoked_at"] is not None:
        detail = "The certificate was revoked before."
        told = {"revoked_at": row["revoked_at"], "reason": row["reason"]}
        raise Problem(409, "already_revoked", detail, more=told)
    at = machine_time()
    issued.revoke(tx, row["serial"], reason, at)
    return Revoked(serial=row["serial"], revoked_at=at, reason=reason)
