"""Sign without the key: what would stand in the way is told before a PIN is asked for.

It goes the way of `sign_document` itself, with a record that forgets, a copy that is thrown away
and a signature value that does not hold: reading back has to find just that, and nothing else.
What can still fail afterwards is the card's, or happened in between.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from paraph.domain.errors import MechanismMissing, SignatureCheckFailed
from paraph.domain.keys.certificate import CertificateFacts
from paraph.domain.keys.secret import Secret
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.domain.placing.initials import SignedInitials
from paraph.domain.placing.signature_field import Box, PageGeometry
from paraph.domain.stamp.archive_format import ArchiveClaim
from paraph.domain.stamp.stamp_content import StampContent
from paraph.ports.documents import (
    DocumentSigner,
    DrawnStamp,
    OutputFiles,
    PreparedSignature,
    SignatureOrder,
    StampDrawer,
)
from paraph.ports.record import Body, Entry
from paraph.ports.signing_token import SigningToken, SigningWay
from paraph.usecases.sign_document import Signing, SignRequest, sign_document

_MOST_PLAIN_FIELDS = 20
_VALUE_BYTES = 512  # as of RSA with 4096 bits; zeros hold for no key
_DIGESTS = ("sha256", "sha384", "sha512")
_SCHEMES = {
    "rsa": SignatureScheme.RSASSA_PKCS1V15,
    "rsassa_pss": SignatureScheme.RSASSA_PSS,
    "ec": SignatureScheme.ECDSA,
    "ed25519": SignatureScheme.ED25519,
}


class Rehearsed(NamedTuple):
    """What is known of a signature that could be made: its stamps as they would be drawn."""

    stamps: Sequence[DrawnStamp] = ()


def rehearse(
    request: SignRequest, facts: CertificateFacts, way: SigningWay | None, ports: Signing
) -> Rehearsed:
    """Raise what `sign_document` would with a key that works; nothing stays behind.

    `way` is how the key signs, where the token tells that before a login.
    """
    files, stamps = _Files(ports.files), _Stamps(ports.stamps)
    key = _Key(way or usual_way(facts))
    signer, audit = _Signer(ports.signer), _ForgetfulLog()
    scene = replace(ports, files=files, stamps=stamps, signer=signer, audit=audit)
    _does_not_hold(lambda: sign_document(request, key, scene))
    return Rehearsed(stamps.drawn)


def usual_way(facts: CertificateFacts) -> SigningWay:
    """Give how a key of this kind signs where nothing more is known of it."""
    if facts.key_kind == "ed448":
        return SigningWay(None)  # no CMS of it is checked by others: see `pkcs11.mechanisms`
    # RFC 8419, 3.1: the message digest that goes with Ed25519.
    digests = ("sha512",) if facts.key_kind == "ed25519" else _DIGESTS
    return SigningWay(_SCHEMES.get(facts.key_kind), digests)


class _NeverHolds(Exception):
    """A signature came about without a key: a bug."""


def _does_not_hold(sign: Callable[[], object]) -> None:
    """Sign; all that is wrong with it has to be its value. Raises what else is."""
    try:
        sign()
    except SignatureCheckFailed as failed:
        if failed.details.get("why") != "signature_value":
            raise
    else:
        raise _NeverHolds


class _Signer:
    """The real signer, which goes on behind initials that do not hold, to the last signature.

    Of fields that ask nothing and lock nothing only the first are signed, as each of hundreds takes
    longer than that before it; of the rest it is asked whether they could be.
    """

    def __init__(self, real: DocumentSigner) -> None:
        self._real = real

    def sign(self, order: SignatureOrder, token: SigningToken) -> PreparedSignature:
        additions = order.additions
        if additions is None:
            return self._real.sign(order, token)
        signed, asked = _shared_out(additions.signed_initials)
        fewer = order._replace(additions=additions._replace(signed_initials=signed))
        *initials, last = fewer.steps()
        for step in initials:
            _does_not_hold(partial(self._real.sign, step, token))
        if asked:
            names = [each.field for each in asked]
            self._real.refuse_fields(last.source, names, order.password)
        return self._real.sign(last, token)

    def inspect(
        self, source: Path, field: str | None, password: Secret | None, *, is_visible: bool = False
    ) -> int:
        return self._real.inspect(source, field, password, is_visible=is_visible)

    def refuse_fields(self, source: Path, fields: Sequence[str], password: Secret | None) -> None:
        self._real.refuse_fields(source, fields, password)


def _shared_out(
    every: Sequence[SignedInitials],
) -> tuple[tuple[SignedInitials, ...], list[SignedInitials]]:
    """Give those that are signed, in their order, and those of which it is only asked."""
    asked = [each for each in every if not each.has_terms][_MOST_PLAIN_FIELDS:]
    return tuple(each for each in every if each not in asked), asked


class _Key:
    """`ports.signing_token.SigningToken` that signs nothing."""

    def __init__(self, way: SigningWay) -> None:
        if way.scheme is None or not way.digests:
            raise MechanismMissing
        self.scheme: SignatureScheme = way.scheme
        self.digests = way.digests

    def sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
        return bytes(_VALUE_BYTES)


class _ForgetfulLog:
    """`ports.record.AuditLog` for what did not happen."""

    def append(self, kind: str, intent: str, body: Body) -> int:
        return 0

    def unfinished(self) -> Sequence[Sequence[Entry]]:
        return ()


class _Stamps:
    def __init__(self, real: StampDrawer) -> None:
        self._real = real
        self.drawn: list[DrawnStamp] = []

    def draw(
        self,
        content: StampContent,
        box: Box,
        page: PageGeometry,
        archive: ArchiveClaim | None = None,
    ) -> DrawnStamp:
        made = self._real.draw(content, box, page, archive)
        self.drawn.append(made)
        return made


class _Files:
    """The real files, but that the copy lies where it is thrown away."""

    def __init__(self, real: OutputFiles) -> None:
        self._real = real

    def sha256(self, path: Path) -> str:
        return self._real.sha256(path)

    def temporary_name(self, output: Path, _intent: str) -> Path:
        return self._real.rehearsal_name(output)

    def reserve(self, _temporary: Path, output: Path, source: Path, *, force: bool) -> None:
        self._real.refuse_output(output, source, force=force)

    def publish(self, _temporary: Path, _output: Path, *, force: bool) -> None:
        raise _NeverHolds

    def keep(self, _temporary: Path, _output: Path) -> Path:
        raise _NeverHolds

    def discard(self, temporary: Path) -> None:
        self._real.discard(temporary)

    def refuse_output(self, output: Path, source: Path, *, force: bool) -> None:
        self._real.refuse_output(output, source, force=force)

    def rehearsal_name(self, output: Path) -> Path:
        return self._real.rehearsal_name(output)

    def exists(self, path: Path) -> bool:
        return self._real.exists(path)

    def why_not_beside(self, source: Path) -> str | None:
        return self._real.why_not_beside(source)
