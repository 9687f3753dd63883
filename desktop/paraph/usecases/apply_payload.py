"""Apply what a webhook brought, as a file: the same applier as for events that are fetched.

The payload says only which request is meant; how it stands is asked of the service.
"""

from collections.abc import Callable
from enum import StrEnum

from paraph.domain.errors import InvalidArgument
from paraph.domain.errors.filing import WebhookRefused
from paraph.domain.keys.secret import Secret
from paraph.domain.service.webhook_signature import (
    Headers,
    WebhookSecrets,
    check_payload,
    check_secrets,
)
from paraph.ports.record import Body
from paraph.ports.service import AccountSecrets, Event
from paraph.usecases.pull_events import ask_about
from paraph.usecases.receiving import Receiving, apply_told

MOST_BYTES = 1 << 20
_GUIDE, _STANDARD = "webhook", "webhook_standard"


class Applied(StrEnum):
    """What became of a payload."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"


def apply_payload(
    body: bytes,
    headers: Headers,
    secrets: AccountSecrets,
    read_event: Callable[[bytes], Event],
    ports: Receiving,
) -> Applied:
    """Check a payload, and apply it once.

    Raises WebhookRefused, WebhookSecretUnusable, and what asking for the request does; a refusal is
    written into the record.
    """
    account = ports.account.id
    if len(body) > MOST_BYTES:
        raise WebhookRefused(why="payload")
    kept = WebhookSecrets(secrets.find(account, _GUIDE), secrets.find(account, _STANDARD))
    try:
        check_payload(body, headers, kept, ports.clock.now())
    except WebhookRefused as error:
        told: Body = {"account": account, "why": str(error.details["why"])}
        ports.audit.append("webhook_refused", account, told)
        raise
    event = read_event(body)
    # Whatever its time was: an event that was applied is not applied a second time.
    if ports.inbox.applied(account, [event.id]):
        return Applied.DUPLICATE
    told_now = ask_about(event, ports)
    with ports.outbox.transaction():
        count = apply_told([told_now], ports)
    return Applied.APPLIED if count else Applied.DUPLICATE


def keep_webhook_secrets(
    account: str, guide: Secret | None, standard: Secret | None, secrets: AccountSecrets
) -> None:
    """Keep the secrets of an account's webhook; None leaves one as it is.

    Raises InvalidArgument without one, WebhookSecretUnusable for one of another scheme.
    """
    if guide is None and standard is None:
        raise InvalidArgument(argument="--secret-stdin", why="no secret was given")
    _checked(account, guide, standard, secrets.put)


def lend_webhook_secrets(
    account: str, guide: Secret | None, standard: Secret | None, secrets: AccountSecrets
) -> None:
    """Know them for as long as this process lives. Raises WebhookSecretUnusable."""
    _checked(account, guide, standard, secrets.lend)


def _checked(
    account: str,
    guide: Secret | None,
    standard: Secret | None,
    take: Callable[[str, str, Secret], None],
) -> None:
    check_secrets(WebhookSecrets(guide, standard))
    for name, secret in ((_GUIDE, guide), (_STANDARD, standard)):
        if secret is not None:
            take(account, name, secret)
