"""The fixed words of the API: scopes, states, roles, levels, kinds of field and of event."""

from enum import StrEnum

MEDIA_TYPE_V2 = "application/vnd.certyneo.v2+json"
PROBLEM_TYPE = "application/problem+json"


class Scope(StrEnum):
    """What a token may do."""

    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"
    REQUESTS_READ = "signature_requests:read"
    REQUESTS_WRITE = "signature_requests:write"
    TEMPLATES_READ = "templates:read"
    TEMPLATES_WRITE = "templates:write"
    TRAILS_READ = "audit_trails:read"
    EVENTS_READ = "events:read"
    WEBHOOKS_WRITE = "webhooks:write"
    PERSONAL_DATA_DELETE = "personal_data:delete"


class RequestState(StrEnum):
    """Where a signature request stands."""

    DRAFT = "draft"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELED = "canceled"


class SignatoryState(StrEnum):
    """Where one signatory of a request stands."""

    WAITING = "waiting"
    NOTIFIED = "notified"
    VIEWED = "viewed"
    SIGNED = "signed"
    DECLINED = "declined"


class SignatureLevel(StrEnum):
    """The level of Regulation (EU) No 910/2014 that is asked of a signature."""

    SIMPLE = "simple"
    ADVANCED = "advanced"
    QUALIFIED = "qualified"


class Role(StrEnum):
    """What is asked of a signatory: to sign, to approve with a signature, or to receive a copy."""

    SIGNER = "signer"
    APPROVER = "approver"
    CC = "cc"


class Signing(StrEnum):
    """Where the key is: at the provider, or on the signatory's own card."""

    REMOTE = "remote"
    LOCAL = "local"


class FieldType(StrEnum):
    """What a field holds."""

    SIGNATURE = "signature"
    INITIALS = "initials"
    DATE = "date"
    TEXT = "text"


class EventType(StrEnum):
    """What an event tells."""

    REQUEST_ACTIVATED = "signature_request.activated"
    REQUEST_COMPLETED = "signature_request.completed"
    REQUEST_DECLINED = "signature_request.declined"
    REQUEST_EXPIRED = "signature_request.expired"
    REQUEST_CANCELED = "signature_request.canceled"
    PERSONAL_DATA_DELETED = "signature_request.personal_data_deleted"
    SIGNATORY_SIGNED = "signatory.signed"
    SIGNATORY_DECLINED = "signatory.declined"
    SIGNATORY_REASSIGNED = "signatory.reassigned"
    SIGNATORY_REMINDED = "signatory.reminded"
    TRAIL_READY = "audit_trail.ready"
