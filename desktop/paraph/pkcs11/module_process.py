"""A PKCS#11 module behind a watched child process: `ports.signing_token.TokenModule`."""

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from paraph.domain import errors
from paraph.domain.secret import Secret
from paraph.pkcs11 import worker
from paraph.ports.signing_token import SigningToken, TokenSnapshot

ANSWER_TIMEOUT_S = 30.0
SIGN_TIMEOUT_S = 120.0  # a person may have to press a key on the reader


class ModuleProcess:
    """One module, one spawned process, one call at a time."""

    def __init__(self, module: str, *, answer_timeout_s: float = ANSWER_TIMEOUT_S) -> None:
        self.module = module
        self._timeout_s = answer_timeout_s
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=worker.run, args=(theirs, module), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int | None:
        """The child's process id."""
        return self._process.pid

    def tokens(self) -> Sequence[TokenSnapshot]:
        """List the tokens that are present now."""
        found: Sequence[TokenSnapshot] = self._call("tokens")
        return found

    @contextmanager
    def open_key(
        self, token: TokenSnapshot, certificate_der: bytes, pin: Secret | None
    ) -> Iterator[SigningToken]:
        """Log in, give the key, and log out at the end whatever happened."""
        revealed = pin.reveal() if pin is not None else None
        self._call(
            "open_key",
            token.slot_id,
            token.serial,
            certificate_der,
            revealed,
            wait_s=SIGN_TIMEOUT_S,
        )
        try:
            yield _OpenKey(self)
        finally:
            # A module that cannot log out any more hides neither a signature nor its error.
            with suppress(errors.ParaphError):
                self._call("close_key")

    def close(self) -> None:
        """End the child; it logs out by itself when the pipe closes."""
        self._pipe.close()
        self._process.join(2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def _call(self, name: str, *arguments: Any, wait_s: float | None = None) -> Any:
        try:
            self._pipe.send((name, arguments))
            if not self._pipe.poll(wait_s or self._timeout_s):
                self._process.kill()
                raise errors.TokenUnavailable(module=self.module, why="no_answer")
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(2)
            raise errors.TokenUnavailable(
                module=self.module, why="crashed", exit=self._process.exitcode
            ) from error
        if answer[0] == "ok":
            return answer[1]
        raise errors.from_code(answer[1], answer[2])


class _OpenKey:
    def __init__(self, process: ModuleProcess) -> None:
        self._process = process

    def sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
        """Sign in the child; only the signed attributes go there."""
        value: bytes = self._process._call(  # noqa: SLF001 - one class in two halves
            "sign", signed_attributes, digest_algorithm, wait_s=SIGN_TIMEOUT_S
        )
        return value
