"""`ports.key_files.KeyFileList`: one JSON file in the profile, paths and certificates, no secret.

{"/home/anna/anna.p12": ["<a certificate, DER in base64>", …]}
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path

_FILE = "key-files.json"


class JsonKeyFileList:
    """Reads the file anew each time: another process of the same profile may have written it."""

    def __init__(self, home: Path) -> None:
        self._file = home / _FILE

    def paths(self) -> Sequence[str]:
        """List the files, whether they are there now or not."""
        return list(self._read())

    def certificates(self, path: str) -> tuple[bytes, ...]:
        """Give what was seen in a file; nothing for one that is not remembered."""
        return self._read().get(path, ())

    def remember(self, path: str, certificates_der: Sequence[bytes]) -> None:
        """Take a file into the list."""
        self._write({**self._read(), path: tuple(certificates_der)})

    def forget(self, path: str) -> None:
        """Take a file off the list; the file itself stays."""
        self._write({each: ders for each, ders in self._read().items() if each != path})

    def _read(self) -> dict[str, tuple[bytes, ...]]:
        try:
            return _parsed(json.loads(self._file.read_text("utf-8")))
        except FileNotFoundError:
            return {}
        except ValueError:
            # Nothing is lost but the convenience: each file can be added again.
            self._file.replace(self._file.with_suffix(".damaged"))
            return {}

    def _write(self, files: dict[str, tuple[bytes, ...]]) -> None:
        told = {path: [b64encode(der).decode() for der in ders] for path, ders in files.items()}
        part = self._file.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            json.dump(told, file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._file)


def _parsed(found: object) -> dict[str, tuple[bytes, ...]]:
    """Give the list as it is held. Raises ValueError for anything else."""
    if not isinstance(found, dict):
        raise ValueError("not_an_object")  # noqa: TRY004 - one kind of error for what is damaged
    files = {}
    for path, words in found.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError(path)
        files[path] = tuple(b64decode(word, validate=True) for word in words)
    return files
