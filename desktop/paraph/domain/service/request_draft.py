"""A request as it is prepared here, whole and without a network, until the service has it."""

from datetime import datetime
from typing import NamedTuple

from paraph.domain.service.signature_request import PlacedField


class DraftSignatory(NamedTuple):
    """Who will be asked. `level`: simple, advanced, qualified; `signing`: remote, local."""

    email: str
    first_name: str
    last_name: str
    level: str = "advanced"
    order: int = 1
    role: str = "signer"
    signing: str = "remote"
    fields: tuple[PlacedField, ...] = ()


class RequestDraft(NamedTuple):
    """What will be sent. The document is in the spool under its hash, or is a template's.

    `players` fill a template's roles by their key, in place of `signatories`.
    """

    name: str
    document_sha256: str = ""
    document_name: str = ""
    signatories: tuple[DraftSignatory, ...] = ()
    template_id: str = ""
    players: tuple[tuple[str, DraftSignatory], ...] = ()
    matter: str = ""
    client: str = ""
    message: str = ""
    expires_at: datetime | None = None
    remind_every_days: int | None = None
