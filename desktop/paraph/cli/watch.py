"""`paraph watch`: sign what another program puts into a folder, unattended, with a seal or an HSM.

The PIN is read once. It is kept in memory as long as the watch runs, so that a token which was away
is opened again; it is tried again only after it was right.
"""

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import click

from paraph.cli.card_key import ChosenKey, key_options
from paraph.cli.program import Program, emit, error_json, tell, words_of
from paraph.domain.errors import (
    InvalidArgument,
    ParaphError,
    TokenMissing,
    TokenUnavailable,
    WatchForbidden,
)
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.secret import Secret
from paraph.domain.messages.keys import about_key
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.placing_rule import AnchorRule, parse_hit
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Place
from paraph.ports.signing_token import SigningToken
from paraph.settings import Settings, load_settings
from paraph.usecases.choose_certificate import Candidate, chain_of, found_again
from paraph.usecases.find_places import FoundPlace, find_anchor_place, find_template_place
from paraph.usecases.plan_extras import initials_words
from paraph.usecases.prove_signed import prove_signed
from paraph.usecases.require_level import require_level
from paraph.usecases.sign_document import SignedDocument, SignRequest
from paraph.usecases.watch_folder import FolderWatch, Round, Watching, WatchKit

_POLL_S = 1.0
_LONGEST_WAIT_S = 30.0
# Nothing but another PIN, another certificate or a person helps against these.
_ENDS = frozenset(
    {
        "pin_incorrect", "pin_locked", "pin_length", "pin_expired", "pin_not_set", "pin_required",
        "certificate_expired", "certificate_cannot_sign", "certificate_without_key",
        "key_not_accepted", "key_files_forbidden", "mechanism_missing", "level_unavailable",
    }
)  # fmt: skip


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@key_options
@click.option("--pin-stdin", is_flag=True, help="Read the PIN as one line of standard input.")
@click.option(
    "--level",
    type=click.Choice(list(map(str, PadesLevel))),
    help="Proof to be added after signing.",
)
@click.option("--require-level", is_flag=True, help="A file without that level goes to failed.")
@click.option("--tsa", multiple=True, help="A timestamp server, in place of those that are set.")
@click.option("--field", help="Name of an empty signature field.")
@click.option("--box", help="PAGE,X,Y,W,H in points from the page's lower left corner.")
@click.option("--anchor", help="A text to sign at.")
@click.option("--anchor-hit", help="Which of several places of that text: a number, or last.")
@click.option("--template", help="A placement that was saved under this name.")
@click.option("--invisible", is_flag=True, help="Sign without a visible box (the default).")
@click.option("--reason", help="Why they are signed (what a template says).")
@click.option("--location", help="Where they are signed (what a template says, or is set).")
@click.option("--settle", type=float, default=2.0, show_default=True,
              help="Seconds without a change after which a file counts as complete.")  # fmt: skip
