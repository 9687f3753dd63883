"""Which key signs on the command line, and the PIN or password it is opened with."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from paraph.cli.certificate_json import warning_line
from paraph.cli.program import Program, read_secret
from paraph.domain.errors import ParaphError, PinLocked
from paraph.domain.key_file import is_key_file
from paraph.domain.secret import Secret
from paraph.ports.key_files import KeyFile
from paraph.ports.signing_token import PinState, SigningToken, TokenModule, TokenSnapshot
from paraph.usecases.choose_certificate import Candidate, candidates, choose


class ChosenKey:
    """The certificate that signs; `open` asks for the PIN. Raises what choosing raises."""

    def __init__(self, program: Program, given: dict[str, Any], held: ExitStack) -> None:
        self._from_stdin: bool = given["pin_stdin"]
        self._typed: Secret | None = None  # a key file's password, needed before it can be chosen
        self.prompts = 0
        self._modules: dict[str, TokenModule] = {}
        for path in [given["module"]] if given["module"] else list(program.known_modules()):
            self._modules[path] = self._opened(program, path)
            held.callback(self._modules[path].close)
        self.candidate = self._choose(program, given)
        for each in () if given["as_json"] else self.candidate.cautions:
            click.echo(warning_line(each), err=True)
        token = self.candidate.token
        if token.pin_state is PinState.LOCKED:
            raise PinLocked(token=token.label)

    @contextmanager
    def open(self, purpose: str = "") -> Iterator[SigningToken]:
        """Ask for the PIN and give the key; `purpose` says what it is typed for."""
        token = self.candidate.token
        pin, self._typed = self._typed, None
        if pin is None and token.pin_state is not PinState.READER:
            kind = "Password" if token.in_software else "PIN"
            pin = self._ask(f"{kind} of {token.label}{purpose}")
        module, wanted = self._modules[token.module], self.candidate.certificate.certificate_der
        with module.open_key(token, wanted, pin) as key:
            yield key

    def _opened(self, program: Program, path: str) -> TokenModule:
        if not is_key_file(path) or program.key_files.listed.certificates(path):
            return program.open_module(path)
        file: KeyFile = program.key_files.open_file(path)
        try:
            self._typed = self._ask(f"Password of {path}")
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
        found = list(candidates(_tokens(self._modules), read, program.policy(), now))
        return choose(found, given["token_name"], given["cert"])


def _tokens(modules: dict[str, TokenModule]) -> list[TokenSnapshot]:
    """List what is in every module; one in trouble matters when no other has a token."""
    found: list[TokenSnapshot] = []
    troubles: list[ParaphError] = []
    for module in modules.values():
        try:
            found += module.tokens()
        except ParaphError as error:
            troubles.append(error)
    if not found and troubles:
        raise troubles[0]
    return found
