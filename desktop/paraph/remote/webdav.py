"""Client files on a WebDAV server (RFC 4918): `ports.filing.ClientFile`.

Each file is sent under a name of our own, read back, and then moved to its name, where nothing is
overwritten. An answer that is lost leaves a place that is recorded: the next call looks what is
there and goes on.
"""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from paraph.domain.errors import DiskFull, ParaphError
from paraph.domain.errors.filing import (
    FilingAccountRefused,
    FilingNoWebDav,
    FilingRefused,
    FilingUnreachable,
    FilingUnverified,
)
from paraph.domain.errors.service import FilingFolderMissing, FilingTaken
from paraph.domain.keys.secret import Secret
from paraph.domain.service.filing_address import WebDavAddress
from paraph.domain.service.filing_name import FilingPlace
from paraph.ports.filing import FiledFile
from paraph.ports.spool import Spool
from paraph.remote.digest import DigestUser, challenges_of
from paraph.remote.http_body import FileBody
from paraph.remote.http_client import HttpClient, HttpTrouble, Reply, Wanted

_CALL_S = 60.0
_SLOWEST_BYTES_PER_S = 16_000
_MOST_ANSWER_BYTES = 1 << 20
_MULTI_STATUS, _EXISTS, _TAKEN = 207, 405, 412
_DONE = (200, 201, 204)
_PASSES = (408, 425, 429)


class _TooLarge(Exception):
    """More is there than what was put."""