@click.option("--once", is_flag=True, help="Sign what is there, and end.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def watch(program: Program, /, **given: Any) -> None:
    """Sign the PDFs that come into FOLDER/inbox; they leave for FOLDER/done or FOLDER/failed.

    Write a file as NAME.pdf.part and rename it, or let it rest: it is taken once it is complete.
    The certificate has to be listed by an administrator.
    """
    as_json = given["as_json"]
    _keep_off_disk()
    try:
        found, trouble = _watch(program, given)
    except ParaphError as error:
        raise SystemExit(tell(error, as_json=as_json)) from error
    if as_json:
        told = None if trouble is None else error_json(trouble)
        emit({"signed": found.signed, "failed": found.failed, "pin_prompts": 1, "error": told})
    elif trouble is not None:
        tell(trouble, as_json=False)
    status = found.worst_status if given["once"] else 0
    raise SystemExit(trouble.exit_status if trouble is not None else status)


def _keep_off_disk() -> None:
    if sys.platform != "win32":
        import resource

        # A program that crashes would leave a core file, and the PIN in it.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _watch(program: Program, given: dict[str, Any]) -> tuple[Round, ParaphError | None]:
    stopped = _stopped_by_signals()
    with ExitStack() as held:
        kit = held.enter_context(program.watching(given["folder"].absolute()))
        wanted = _wanted(given, kit, load_settings(program.home))
        key = WatchKey(program, {**given, "as_json": given["as_json"]}, held)
        refuse_unlisted(key.candidate, program.rules().watch)
        if wanted.extras is not None and wanted.extras.initials is not None:
            initials_words(wanted.extras.initials, key.candidate.facts.holder)
        watching = _watching(program, given, kit, key, wanted)
        loop = _Loop(FolderWatch(watching, stopped.is_set), key, stopped, once=given["once"])
        return loop.run()


def refuse_unlisted(chosen: Candidate, listed: Sequence[str]) -> None:
    """Raise WatchForbidden unless it is a listed certificate, and a seal's or an HSM's."""
    facts, kind = chosen.facts, chosen.token.key_kind
    if facts.sha256 not in listed:
        raise WatchForbidden(why="not_listed", certificate=facts.sha256, holder=facts.holder)
    if not facts.is_legal_person and kind is not KeyKind.TOKEN:
        raise WatchForbidden(why="of_a_person", certificate=facts.sha256, holder=facts.holder)


class WatchKey(ChosenKey):
    """The key of a watch, opened as often as its token comes back."""

    _pin: Secret | None = None

    def about(self, error: ParaphError) -> None:
        """Let an error be told in the words of what holds the key."""
        token = self.candidate.token
        about_key(error, token.key_kind, token.middleware)

    @contextmanager
    def opened(self) -> Iterator[SigningToken]:
        """Open it where it is now; raises what that raises."""
        token, der = self.candidate.token, self.candidate.certificate.certificate_der
        now = found_again(token, der, self._modules[token.module].tokens())
        if now is None:
            raise TokenMissing(token=token.label)
        pin = self._pin or self._typed
        if pin is None and not now.by_reader:
            pin = self._ask(f"PIN of {token.label.strip()} ({self.candidate.facts.holder})")
        with self._modules[token.module].open_key(now, der, pin) as key:
            yield key

    def _ask(self, prompt: str) -> Secret | None:
        if self._pin is None:
            self._pin = super()._ask(prompt)
        return self._pin

    def let_go(self) -> None:
        """End the token's process: the next one begins with nothing wrong in it."""
        self._modules[self.candidate.token.module].close()


@dataclass(slots=True)
class _Loop:
    """Looks, opens, signs, waits; until it is told to end."""

    watch: FolderWatch
    key: WatchKey
    stopped: threading.Event
    once: bool
    total: Round = field(default_factory=Round)
    _wait_s: float = _POLL_S
    _told: str = ""

    def run(self) -> tuple[Round, ParaphError | None]:
        self._add(self.watch.settle())
        trouble: ParaphError | None = None
        while not self.stopped.is_set():
            try:
                with self.key.opened() as key:
                    self._say("")
                    self._wait_s = _POLL_S
                    trouble = self._sign_with(key)
            except ParaphError as error:
                trouble = error
            if trouble is None:
                break
            self.key.about(trouble)
            if trouble.code in _ENDS or self.once:
                break
            self._say(trouble.code, trouble)
            if isinstance(trouble, TokenUnavailable):
                self.key.let_go()
            trouble = None
            self.stopped.wait(self._wait_s)
            self._wait_s = min(self._wait_s * 2, _LONGEST_WAIT_S)
        self.watch.give_back()
        return self.total, trouble

    def _sign_with(self, key: SigningToken) -> ParaphError | None:
        """Sign until it is told to end, or what opened the key is in trouble."""
        while not self.stopped.is_set():
            done = Round()
            try:
                self._add(self.watch.refuse())
                if self.watch.has_work:
                    done = self.watch.sign_ready(key)
                    self._add(done)
                is_over = not (done.signed or done.failed or self.watch.awaits)
            except OSError as error:
                # A share that is away for a while: what is on it waits there.
                self._say("folder_away", words=f"The folder cannot be reached: {error.strerror}.")
                is_over = self.once
            if done.stopped_by is not None:
                return done.stopped_by
            if self.once and is_over:
                return None
            if not (done.signed or done.failed):
                self.stopped.wait(min(_POLL_S, max(0.05, self.watch.ports.settle_s / 2)))
        return None

    def _add(self, done: Round) -> None:
        self.total = Round(
            self.total.signed + done.signed,
            self.total.failed + done.failed,
            max(self.total.worst_status, done.worst_status),
        )

    def _say(self, code: str, error: ParaphError | None = None, words: str = "") -> None:
        """Say once on standard error what is waited for, and that it is over."""
        if code == self._told:
            return
        if error is not None:
            told = words_of(error)
            words = f"{told.what} {told.act} Nothing is lost; it is tried again. [{error.code}]"
        elif not code:
            words = "Signing goes on."
        self._told = code
        click.echo(words, err=True)


def _stopped_by_signals() -> threading.Event:
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopped


class _Wanted(NamedTuple):
    """Where every file is signed, why, and with what beside the signature."""

    find: Callable[[Path], FoundPlace]
    reason: str | None
    location: str | None
    extras: Extras | None = None


def _wanted(given: dict[str, Any], kit: WatchKit, settings: Settings) -> _Wanted:
    """Read the options. Raises InvalidArgument, TemplateUnknown."""
    ways = [given[name] for name in ("field", "box", "anchor", "template")]
    if sum(bool(way) for way in (*ways, given["invisible"])) > 1:
        raise InvalidArgument(
            why="Give one of --field, --box, --anchor, --template and --invisible."
        )
    template = kit.template(given["template"]) if given["template"] else None
    reason = given["reason"] or (template and template.reason) or settings.usual_reason
    location = given["location"] or (template and template.location) or settings.usual_location
    extras = template.extras if template is not None else None
    return _Wanted(_finder(given, kit, template), reason or None, location or None, extras)


def _finder(
    given: dict[str, Any], kit: WatchKit, template: Template | None
) -> Callable[[Path], FoundPlace]:
    """Give what finds the place in a document. Raises InvalidArgument."""
    field_name = given["field"]
    if given["box"]:
        place = Place.parse(given["box"])
        return lambda source: FoundPlace(None, place, "")
    if given["anchor"]:
        hit = parse_hit(given["anchor_hit"]) if given["anchor_hit"] else None
        rule = AnchorRule(given["anchor"], hit=hit)
        return lambda source: find_anchor_place(source, None, rule, kit.documents)
    if template is not None:
        return lambda source: find_template_place(source, None, template, kit.documents)
    return lambda source: FoundPlace(field_name, None, "")


def _watching(
    program: Program, given: dict[str, Any], kit: WatchKit, key: WatchKey, wanted: _Wanted
) -> Watching:
    settings = load_settings(program.home)
    level = PadesLevel(given["level"] or settings.level)
    proving = program.proving(given["tsa"])
    chosen = key.candidate
    der, chain = chosen.certificate.certificate_der, chain_of(chosen)
    must = given["require_level"] and level is not PadesLevel.B_B

    def request(source: Path, output: Path, intent: str) -> SignRequest:
        found = wanted.find(source)
        if must:
            require_level(level, der, chain, proving.checking)
        return SignRequest(
            source=source,
            output=output,
            certificate_der=der,
            chain_der=chain,
            field=found.field,
            place=found.place,
            reason=wanted.reason,
            location=wanted.location,
            shown_sha256=found.sha256 or None,
            key=chosen.token.key_kind,
            level=level,
            require_level=must,
            extras=wanted.extras,
            intent=intent,
        )

    def told(source: Path, outcome: SignedDocument | ParaphError) -> None:
        if isinstance(outcome, ParaphError):
            click.echo(f"Failed: {source.name} [{outcome.code}]", err=True)
        else:
            click.echo(f"Signed: {outcome.output.name}", err=True)

    return Watching(
        kit.folder,
        kit.files,
        kit.open_signing,
        request,
        lambda requests, outcomes, signing: prove_signed(
            requests, outcomes, signing, proving.paying
        ),
        error_json,
        told,
        settings.output_pattern,
        given["settle"],
    )
