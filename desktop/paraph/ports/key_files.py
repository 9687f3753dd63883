"""Key files (PKCS#12, RFC 7292) as the use cases see them: one opened, and a profile's list."""

from collections.abc import Sequence
from typing import Protocol

from paraph.domain.keys.secret import Secret
from paraph.ports.signing_token import TokenModule


class KeyFile(TokenModule, Protocol):
    """A file as a token, which shows its certificates only with the password."""

    def reveal(self, password: Secret | None) -> tuple[bytes, ...]:
        """Give the certificates (DER), the key's own first, and list them from now on.

        Raises PinIncorrect, PinMissing, KeyFileUnreadable, TokenMissing.
        """
        ...


class KeyFileList(Protocol):
    """The key files that a profile remembers, each with its certificates; no secret is in it."""

    def paths(self) -> Sequence[str]:
        """List the files, whether they are there now or not."""
        ...

    def certificates(self, path: str) -> tuple[bytes, ...]:
        """Give what was seen in a file; nothing for one that is not remembered."""
        ...

    def remember(self, path: str, certificates_der: Sequence[bytes]) -> None:
        """Take a file into the list."""
        ...

    def forget(self, path: str) -> None:
        """Take a file off the list; the file itself stays."""
        ...
