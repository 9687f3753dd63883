"""Is a webhook's payload the service's? Two schemes with two keys, compared as bytes.

The guide's `X-Certyneo-Signature` is `sha256=` with the HMAC-SHA256 of the body in hexadecimal,
under the secret as it stands. It covers no time: a payload that somebody caught is known by its
event's id only. Standard Webhooks' three headers cover an id and a time; the key is the base64
behind `whsec_`. Which schemes count is said by which secrets there are; with both, both must hold.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from paraph.domain.errors.filing import WebhookRefused, WebhookSecretUnusable
from paraph.domain.keys.secret import Secret

GUIDE_HEADER = b"x-certyneo-signature"
_ID, _TIME, _SIGNATURES = b"webhook-id", b"webhook-timestamp", b"webhook-signature"
_PREFIX = "whsec_"
_TOLERANCE_S = 300
_KEY_BYTES = range(24, 65)
# A rotation has two signatures; nobody gets to have thousands compared.
_MOST_SIGNATURES, _MOST_BYTES = 16, 4096
Headers = Sequence[tuple[bytes, bytes]]


class WebhookSecrets(NamedTuple):
    """The guide's secret, and that of Standard Webhooks; None where there is none."""

    guide: Secret | None = None
    standard: Secret | None = None


def check_payload(body: bytes, headers: Headers, secrets: WebhookSecrets, now: datetime) -> None:
    """Raise WebhookRefused for a payload that is not signed as it should be.

    `why`: unsigned, signature, time, header. Raises WebhookSecretUnusable for a secret that is
    missing or not of its scheme.
    """
    if secrets.guide is None and secrets.standard is None:
        raise WebhookSecretUnusable(why="missing")
    # Headers first: a secret is not touched for what is not even of the form.
    if secrets.guide is not None:
        _check_guide(body, headers, secrets.guide)
    if secrets.standard is not None:
        _check_standard(body, headers, secrets.standard, now)


def check_secrets(secrets: WebhookSecrets) -> None:
    """Raise WebhookSecretUnusable for a secret that can be none of its scheme."""
    if secrets.guide is not None and not secrets.guide.reveal().strip():
        raise WebhookSecretUnusable(why="missing")
    if secrets.standard is not None:
        _standard_key(secrets.standard)


def _check_guide(body: bytes, headers: Headers, secret: Secret) -> None:
    told = _all(headers, GUIDE_HEADER)
    expected = (
        b"sha256="
        + hmac.digest(secret.reveal().encode(errors="surrogateescape"), body, hashlib.sha256)
        .hex()
        .encode()
    )
    tokens = [each for value in told for each in value.replace(b",", b" ").split()]
    _compare(tokens, expected)


def _check_standard(body: bytes, headers: Headers, secret: Secret, now: datetime) -> None:
    key = _standard_key(secret)
    message, moment = _only(headers, _ID), _only(headers, _TIME)
    if not moment.isdigit() or len(moment) > 15:
        raise WebhookRefused(why="header", header=_TIME.decode())
    if abs(now.timestamp() - int(moment)) > _TOLERANCE_S:
        raise WebhookRefused(why="time")
    made = hmac.digest(key, message + b"." + moment + b"." + body, hashlib.sha256)
    tokens = [each for value in _all(headers, _SIGNATURES) for each in value.split()]
    _compare(tokens, b"v1," + base64.b64encode(made))


def _standard_key(secret: Secret) -> bytes:
    text = secret.reveal()
    try:
        key = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise WebhookSecretUnusable(why="not_base64") from error
    if not text.startswith(_PREFIX) or len(key) not in _KEY_BYTES:
        raise WebhookSecretUnusable(why="not_standard")
    return key


def _compare(tokens: Sequence[bytes], expected: bytes) -> None:
    if len(tokens) > _MOST_SIGNATURES:
        raise WebhookRefused(why="header")
    # All are compared: how long it takes does not tell which one is nearest.
    held = [hmac.compare_digest(each, expected) for each in tokens]
    if not any(held):
        raise WebhookRefused(why="signature")


def _all(headers: Headers, name: bytes) -> list[bytes]:
    found = [value.strip() for told, value in headers if told.strip().lower() == name]
    if not found:
        raise WebhookRefused(why="unsigned", header=name.decode())
    if sum(map(len, found)) > _MOST_BYTES:
        raise WebhookRefused(why="header", header=name.decode())
    return found


def _only(headers: Headers, name: bytes) -> bytes:
    found = _all(headers, name)
    if len(found) != 1 or not found[0]:
        raise WebhookRefused(why="header", header=name.decode())
    return found[0]
