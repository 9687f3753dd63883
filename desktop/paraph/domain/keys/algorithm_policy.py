"""Which keys and digests may sign on a day: a dated policy after ETSI TS 119 312.

The days are data, in `resources/policy/algorithms.json`; reading that file is left to `filing`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

_SMALLEST_RSA_BITS = 2048
_RSA_KINDS = ("rsa", "rsassa_pss")


class Standing(StrEnum):
    """What the policy says of an algorithm on a day."""

    HOLDS = "holds"
    LEGACY = "legacy"  # it may still sign; what is archived beyond its day needs more
    ENDED = "ended"
    TOO_SMALL = "too_small"
    UNKNOWN = "unknown"

    @property
    def may_sign(self) -> bool:
        """Tell whether a new signature may be made."""
        return self in (Standing.HOLDS, Standing.LEGACY)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A standing and the last day (UTC) it rests on, if there is one."""

    standing: Standing
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """How long something holds: `recommended_until` and `until` are last days, UTC."""

    recommended_until: date | None = None
    until: date | None = None

    def at(self, moment: datetime) -> Verdict:
        """Judge at a moment (aware)."""
        day = moment.astimezone(UTC).date()
        if self.until is not None and day > self.until:
            return Verdict(Standing.ENDED, self.until)
        if self.recommended_until is not None:
            return Verdict(Standing.LEGACY, self.recommended_until)
        return Verdict(Standing.HOLDS, self.until)


@dataclass(frozen=True, slots=True)
class KeyRule:
    """Keys of one kind: RSA by the bits of its modulus, others by their curve."""

    kind: str
    span: Span
    curve: str = ""
    bits: tuple[int, int] = (0, 0)

    def fits(self, kind: str, bits: int, curve: str) -> bool:
        """Tell whether the rule speaks of such a key."""
        if kind != self.kind:
            return False
        return curve == self.curve if self.curve else self.bits[0] <= bits <= self.bits[1]


@dataclass(frozen=True, slots=True)
class AlgorithmPolicy:
    """One edition of the policy, as `standard` and `version` name it."""

    standard: str
    version: str
    digests: Mapping[str, Span]
    schemes: Mapping[str, Span]
    keys: tuple[KeyRule, ...]

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> "AlgorithmPolicy":
        """Take the policy file's content. Raises KeyError, ValueError for another form."""
        return cls(
            standard=data["standard"],
            version=data["version"],
            digests={name: _span(entry) for name, entry in data["digests"].items()},
            schemes={name: _span(entry) for name, entry in data["schemes"].items()},
            keys=tuple(_key_rule(entry) for entry in data["keys"]),
        )

    def key(self, kind: str, bits: int, curve: str, at: datetime) -> Verdict:
        """Judge a key; `kind` is `rsa`, `rsassa_pss`, `ec`, `ed25519` or `ed448`."""
        for rule in self.keys:
            if rule.fits(kind, bits, curve):
                return rule.span.at(at)
        is_small = kind in _RSA_KINDS and bits < _SMALLEST_RSA_BITS
        return Verdict(Standing.TOO_SMALL if is_small else Standing.UNKNOWN)

    def digest(self, name: str, at: datetime) -> Verdict:
        """Judge a message digest, as `sha256`."""
        return _of(self.digests, name, at)

    def scheme(self, name: str, at: datetime) -> Verdict:
        """Judge a signature scheme, as `rsassa_pss`."""
        return _of(self.schemes, name, at)

    def usable_digests(self, names: Iterable[str], at: datetime) -> tuple[str, ...]:
        """Give those digests that may be signed, in their order."""
        return tuple(name for name in names if self.digest(name, at).standing.may_sign)


def _of(spans: Mapping[str, Span], name: str, at: datetime) -> Verdict:
    span = spans.get(name)
    return span.at(at) if span is not None else Verdict(Standing.UNKNOWN)


def _span(entry: Mapping[str, Any]) -> Span:
    return Span(_day(entry["recommended_until"]), _day(entry["until"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _key_rule(entry: Mapping[str, Any]) -> KeyRule:
    if "curve" in entry:
        return KeyRule(entry["kind"], _span(entry), curve=entry["curve"])
    fewest, most = entry["bits"]
    return KeyRule(entry["kind"], _span(entry), bits=(fewest, most))
