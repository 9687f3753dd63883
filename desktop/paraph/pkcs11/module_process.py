"""A PKCS#11 module behind a watched child process: `ports.signing_token.TokenModule`."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from paraph.domain import errors
from paraph.domain.keys.secret import Secret
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.pkcs11 import worker
from paraph.ports.signing_token import SigningToken, TokenSnapshot

ANSWER_TIMEOUT_S = 30.0
SIGN_TIMEOUT_S = 120.0  # a person may have to press a key on the reader
_END_TIMEOUT_S = 2.0
_MOST_PIN_BYTES = 1024


class ModuleProcess:
    """One module, one spawned process, one call at a time.

    A key file (PKCS#12) is one too; `shown` are the certificates that were seen in it before.
    A child that crashed or hung is gone, and its login with it; the next call starts another.
    """

    def __init__(
        self,
        module: str,
        shown: tuple[bytes, ...] = (),
        *,
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
    ) -> None:
        self.module = module
        self._shown = shown
        self._timeout_s = answer_timeout_s
        self._child: _Child | None = _Child(module, shown)

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is one."""
        return self._child.process.pid if self._child is not None else None

    def tokens(self) -> Sequence[TokenSnapshot]:
        """List the tokens that are present now."""
        found: Sequence[TokenSnapshot] = self._running().call("tokens", wait_s=self._timeout_s)
        return found

    def ask(self) -> None:
        """Begin to list them; a question that was not answered yet stands."""
        child = self._running()
        if not child.is_asked:
            child.ask("tokens", wait_s=self._timeout_s)

    def answer(self, wait_s: float | None) -> Sequence[TokenSnapshot] | None:
        """Give what was asked for, or None when it has not come after `wait_s` seconds."""
        self.ask()
        child = self._running()
        if not child.is_answered(wait_s):
            return None
        found: Sequence[TokenSnapshot] = child.take()
        return found

    @contextmanager
    def open_key(
        self,
        token: TokenSnapshot,
        certificate_der: bytes,
        pin: Secret | None,
        *,
        keep_s: float = 0,
        prefer_pss: bool = False,
    ) -> Iterator[SigningToken]:
        """Log in, give the key, and log out at the end or `keep_s` seconds later."""
        child = self._running()
        asked = (token.slot_id, token.serial, certificate_der, keep_s, prefer_pss)
        scheme, digests = child.call("open_key", *asked, pin=pin, wait_s=SIGN_TIMEOUT_S)
        try:
            yield _OpenKey(child, SignatureScheme(scheme), tuple(digests))
        finally:
            # A module that cannot log out any more hides neither a signature nor its error.
            with suppress(errors.ParaphError):
                child.call("close_key", wait_s=self._timeout_s)

    def reveal(self, password: Secret | None) -> tuple[bytes, ...]:
        """Give a key file's certificates; see `ports.key_files.KeyFile`."""
        child = self._running()
        self._shown = child.call("reveal", pin=password, wait_s=self._timeout_s)
        return self._shown

    def lock(self) -> None:
        """End a login that was kept; a child that does not obey is ended with it."""
        if self._child is not None and self._child.runs:
            # Who leaves does not wait until a driver has looked for its cards.
            self._child.end_unless_answered(_END_TIMEOUT_S)
        if self._child is not None and self._child.runs:
            with suppress(errors.TokenUnavailable):
                self._child.call("lock", wait_s=self._timeout_s)

    def close(self) -> None:
        """End the child; it logs out by itself when the pipe closes."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _running(self) -> "_Child":
        if self._child is not None and not self._child.runs:
            self.close()
        if self._child is None:
            self._child = _Child(self.module, self._shown)
        return self._child


class _Child:
    """One child and the pipe to it, from its start to its end."""

    def __init__(self, module: str, shown: tuple[bytes, ...]) -> None:
        self._module = module
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        arguments = (theirs, module, shown)
        self.process = context.Process(target=worker.run, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.runs = True
        self._until_s: float | None = None  # when the answer to what was asked is due at last

    @property
    def is_asked(self) -> bool:
        """Tell whether a question stands whose answer was not taken."""
        return self._until_s is not None

    def call(self, name: str, *arguments: Any, pin: Secret | None = None, wait_s: float) -> Any:
        """Ask, and give the answer or raise it. Raises ModuleCrashed and ModuleHung."""
        if self.is_asked:
            # What was seen before is of no use to who asks now.
            self.is_answered(None)
            try:
                self.take()
            except errors.ParaphError:
                if not self.runs:
                    raise
        self.ask(name, *arguments, pin=pin, wait_s=wait_s)
        return self.take()

    def ask(self, name: str, *arguments: Any, pin: Secret | None = None, wait_s: float) -> None:
        """Ask; the answer is due within `wait_s` seconds. Raises ModuleCrashed."""
        typed = None if pin is None else pin.reveal().encode()
        if typed is not None and len(typed) > _MOST_PIN_BYTES:
            raise errors.PinLength(most=_MOST_PIN_BYTES)
        if not self.runs:
            raise errors.ModuleCrashed(module=self._module, why="ended_before")
        try:
            self._pipe.send((name, arguments, None if typed is None else len(typed)))
            if typed is not None:
                self._pipe.send_bytes(typed)
        except OSError as error:
            raise self._crashed() from error
        self._until_s = time.monotonic() + wait_s

    def is_answered(self, wait_s: float | None) -> bool:
        """Wait no longer than `wait_s` seconds, or until the answer is overdue.

        One that is overdue or broken counts as answered: `take` says so.
        """
        left_s = max(0.0, (self._until_s or 0.0) - time.monotonic())
        wait_s = left_s if wait_s is None else min(wait_s, left_s)
        try:
            return self._pipe.poll(wait_s) or wait_s == left_s
        except OSError:
            return True

    def take(self) -> Any:
        """Give the answer or raise it. Raises ModuleCrashed and ModuleHung."""
        until_s, self._until_s = self._until_s or 0.0, None
        try:
            if not self._pipe.poll(max(0.0, until_s - time.monotonic())):
                self._kill(0)
                raise errors.ModuleHung(module=self._module, why="no_answer")
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise self._crashed() from error
        if answer[0] == "ok":
            return answer[1]
        told = errors.from_code(answer[1], answer[2])
        if isinstance(told, errors.ModuleUnusable):
            self._kill(0)  # what did not load may load later, in another child
        raise told

    def end_unless_answered(self, wait_s: float) -> None:
        """End it when a question stands that is not answered in time; its login ends with it."""
        if self.is_asked and not self.is_answered(wait_s):
            self._kill(0)

    def end(self) -> None:
        """Close the pipe, wait a little, then kill."""
        # One that hangs hears nothing, and would hold up who closes.
        waits = not self.is_asked or self.is_answered(_END_TIMEOUT_S / 10)
        self.runs = False
        self._pipe.close()
        self.process.join(_END_TIMEOUT_S if waits else 0)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()

    def _crashed(self) -> errors.ModuleCrashed:
        # A child whose pipe broke is at its end already, and says in a moment why.
        exit_status = self._kill(_END_TIMEOUT_S / 10)
        return errors.ModuleCrashed(module=self._module, why="crashed", exit=exit_status)

    def _kill(self, wait_s: float) -> int | None:
        """Give the exit status of one that ends by itself in time, or is killed."""
        self.runs = False
        self.process.join(wait_s)
        self.process.kill()
        self.process.join(_END_TIMEOUT_S)
        return self.process.exitcode


class _OpenKey:
    def __init__(self, child: _Child, scheme: SignatureScheme, digests: tuple[str, ...]) -> None:
        self._child = child
        self.scheme = scheme
        self.digests = digests

    def sign(self, signed_attributes: bytes, digest_algorithm: str) -> bytes:
        """Sign in the child; only the signed attributes go there."""
        value: bytes = self._child.call(
            "sign", signed_attributes, digest_algorithm, wait_s=SIGN_TIMEOUT_S
        )
        return value
