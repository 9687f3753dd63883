"""Whose certificates are trusted, as those see it who check a chain."""

from collections.abc import Sequence
from typing import Protocol


class TrustAnchors(Protocol):
    """The trust anchors of this profile and of this computer (RFC 5280, 6.1.1 d)."""

    def certificates(self) -> Sequence[bytes]:
        """List the anchors' certificates (DER), each once."""
        ...
