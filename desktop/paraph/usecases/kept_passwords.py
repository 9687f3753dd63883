"""Passwords of documents that a person let be kept until their proof is there."""

from collections.abc import Collection, Mapping

from paraph.domain.keys.secret import Secret
from paraph.domain.owed import OwedLevel
from paraph.ports.owed import DocumentPasswords


def keep_until_paid(
    passwords: Mapping[str, Secret],
    wanted: Collection[str],
    left: Collection[OwedLevel],
    kept_in: DocumentPasswords,
) -> frozenset[str]:
    """Keep those that are still needed; gives the intents whose password could not be kept.

    Paying forgets each once all is there.
    """
    waiting = [debt for debt in left if debt.intent in wanted and debt.intent in passwords]
    return frozenset(
        debt.intent
        for debt in waiting
        # One that opens nothing would only be in the way of the right one.
        if debt.reason != "password_incorrect"
        and not kept_in.keep(debt.intent, passwords[debt.intent])
    )
