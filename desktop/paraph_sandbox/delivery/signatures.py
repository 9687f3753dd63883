"""What a delivery is signed with: the guide's header, and beside it those of Standard Webhooks.

Two schemes with two keys: the guide's secret is used as it stands; that of Standard Webhooks is
the base64 after `whsec_`. The second covers the id and the time, so that a delivery that somebody
caught is not taken again.
"""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
_KEY_BYTES = 32  # Standard Webhooks asks for 24 to 64


def new_standard_secret() -> str:
    """Give a new secret of Standard Webhooks."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def guide_signature(secret: str, body: bytes) -> str:
    """Give the value of `X-Certyneo-Signature`."""
    return "sha256=" + hmac.digest(secret.encode(), body, hashlib.sha256).hex()


def standard_signature(standard_secret: str, event_id: str, at_s: int, body: bytes) -> str:
    """Give the value of `webhook-signature` for an attempt at `at_s`, in seconds since 1970."""
    key = base64.b64decode(standard_secret.removeprefix(PREFIX))
    told = f"{event_id}.{at_s}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, told, hashlib.sha256)).decode()
