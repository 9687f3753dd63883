"""Which permissions (scopes) are asked of a service: those of the features in use, and no more.

Webhooks are never asked for: events are pulled.
"""

from collections.abc import Iterable
from enum import StrEnum

from paraph.wire.names import Scope


class Feature(StrEnum):
    """What an account is used for; ERASING is asked for only by who erases from this desk."""

    SENDING = "sending"
    INBOX = "inbox"
    RESULTS = "results"
    TEMPLATES = "templates"
    ERASING = "erasing"


_SCOPES = {
    Feature.SENDING: (
        Scope.DOCUMENTS_READ,
        Scope.DOCUMENTS_WRITE,
        Scope.REQUESTS_READ,
        Scope.REQUESTS_WRITE,
    ),
    Feature.INBOX: (Scope.REQUESTS_READ, Scope.EVENTS_READ),
    Feature.RESULTS: (Scope.REQUESTS_READ, Scope.TRAILS_READ),
    Feature.TEMPLATES: (Scope.TEMPLATES_READ,),
    Feature.ERASING: (Scope.PERSONAL_DATA_DELETE,),
}
USUAL = (Feature.SENDING, Feature.INBOX, Feature.RESULTS, Feature.TEMPLATES)


def scopes_of(features: Iterable[Feature]) -> tuple[str, ...]:
    """Give the scopes of some features, each once."""
    return tuple(dict.fromkeys(str(scope) for each in features for scope in _SCOPES[each]))
