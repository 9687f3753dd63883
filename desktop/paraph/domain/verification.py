"""What is said of a signed file (names of EN 319 102-1 where it has them)."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Signer:
    """Who the signature's certificate names."""

    subject: str
    issuer: str
    serial: str
    sha256: str
    qualified: bool | None = None


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature of the file; words as in the command line's contract."""

    field: str | None
    kind: str
    subfilter: str | None
    revision: int
    revisions: int
    integrity: str
    coverage: str
    changes: str
    trust: str
    verdict: str
    reasons: tuple[str, ...]
    signer: Signer | None = None
    claimed_at: str | None = None
    certification: str | None = None

    def requiring_revocation(self) -> "SignatureReport":
        """Give the report of a signature whose unknown revocation status is not enough."""
        if not self.verdict.startswith("valid"):
            return self
        return replace(self, verdict="indeterminate", reasons=(*self.reasons, "revocation_unknown"))

    def as_json(self) -> dict[str, Any]:
        """Give the contract's shape."""
        passed = self.verdict in ("valid", "valid-with-changes")
        failed = self.verdict == "invalid"
        whole = asdict(self)
        claimed = whole.pop("claimed_at")
        return whole | {
            "reasons": list(self.reasons),
            "changed": [],
            "revocation": {"status": "not-checked", "source": None, "this_update": None},
            "level": None,
            "indication": (
                "TOTAL-PASSED" if passed else "TOTAL-FAILED" if failed else "INDETERMINATE"
            ),
            "sub_indication": _SUB_INDICATIONS.get(self.reasons[0]) if self.reasons else None,
            "signed_at": {"claimed": claimed, "proven": None, "by": None},
        }


_SUB_INDICATIONS = {
    "digest_mismatch": "HASH_FAILURE",
    "signature_mismatch": "SIG_CRYPTO_FAILURE",
    "signer_untrusted": "NO_CERTIFICATE_CHAIN_FOUND",
    "certificate_expired": "OUT_OF_BOUNDS_NO_POE",
    "signature_unreadable": "FORMAT_FAILURE",
    "revocation_unknown": "TRY_LATER",
}
_WORST_FIRST = ("invalid", "unsupported", "indeterminate", "valid-with-changes", "valid")


@dataclass(frozen=True, slots=True)
class FileReport:
    """The file's verdict: that of its worst signature."""

    file: str
    sha256: str
    pages: int
    checked_at: str
    signatures: tuple[SignatureReport, ...] = ()
    own_reasons: tuple[str, ...] = field(default=())
    unreadable: bool = False

    @property
    def verdict(self) -> str:
        """Give the contract's word; a file with timestamps only was signed by nobody."""
        if self.unreadable:
            return "unreadable"
        if not self.signatures:
            return "indeterminate" if self.own_reasons else "unsigned"
        worst = min(_WORST_FIRST.index(item.verdict) for item in self.signatures)
        word = _WORST_FIRST[worst]
        if word == "unsupported" or (self.own_reasons and word.startswith("valid")):
            return "indeterminate"
        if all(item.kind == "document-timestamp" for item in self.signatures) and word == "valid":
            return "indeterminate"
        return word

    def requiring_revocation(self) -> "FileReport":
        """Give the report for one who takes no unknown revocation status for good.

        No revocation data is looked at yet, so every status is unknown.
        """
        return replace(
            self, signatures=tuple(item.requiring_revocation() for item in self.signatures)
        )

    def as_json(self) -> dict[str, Any]:
        """Give the contract's shape."""
        reasons = [*self.own_reasons]
        for item in self.signatures:
            reasons += [reason for reason in item.reasons if reason not in reasons]
        return {
            "file": self.file,
            "sha256": self.sha256,
            "pages": self.pages,
            "checked_at": self.checked_at,
            "verdict": self.verdict,
            "reasons": reasons,
            "displayed_equals_signed": None,
            "signatures": [item.as_json() for item in self.signatures],
        }
