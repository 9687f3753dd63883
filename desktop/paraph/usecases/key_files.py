"""Key files of a profile: revealed once with their password, then listed like any token.

An administrator's prohibition holds here, whatever a window or a list says.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from paraph.domain.errors import KeyFilesForbidden
from paraph.domain.keys.secret import Secret
from paraph.ports.key_files import KeyFile, KeyFileList


@dataclass(frozen=True, slots=True)
class KeyFileShelf:
    """The profile's key files; `allowed` asks anew whether an administrator allows them."""

    listed: KeyFileList
    open_file: Callable[[str], KeyFile]
    allowed: Callable[[], bool]

    def paths(self) -> Sequence[str]:
        """List the files that are remembered; they stay removable where they are forbidden."""
        return self.listed.paths()

    def add(self, path: Path, password: Secret) -> str:
        """Look into a file, remember what it shows, and give the name it is listed under.

        Raises KeyFilesForbidden and what `KeyFile.reveal` raises.
        """
        self.refuse_forbidden()
        name = str(path.absolute())
        with closing(self.open_file(name)) as file:
            self.listed.remember(name, file.reveal(password))
        return name

    def remove(self, path: str) -> None:
        """Take a file off the list; the file itself stays."""
        self.listed.forget(path)

    def refuse_forbidden(self) -> None:
        """Raise KeyFilesForbidden where an administrator forbids keys without a device."""
        if not self.allowed():
            raise KeyFilesForbidden