class WebDavFolder:
    """One root on a server; `spool` holds what is read back."""

    def __init__(
        self, http: HttpClient, address: WebDavAddress, password: Secret | None, spool: Spool
    ) -> None:
        self._http, self._spool = http, spool
        self._root, self._user, self._password = address.url, address.user, password
        self._digest: DigestUser | None = None

    def place(self, place: FilingPlace) -> str:
        """Say where the files of a place are: an address."""
        return self._root + "/".join(quote(each, safe="") for each in (*place.folders, place.stem))

    def is_mine(self, place: str) -> bool:
        """Tell whether a recorded place is below this root."""
        below = place.removeprefix(self._root)
        return below != place and ".." not in unquote(below).split("/")

    def fits(self, place: str, files: Sequence[FiledFile]) -> bool:
        """Tell whether none of the names is taken by other bytes."""
        self._reach()
        return all(self._is_free(_named(place, each), each) is not None for each in files)

    def put(self, place: str, files: Sequence[FiledFile], intent: str) -> None:
        """Put all of them, or none."""
        self._reach()
        missing = [each for each in files if self._is_missing(_named(place, each), each)]
        folder = place.rpartition("/")[0] + "/"
        self._make(folder)
        parts = [f"{folder}.{intent[:12]}-{n}.paraph-part" for n in range(len(files))]
        try:
            self._remove(parts)  # what a crash left
            for each, part in zip(missing, parts, strict=False):
                self._send(part, each)
            self._name_all(parts, [_named(place, each) for each in missing], missing)
        except FilingUnreachable:
            raise  # it does not answer: the next call tidies
        except ParaphError:
            self._remove(parts)
            raise

    def path_of(self, place: str, file: FiledFile) -> Path | None:
        """Give nothing: what is there is on no drive of this computer."""
        del place, file
        return None

    # --- the steps

    def _reach(self) -> None:
        """See that the root answers as WebDAV does: a network's page would be taken for a file."""
        reply = self._call("PROPFIND", self._root, headers={"Depth": "0"})
        if reply.status == 404:
            raise FilingFolderMissing(folder=self._root)
        if reply.status != _MULTI_STATUS:
            is_page = reply.status in _DONE or 300 <= reply.status < 400
            if is_page:
                raise FilingNoWebDav(folder=self._root, why="no_webdav")
            raise self._refusal(reply, self._root)

    def _is_missing(self, url: str, file: FiledFile) -> bool:
        is_free = self._is_free(url, file)
        if is_free is None:
            raise FilingTaken(place=url)
        return is_free

    def _is_free(self, url: str, file: FiledFile) -> bool | None:
        """Say whether a name is free (True), has these bytes (False), or others (None)."""
        found = self._hash_at(url, file.source.stat().st_size)
        if found is None:
            return True
        return False if found == file.sha256 else None

    def _hash_at(self, url: str, most_bytes: int) -> str | None:
        """Hash what is at an address, "" when it is larger; None when nothing is there."""
        into = self._spool.reserve()
        try:
            reply = self._call("GET", url, into=into, max_bytes=max(most_bytes, 1))
        except _TooLarge:
            return ""
        finally:
            self._spool.discard(into)
        if reply.status in (404, 410):
            return None
        if reply.status != 200:
            raise self._refusal(reply, url)
        return reply.sha256

    def _make(self, folder: str) -> None:
        below = folder.removeprefix(self._root).rstrip("/")
        made = self._root
        for name in below.split("/") if below else ():
            made += f"{name}/"
            reply = self._call("MKCOL", made)
            if reply.status not in (*_DONE, _EXISTS):
                raise self._refusal(reply, made)

    def _send(self, part: str, file: FiledFile) -> None:
        upload = FileBody(file.source, file.source.stat().st_size)
        headers = {"If-None-Match": "*", "Content-Type": "application/octet-stream"}
        reply = self._call("PUT", part, headers=headers, upload=upload)
        if reply.status not in _DONE:
            raise self._refusal(reply, part)
        if self._hash_at(part, upload.size) != file.sha256:
            raise FilingRefused(place=part, why="not_kept")

    def _name_all(
        self, parts: Sequence[str], urls: Sequence[str], files: Sequence[FiledFile]
    ) -> None:
        """Name all parts; when one name is taken, those that were given before are taken back."""
        named: list[str] = []
        try:
            for part, url, file in zip(parts, urls, files, strict=False):
                if self._name(part, url, file):
                    named.append(url)
        except FilingUnreachable:
            raise
        except ParaphError:
            self._remove(named)
            raise

    def _name(self, part: str, url: str, file: FiledFile) -> bool:
        headers = {"Destination": url, "Overwrite": "F"}
        # Asked once more: not every server heeds that nothing is to be overwritten.
        if self._is_missing(url, file):
            reply = self._call("MOVE", part, headers=headers)
            if reply.status in _DONE:
                return True
            if reply.status != _TAKEN:
                raise self._refusal(reply, url)
            if self._is_missing(url, file):
                raise FilingRefused(place=url, why="move", status=reply.status)
        self._remove([part])  # a colleague's desk put the same there a moment ago
        return False

    def _remove(self, urls: Sequence[str]) -> None:
        for url in urls:
            reply = self._call("DELETE", url)
            if reply.status not in (*_DONE, 404, 410):
                raise self._refusal(reply, url)

    # --- calls

    def _call(
        self,
        method: str,
        url: str,
        *,
        headers: dict[str, str] | None = None,
        upload: FileBody | None = None,
        into: Path | None = None,
        max_bytes: int = _MOST_ANSWER_BYTES,
    ) -> Reply:
        size = upload.size if upload is not None else max_bytes if into is not None else 0
        wanted = Wanted(
            method,
            url,
            _CALL_S + size / _SLOWEST_BYTES_PER_S,
            max_bytes,
            headers=headers or {},
            user=self._user,
            password=self._password,
            names_private=True,  # a person named this server
            upload=upload,
            into=into,
            idle_s=_CALL_S,
            follows=False,
        )
        try:
            return self._sent(wanted)
        except HttpTrouble as trouble:
            if trouble.why == "too_large" and into is not None:
                raise _TooLarge from trouble
            kind = FilingUnverified if trouble.why == "tls" else FilingUnreachable
            raise kind(folder=self._root, why=trouble.why) from trouble

    def _sent(self, wanted: Wanted) -> Reply:
        """Send with the password (RFC 7617), or without it to a server that is met by Digest."""
        if self._digest is None:
            reply = self._http.send(wanted)
            if reply.status != 401 or self._password is None or not challenges_of(reply):
                return reply
            self._digest = DigestUser(self._user, self._password)
        return self._digest.send(self._http, wanted)

    def _refusal(self, reply: Reply, url: str) -> ParaphError:
        status = reply.status
        if status in (401, 403):
            return FilingAccountRefused(folder=url, status=status)
        if status == 423:
            return FilingUnreachable(folder=url, why="locked")
        if status == 507:
            return DiskFull(folder=url)
        if status in (404, 409):
            return FilingFolderMissing(folder=url)
        if status >= 500 or status in _PASSES:
            return FilingUnreachable(folder=url, why=str(status))
        return FilingRefused(place=url, why="status", status=status)


def _named(place: str, file: FiledFile) -> str:
    return place + quote(file.ending, safe="")
