"""What is asked of a time-stamping authority (RFC 3161, 2.4.1). The answer: `answer`."""

import secrets
from typing import NamedTuple

from asn1crypto import tsp

_NONCE_BITS = 64


class TimestampRequest(NamedTuple):
    """A request as it is posted, and what its answer must repeat."""

    der: bytes
    digest_algorithm: str
    digest: bytes
    nonce: int
    policy_oid: str | None


def timestamp_request(
    digest_algorithm: str, digest: bytes, policy_oid: str | None = None
) -> TimestampRequest:
    """Ask for a timestamp over a digest; `digest_algorithm` is sha256, sha384 or sha512."""
    # Never 0, and of full length: the answer has to repeat it.
    nonce = secrets.randbits(_NONCE_BITS) | 1 << (_NONCE_BITS - 1)
    wanted = {
        "version": "v1",
        "message_imprint": {
            "hash_algorithm": {"algorithm": digest_algorithm},
            "hashed_message": digest,
        },
        "nonce": nonce,
        "cert_req": True,
    }
    if policy_oid is not None:
        wanted["req_policy"] = policy_oid
    der = tsp.TimeStampReq(wanted).dump()
    return TimestampRequest(der, digest_algorithm, digest, nonce, policy_oid)
