"""Sealing of secrets: what is sealed may lie in the store, and opens with the keychain only."""

from typing import Protocol

from paraph.domain.keys.secret import Secret


class Sealing(Protocol):
    """A sealed value opens for its own account and name alone."""

    def is_there(self) -> bool:
        """Tell whether there is a keychain that opens."""
        ...

    def seal(self, account: str, name: str, secret: Secret, like: bytes | None) -> bytes | None:
        """Seal one, under the key of `like` where that is still there; None without a keychain."""
        ...

    def open(self, account: str, name: str, sealed: bytes) -> Secret | None:
        """Open one; None when its key is gone or locked, or it is not what was sealed."""
        ...
