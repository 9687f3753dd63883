"""What a scope means to the person who is asked for it."""

from paraph.wire.names import Scope

SCOPE_WORDS = {
    Scope.DOCUMENTS_READ: "Read your firm’s documents",
    Scope.DOCUMENTS_WRITE: "Upload, rename and delete documents",
    Scope.REQUESTS_READ: "See signature requests and who signs them",
    Scope.REQUESTS_WRITE: "Send, change and cancel signature requests",
    Scope.TEMPLATES_READ: "Read templates",
    Scope.TEMPLATES_WRITE: "Make and change templates",
    Scope.TRAILS_READ: "Read audit trails",
    Scope.EVENTS_READ: "Be told what happens to signature requests",
    Scope.WEBHOOKS_WRITE: "Have events sent to other servers",
    Scope.PERSONAL_DATA_DELETE: "Delete signatories’ personal data for good",
}
