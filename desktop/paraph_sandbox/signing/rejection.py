"""Why a document that was signed elsewhere is not accepted."""

from enum import StrEnum


class Reason(StrEnum):
    """A stable code; `WORDS` has its sentence."""

    NOT_THE_REVISION = "not_the_revision"
    UNREADABLE = "unreadable"
    TOO_COMPLEX = "too_complex"
    NOT_ONE_UPDATE = "not_one_update"
    TRAILING_BYTES = "trailing_bytes"
    OBJECTS_REMOVED = "objects_removed"
    OTHER_CHANGES = "other_changes"
    NOT_ONE_SIGNATURE = "not_one_signature"
    WRONG_FIELD = "wrong_field"
    HIDDEN_CONTENT = "hidden_content"
    LOCKS_OTHERS_OUT = "locks_others_out"
    BYTE_RANGE = "byte_range"
    WRONG_FORMAT = "wrong_format"
    WEAK_ALGORITHM = "weak_algorithm"
    DIGEST_MISMATCH = "digest_mismatch"
    SIGNATURE_INVALID = "signature_invalid"
    CERTIFICATE_UNFIT = "certificate_unfit"


WORDS = {
    Reason.NOT_THE_REVISION: "It does not start with exactly the bytes of the revision.",
    Reason.UNREADABLE: "It cannot be read as a PDF.",
    Reason.TOO_COMPLEX: "Reading it takes too long or too much memory.",
    Reason.NOT_ONE_UPDATE: "It is not the revision and one incremental update.",
    Reason.TRAILING_BYTES: "There are bytes that belong to no part of the update.",
    Reason.OBJECTS_REMOVED: "The update removes objects, or takes their numbers.",
    Reason.OTHER_CHANGES: "The update changes more than the signatory's own fields.",
    Reason.NOT_ONE_SIGNATURE: "The update does not add exactly one signature.",
    Reason.WRONG_FIELD: "The signature is not in the signatory's field, nor one at its place.",
    Reason.HIDDEN_CONTENT: "A look may change, or shows what is not in the file.",
    Reason.LOCKS_OTHERS_OUT: "The signature forbids what others have yet to do.",
    Reason.BYTE_RANGE: "The signature does not cover all of the file but itself.",
    Reason.WRONG_FORMAT: "The signature is not one of PAdES (ETSI EN 319 142-1, 6.3).",
    Reason.WEAK_ALGORITHM: "The signature's digest or key is too weak.",
    Reason.DIGEST_MISMATCH: "The document is not what was signed.",
    Reason.SIGNATURE_INVALID: "The signature does not verify.",
    Reason.CERTIFICATE_UNFIT: "The signer's certificate is not accepted for the level.",
}


class Rejected(Exception):
    """An upload is refused. `detail` says more than the reason's own words, or nothing."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail or WORDS[reason]
