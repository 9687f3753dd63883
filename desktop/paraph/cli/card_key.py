"""Which key signs on the command line, and the PIN or password it is opened with."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from paraph.cli.certificate_json import warning_lines
from paraph.cli.program import Program, read_secret
from paraph.domain.errors import ParaphError, PinLocked, from_code
from paraph.domain.keys.key_file import is_key_file
from paraph.domain.keys.key_kind import KeyKind, key_kind
from paraph.domain.keys.secret import Secret
from paraph.domain.messages.keys import about_key
from paraph.ports.finding import FoundModule, Origin
from paraph.ports.key_files import KeyFile
from paraph.ports.signing_token import PinState, SigningToken, TokenModule, TokenSnapshot
from paraph.usecases.choose_certificate import Candidate, candidates, choose

_BEFORE = {
    PinState.COUNT_LOW: "A wrong PIN was typed before.",
    PinState.FINAL_TRY: "This is the last try: one more wrong PIN locks it.",
}


_KEY_OPTIONS = (
    click.option("--module", help="Path of the PKCS#11 module, or of a key file (.p12, .pfx)."),
    click.option("--token", "token_name", help="The token's label or serial number."),
    click.option("--cert", help="The certificate's SHA-256, label, or holder."),
)


def key_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what names a key: module, token, certificate."""
    for option in reversed(_KEY_OPTIONS):
        command = option(command)
    return command


class ChosenKey:
    """The certificate that signs; `open` asks for the PIN. Raises what choosing raises."""

    def __init__(self, program: Program, given: dict[str, Any], held: ExitStack) -> None:
        self._from_stdin: bool = given["pin_stdin"]
        self._typed: Secret | None = None  # a key file's password, needed before it can be chosen
        self.prompts = 0
        self._modules: dict[str, TokenModule] = {}
        found = list(program.finding.modules())
        for path in [given["module"]] if given["module"] else list(program.known_modules()):
            self._modules[path] = self._opened(program, path)
            held.callback(self._modules[path].close)
        self._found = {path: found_as(path, found) for path in self._modules}
        named = key_kind(self._found[given["module"]].kind) if given["module"] else KeyKind.CARD
        with _told_of(named):
            self.candidate = self._choose(program, given)
        token = self.candidate.token
        for each in () if given["as_json"] else warning_lines(self.candidate):
            click.echo(each, err=True)
        if token.pin_state is PinState.LOCKED:
            with _told_of(token.key_kind, token.middleware):
                raise PinLocked(token=token.label)

    @contextmanager
    def open(self, purpose: str = "") -> Iterator[SigningToken]:
        """Ask for the PIN and give the key; `purpose` says what it is typed for."""
        token = self.candidate.token
        pin, self._typed = self._typed, None
        who = f"{token.label.strip()} ({self.candidate.facts.holder}){purpose}"
        if pin is None and token.pin_state in _BEFORE:
            click.echo(_BEFORE[token.pin_state], err=True)
        if token.by_reader or token.pin_state is PinState.READER:
            click.echo(f"Type the PIN of {who} on the reader's own keys.", err=True)
        elif pin is None:
            pin = self._ask(f"{'Password' if token.in_software else 'PIN'} of {who}")
        module, wanted = self._modules[token.module], self.candidate.certificate.certificate_der
        told = _told_of(token.key_kind, token.middleware)
        with told, module.open_key(token, wanted, pin) as key:
            yield key

    def _opened(self, program: Program, path: str) -> TokenModule:
        if not is_key_file(path) or program.key_files.listed.certificates(path):
            return program.open_module(path)
        file: KeyFile = program.key_files.open_file(path)
        try:
            self._typed = self._ask(f"Password of {path}")
            with _told_of(KeyKind.KEY_FILE):
                file.reveal(self._typed)
        except BaseException:
            file.close()
            raise
        return file

    def _ask(self, prompt: str) -> Secret | None:
        pin = read_secret(prompt, from_stdin=self._from_stdin)
        self.prompts += pin is not None
        return pin

    def _choose(self, program: Program, given: dict[str, Any]) -> Candidate:
        read, now = program.read_certificate, program.clock.now()
        found = list(candidates(self._tokens(), read, program.policy(), now))
        return choose(found, given["token_name"], given["cert"])

    def _tokens(self) -> list[TokenSnapshot]:
        """List what is in every module; one in trouble matters when no other has a token."""
        found: list[TokenSnapshot] = []
        troubles: list[ParaphError] = []
        for path, module in self._modules.items():
            kind, middleware = self._found[path].kind, self._found[path].middleware
            silent: list[ParaphError] = []
            try:
                for each in module.tokens():
                    token = replace(each, module_kind=kind, middleware=middleware)
                    if token.trouble:
                        silent.append(from_code(token.trouble, {"token": token.reader}))
                    else:
                        found.append(token)
            except ParaphError as error:
                silent.append(error)
            for trouble in silent:
                about_key(trouble, key_kind(kind), middleware)
            troubles += silent
        if not found and troubles:
            raise troubles[0]
        return found


def found_as(path: str, found: list[FoundModule]) -> FoundModule:
    """Give what is known of the module that a path, or a link, leads to."""
    there = Path(path).resolve()
    known = next((each for each in found if Path(each.path).resolve() == there), None)
    if known is None:
        return FoundModule(path, Origin.BY_HAND, Path(path).name)
    return replace(known, path=path)


@contextmanager
def _told_of(key: KeyKind, middleware: str = "") -> Iterator[None]:
    """Let what fails be told in the words of what holds the key."""
    try:
        yield
    except ParaphError as error:
        about_key(error, key, middleware)
        raise
