"""CRLs (RFC 5280, 5): a full one for each CA, renewed by time and by each revocation."""

from datetime import datetime
from typing import Any

from asn1crypto import core, crl, x509
from certomancer.services import CRLBuilder, choose_signed_digest

from paraph.wire.common import rfc3339
from paraph_sandbox.pki import issued, lifetimes
from paraph_sandbox.pki.authorities import Authorities, Authority
from paraph_sandbox.pki.roles import Role
from paraph_sandbox.store.database import Reading, Row, Writing

# X.509 (2019), 9.5.2.10: what was revoked stays in the list after it has expired, since then.
_EXPIRED_CERTS_ON_CRL = "2.5.29.60"


def published(tx: Reading, issuer: Role, now: datetime) -> bytes | None:
    """Give the CRL in DER that is in force, or None when a new one is due."""
    row = tx.first("SELECT * FROM crls WHERE issuer = ?", issuer)
    if row is None or row["entries"] != issued.count_revoked(tx, issuer):
        return None
    made = datetime.fromisoformat(row["made_at"])
    # One from the future was made before the machine's clock was set back.
    return row["der"] if made <= now < made + lifetimes.CRL_RENEWED else None


def publish(authorities: Authorities, tx: Writing, issuer: Role, now: datetime) -> bytes:
    """Give the CRL in DER that is in force, made when it is due; its number only ever rises."""
    der = published(tx, issuer, now)
    if der is not None:
        return der
    number = 1 + int(tx.value("SELECT number FROM crls WHERE issuer = ?", issuer) or 0)
    rows = issued.revoked(tx, issuer)
    made: bytes = _build(authorities.of[issuer], number, rows, now).dump()
    tx.run(
        "INSERT OR REPLACE INTO crls (issuer, number, entries, made_at, der)"
        " VALUES (?, ?, ?, ?, ?)",
        issuer, number, len(rows), rfc3339(now), made,
    )  # fmt: skip
    return made


def _build(ca: Authority, number: int, rows: list[Row], now: datetime) -> Any:
    certificate = ca.asn1_certificate()
    since = core.GeneralizedTime(certificate["tbs_certificate"]["validity"]["not_before"].native)
    kept = {"extn_id": _EXPIRED_CERTS_ON_CRL, "extn_value": core.ParsableOctetString(since.dump())}
    builder = CRLBuilder(
        issuer_name=certificate.subject,
        issuer_key=ca.asn1_key(),
        signature_algo=choose_signed_digest("sha256", certificate.public_key),
        authority_key_identifier=core.OctetString(certificate.key_identifier),
        extra_crl_extensions=[crl.TBSCertListExtension(kept)],
    )
    ends = now + lifetimes.CRL
    tbs = builder.format_tbs_crl(number, now, [_entry(row) for row in rows], ends)
    # RFC 5280, 5.1.2.4 and 5.1.2.6: UTCTime until 2049, and no list rather than an empty one.
    # certomancer 0.16 writes GeneralizedTime and an empty list; this goes when it no longer does.
    tbs["this_update"], tbs["next_update"] = _time(now), _time(ends)
    if not rows:
        del tbs["revoked_certificates"]
    return builder.sign_crl(tbs)


def _entry(row: Row) -> Any:
    at = datetime.fromisoformat(row["revoked_at"])
    # RFC 5280, 5.3.1: `unspecified` is told by no reason at all.
    reason = None if row["reason"] == "unspecified" else crl.CRLReason(row["reason"])
    entry = CRLBuilder.format_revoked_cert(int(row["serial"], 16), reason, at)
    entry["revocation_date"] = _time(at)
    if reason is None:
        del entry["crl_entry_extensions"]
    return entry


def _time(moment: datetime) -> Any:
    name = "utc_time" if moment.year < 2050 else "general_time"
    return x509.Time({name: moment.replace(microsecond=0)})
