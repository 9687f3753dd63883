"""Write one PAdES B-B signature as an incremental update (EN 319 142-1, 6.3).

The CMS holds signing-certificate-v2 and the whole chain and no signing-time attribute; the time
stands in /M. 16 kB are reserved, so that a signature timestamp fits later without a new revision.
Here it is chosen which of two ways a document goes: `fast_signer` takes those that are plain,
`general_signer` all others.
"""

from collections.abc import Sequence
from pathlib import Path

from paraph.domain.keys.secret import Secret
from paraph.pades.document_file import opened
from paraph.pades.fast_signer import are_plain, earlier_signatures, sign_plain
from paraph.ports.documents import PreparedSignature, SignatureOrder
from paraph.ports.signing_token import SigningToken


class PadesSigner:
    """`ports.documents.DocumentSigner` over both paths."""

    def sign(self, order: SignatureOrder, token: SigningToken) -> PreparedSignature:
        """Sign into `order.temporary`, read it back, fsync. The source is only read."""
        if order.additions is not None and order.additions.signed_initials:
            from paraph.pades.initials import sign_with_initials

            return sign_with_initials(order, lambda each: self.sign(each, token))
        with opened(order.source) as source:
            prepared = sign_plain(source, order, token) if order.additions is None else None
            if prepared is None:
                # pyHanko takes half a second to import.
                from paraph.pades.general_signer import sign_any

                prepared = sign_any(source, order, token)
        return prepared

    def inspect(
        self, source: Path, field: str | None, password: Secret | None, *, is_visible: bool = False
    ) -> int:
        """Give the number of earlier signatures of a document that takes one more."""
        with opened(source) as file:
            signatures = earlier_signatures(file, field)
            if signatures is None:
                from paraph.pades.general_signer import inspect_any

                signatures = inspect_any(file, field, password, is_visible=is_visible)
        return signatures

    def refuse_fields(self, source: Path, fields: Sequence[str], password: Secret | None) -> None:
        """Raise what forbids a signature in any of these fields."""
        with opened(source) as file:
            if not are_plain(file, fields):
                from paraph.pades.general_signer import refuse_any

                refuse_any(file, fields, password)
