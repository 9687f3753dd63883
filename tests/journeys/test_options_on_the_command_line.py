"""Every option: what is wrong with its value is told with its own name, or by a code of its own.

And every command, in success and failure: one JSON object on standard output, nothing else.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import pymupdf
import pytest

from paraph.administrator import Rules
from paraph.cli.main import paraph as group
from paraph.domain.stamp.appearance import Appearance, Looks, Part
from paraph.domain.stamp.archive_format import ArchiveFinding
from paraph.filing.appearances import JsonLooks
from paraph.ports.finding import FoundModule, Origin
from paraph.settings import Settings, save_settings
from tests.conftest import SAMPLE
from tests.fakes.pki import identity
from tests.journeys.test_sign_in_process import (  # noqa: F401 - fixtures
    Told,
    card,
    home,
    paraph,
)

HSM = FoundModule("fake", Origin.BY_HAND, "An HSM", kind="hsm")
ADA = identity()
LISTED = Rules(watch=(hashlib.sha256(ADA.certificate_der).hexdigest(),))
ARCHIVE = tuple(map(str, ArchiveFinding))
ACTS = ("show", "activate", "remind", "purge", "cancel")
CREATED = ("--name", "Fee agreement", "--signatory", "a@b.example;Ada;Byron;field=1,72,72")
REASSIGNED = ("--signatory", "1", "--to", "a@b.example;Ada;Byron")
AT = ("--anchor", "For the firm")
BOX = ("--box", "3,72,262,204,90")
# A value that is wrong by its form: the error's `argument` names the option, or click does.
WRONG: dict[str, dict[str, tuple[str, ...]]] = {
    "sign": {
        "--level": ("B-X",),
        "--tsa": ("ftp://x",),
        "--box": ("1,2,3",),
        "--anchor": (" ",),
        "--anchor-hit": ("0", *AT),
        "--anchor-where": ("beside",),
        "--anchor-size": ("0,0", *AT),
        "--anchor-offset": ("x", *AT),
        "--initials-pages": ("9-1",),
        "--initials-text": ("x" * 99,),
        "--initials-corner": ("middle",),
        "--initials-image": ("none.png",),
        "--certify": ("nobody",),
        "--prepare-field": ("Client=1,2,3",),
        "--look": ("Nobody's", *BOX),
        "--image": ("none.png", *BOX),
    },
    "upgrade": {"--level": ("B-B",), "--tsa": ("ftp://x",)},
    "sync": {"--tsa": ("ftp://x",), "--timeout": ("soon",)},
    "verify": {"--trust": (str(SAMPLE),), "--revocation": ("perhaps",), "--at": ("yesterday",)},
    "watch": {
        "--level": ("B-X",),
        "--tsa": ("ftp://x",),
        "--box": ("1,2,3",),
        "--anchor-hit": ("0", *AT),
        "--settle": ("soon",),
    },
    "book prepare": {
        "--box": ("1,2,3",),
        "--anchor-hit": ("0", *AT),
        "--note": ("9=later",),
        "--initials-pages": ("9-1",),
        "--initials-text": ("x" * 99,),
        "--initials-corner": ("middle",),
        "--initials-image": ("none.png",),
        "--certify": ("nobody",),
        "--prepare-field": ("Client=1,2,3",),
    },
    "book sign": {
        "--agree": ("some",),
        "--set-aside": ("x",),
        "--level": ("B-X",),
    },
    "account login": {"--timeout": ("soon",)},
    "request create": {"--remind-days": ("0", "--name", "N", "--signatory", "a@b.example")},
    "request list": {"--box": ("letter",), "--limit": ("0",), "--offset": ("-1",)},
    "queue list": {"--ended": ("x",)},
    "book return": {"--set-aside": ("x",)},
    "book again": {"--file": ("x",), "--note": ("x",)},
}
# A name of something that is not there: the code is about that kind of thing alone.
UNKNOWN: dict[str, dict[str, tuple[str, str]]] = {
    "sign": {
        "--token": ("other", "no_token"),
        "--cert": ("other", "no_certificate"),
        "--field": ("other", "field_unknown"),
        "--template": ("other", "template_unknown"),
    },
    "watch": {
        "--token": ("other", "no_token"),
        "--cert": ("other", "no_certificate"),
        "--template": ("other", "template_unknown"),
    },
    "book prepare": {"--template": ("other", "template_unknown")},
    "book sign": {"--token": ("other", "no_token"), "--cert": ("other", "no_certificate")},
}
# Any text will do, or what is wrong is a file, a folder or a driver that the error names.
FREE = {
    "-o", "--out-dir", "--module", "--reason", "--location", "--title", "--for", "--by", "--folder",
    "--dir",
    # In these commands the place is tried on each document, and told with it.
    "watch --field", "watch --anchor", "book prepare --field", "book prepare --anchor",
    # Names, texts and addresses of requests and accounts: their own journeys try wrong ones.
    "--name", "--client-id", "--filing", "--mine", "--place", "--pattern", "--matter", "--client",
    "account add --url", "request create --signatory", "request create --expires",
    "--account", "--status", "--text", "--payload", "--headers", "request create --template",
    "request sign --signatory", "request sign --token", "request sign --cert",
    "request sign --level", "request sign --tsa", "request paper --signatory",
    "request decline --signatory", "request reassign --signatory", "request reassign --to",
}  # fmt: skip


def commands(at: Any = group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    if not isinstance(at, click.Group):
        yield name.strip(), at
        return
    for each, command in at.commands.items():
        yield from commands(command, f"{name} {each}")


def valued(command: click.Command) -> list[str]:
    return [
        each.opts[0]
        for each in command.params
        if isinstance(each, click.Option) and not each.is_flag
    ]


def test_no_option_is_without_its_bad_value():
    """A new option is given one here, or is said to take whatever is typed."""
    missing = [
        f"{name} {option}"
        for name, command in commands()
        for option in valued(command)
        if option not in WRONG.get(name, {})
        and option not in UNKNOWN.get(name, {})
        and not {option, f"{name} {option}"} & FREE
    ]
    assert missing == []


@pytest.fixture
def desk(paraph, home, tmp_path) -> Callable[..., Told]:  # noqa: F811
    """A profile with a shared folder, a book in it, and a card."""
    shared = tmp_path / "share"
    for folder in (shared, home, tmp_path / "watched"):
        folder.mkdir()
    save_settings(home, Settings(book_folder=str(shared), own_name="Me Roux"))

    def call(*words: object, **more: Any) -> Told:
        return paraph(
            *words, **{"cards": [card(identities=[ADA])], "modules": [HSM], "rules": LISTED, **more}
        )

    return call


@pytest.fixture
def book(desk, tmp_path) -> Path:
    told = desk("book", "prepare", SAMPLE, "--for", "Me Roux", "--json")
    assert told.status == 0, told
    return Path(told.json["book"])


def words_for(command: str, tmp_path: Path, book: Path) -> list[object]:
    more: dict[str, list[object]] = {
        "sign": [SAMPLE, "-o", tmp_path / "out.pdf", "--pin-stdin"],
        "upgrade": [SAMPLE],
        "verify": [SAMPLE],
        "watch": [tmp_path / "watched", "--once", "--pin-stdin"],
        "book prepare": [SAMPLE, "--for", "Me Roux"],
        "request create": [SAMPLE],
        "book sign": [book, "--pin-stdin"],
        "book return": [book],
        "book again": [book],
    }
    return [*command.split(), *more.get(command, []), "--json"]


def only(told: Told) -> Any:
    """Give the error, wherever the command's shape has it."""
    assert told.out.startswith("{"), told
    found = told.json
    return found["error"] if "error" in found else found["documents"][0]["error"]


@pytest.mark.parametrize(
    ("command", "option"), [(name, each) for name, table in WRONG.items() for each in table]
)
def test_what_is_wrong_with_a_value_is_told_with_its_option(desk, book, tmp_path, command, option):
    value, *more = WRONG[command][option]
    told = desk(*words_for(command, tmp_path, book), option, value, *more)
    error = only(told)
    argument, why = error["details"].get("argument"), error["details"].get("why", "")
    assert argument == option or f"'{option}'" in why, error
    assert told.status == (3 if error["code"].startswith("image_") else 2)
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(
    ("command", "option"), [(name, each) for name, table in UNKNOWN.items() for each in table]
)
def test_what_is_not_there_has_a_code_of_its_own(desk, book, tmp_path, command, option):
    value, code = UNKNOWN[command][option]
    more = ["--agree", "all"] if command == "book sign" else []
    told = desk(*words_for(command, tmp_path, book), option, value, *more)
    assert (only(told)["code"], told.status) == (code, 3)


def test_a_kept_look_is_drawn_by_its_name_and_unknown_ones_are_listed(desk, home, tmp_path):  # noqa: F811
    look = Appearance("Contracts", text="Sur délégation", lines=(Part.NAME, Part.TEXT))
    JsonLooks(home).write("Ada Lovelace", Looks((look,)))
    out = tmp_path / "out.pdf"
    words = ("sign", SAMPLE, "-o", out, *BOX, "--pin-stdin", "--json", "--look")
    told = desk(*words, "letters")
    assert (told.status, told.json["error"]["details"]["known"]) == (2, ["Contracts"])
    told = desk(*words, "contracts")
    assert told.status == 0, told
    with pymupdf.open(out) as document:
        document.bake()
        assert "Sur délégation" in document[2].get_text()
    told = desk("sign", SAMPLE, "-o", out, "--look", "contracts", "--json")
    assert "visible place" in told.json["error"]["details"]["why"]


def test_a_look_and_a_code_go_together(desk, home, tmp_path):  # noqa: F811
    JsonLooks(home).write("Ada Lovelace", Looks((Appearance("Name", lines=(Part.NAME,)),)))
    plain, coded = tmp_path / "plain.pdf", tmp_path / "coded.pdf"
    for out, more in ((plain, ()), (coded, ("--qr",))):
        told = desk("sign", SAMPLE, "-o", out, *BOX, "--pin-stdin", "--look", "Name", *more)
        assert (told.status, "no room" in told.err) == (0, False), told
    assert drawn(coded) != drawn(plain), "no code was drawn"


def drawn(path: Path) -> tuple[int, int]:
    with pymupdf.open(path) as document:
        document.bake()
        page = document[2]
        return len(page.get_drawings()), len(page.get_image_info())


@pytest.mark.parametrize("option", ["--image", "--initials-image"])
def test_what_is_no_picture_is_told_with_its_option_and_file(desk, tmp_path, option):
    told = desk("sign", SAMPLE, "-o", tmp_path / "o.pdf", *BOX, option, SAMPLE, "--json")
    details = told.json["error"]["details"]
    assert (told.status, details["argument"], details["file"]) == (3, option, str(SAMPLE))


@pytest.mark.parametrize(
    ("claim", "words", "code", "is_warned"),
    [
        (("2", "B"), (), "archive_kept", False),
        (("2", "A"), BOX, "archive_tags_lacking", True),
        (("2", "A"), (), "archive_kept", False),
        (("4", ""), (), "archive_unknown", True),
        (None, BOX, None, False),
    ],
)
def test_what_becomes_of_pdf_a_is_said_before_the_pin(
    desk, tmp_path, claim, words, code, is_warned
):
    source = tmp_path / "in.pdf"
    with pymupdf.open(SAMPLE) as document:
        if claim is not None:
            document.set_xml_metadata(
                f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><pdfaid:part>{claim[0]}</pdfaid:part>'
                f"<pdfaid:conformance>{claim[1]}</pdfaid:conformance></x:xmpmeta>"
            )
        document.save(source)
    asked = ("sign", source, *words, "--pin-stdin")
    told = desk(*asked, "-o", tmp_path / "a.pdf", stdin="")
    assert told.status == 3, "no PIN was typed"
    assert ([code] if code else []) == [w for w in ARCHIVE if f"[{w}]" in told.err]
    found = desk(*asked, "-o", tmp_path / "b.pdf", "--json").json["documents"][0]["warnings"]
    assert [each["code"] for each in found] == ([code] if is_warned else [])


def test_an_anchor_counts_as_a_box_for_pdf_a(desk, tmp_path):
    source = tmp_path / "in.pdf"
    with pymupdf.open(SAMPLE) as document:
        document.set_xml_metadata('<x pdfaid:part="2" pdfaid:conformance="A"/>')
        document.save(source)
    words = ("sign", source, "-o", tmp_path / "a.pdf", *AT, "--pin-stdin", "--json")
    found = desk(*words).json["documents"][0]["warnings"]
    assert [each["code"] for each in found] == ["archive_tags_lacking"]


def test_every_option_says_what_it_does():
    silent = [
        (name, each.name)
        for name, command in commands()
        for each in command.params
        if isinstance(each, click.Option) and not each.help
    ]
    assert silent == []


def one_object(told: Told, *statuses: int) -> dict[str, Any]:
    found = json.loads(told.out)
    assert isinstance(found, dict)
    assert told.status in statuses, told
    assert "Traceback" not in told.err
    return found


def test_each_command_answers_with_one_object_in_success_and_in_failure(desk, book, tmp_path):
    """Those that need a network or a driver are run so in the journeys of their own."""
    signed, none = tmp_path / "signed.pdf", tmp_path / "none.pdf"
    key = ("--pin-stdin", "--json")
    anchor = tmp_path / "ca.der"
    anchor.write_bytes(ADA.ca_der)
    stories: list[tuple[tuple[object, ...], int, set[str]]] = [
        (("sign", SAMPLE, "-o", signed, *key), 0, {"documents", "signed", "failed", "pin_prompts"}),
        (("sign", none, "-o", tmp_path / "o.pdf", *key), 3, {"documents", "signed", "failed"}),
        (("sign", SAMPLE, "-o", signed, *key), 3, {"documents"}),
        (("sign", SAMPLE, "--json"), 2, {"error"}),
        (("verify", signed, "--trust", anchor, "--json"), 0, {"verdict", "signatures", "reasons"}),
        (("verify", signed, "--json"), 1, {"verdict"}),
        (("verify", none, "--json"), 3, {"error"}),
        (("verify", signed, none, "--json"), 3, {"files"}),
        (("upgrade", none, "--json"), 3, {"documents"}),
        (("upgrade", signed, "--level", "B-T", "--json"), 3, {"documents"}),
        (("upgrade", "--give-up", signed, "--json"), 0, {"documents"}),
        (("upgrade", SAMPLE, signed, "-o", none, "--json"), 2, {"error"}),
        (("sync", "--json"), 0, {"upgraded", "needs_person", "archive", "waiting"}),
        (("sync", "--sometimes", "--json"), 2, {"error"}),
        (("trust", "add", anchor, "--json"), 0, {"certificates"}),
        (("trust", "add", none, "--json"), 3, {"error"}),
        (("trust", "list", "--json"), 0, {"certificates"}),
        (("trust", "remove", "00", "--json"), 2, {"error"}),
        (("tokens", "--json"), 0, {"modules"}),
        (("tokens", "--else", "--json"), 2, {"error"}),
        (("doctor", "--json"), 0, {"tsa"}),
        (("watch", tmp_path / "watched", "--once", *key), 0, {"signed", "failed", "error"}),
        (("watch", none, "--once", *key), 3, {"error"}),
        (("book", "list", "--json"), 0, {"books"}),
        (("book", "list", "--folder", none, "--json"), 4, {"error"}),
        (("book", "show", book, "--json"), 0, {"documents"}),
        (("book", "show", "none", "--json"), 3, {"error"}),
        (("book", "sign", book, *key), 3, {"error"}),
        (("book", "sign", book, "--agree", "all", *key), 0, {"documents", "pin_prompts", "error"}),
        (("book", "again", book, "--json"), 3, {"error"}),
        (("book", "return", book, "--json"), 0, {"documents"}),
        (("book", "return", book, "--json"), 3, {"error"}),
        (("book", "prepare", none, "--for", "Me Roux", "--json"), 3, {"error"}),
        (("demo", "--headless", "--dir", anchor, "--json"), 3, {"error"}),
        (("else", "--json"), 2, {"error"}),
        (("account", "list", "--json"), 0, {"accounts"}),
        (("account", "add", "--json"), 2, {"error"}),
        (("account", "login", "--json"), 3, {"error"}),
        (("account", "logout", "--json"), 3, {"error"}),
        (("account", "remove", "--name", "none", "--json"), 3, {"error"}),
        (("account", "status", "--json"), 3, {"error"}),
        (("filing", "--json"), 3, {"error"}),
        (("queue", "list", "--json"), 0, {"entries"}),
        (("queue", "show", "none", "--json"), 3, {"error"}),
        (("queue", "retry", "none", "--json"), 3, {"error"}),
        (("queue", "cancel", "none", "--json"), 3, {"error"}),
        (("request", "list", "--json"), 0, {"requests"}),
        (("request", "create", SAMPLE, *CREATED, "--json"), 3, {"error"}),
        *((("request", act, "none", "--json"), 3, {"error"}) for act in ACTS),
        (("request", "decline", "none", "--reason", "No", "--json"), 3, {"error"}),
        (("request", "reassign", "none", *REASSIGNED, "--json"), 3, {"error"}),
        (("request", "paper", "none", SAMPLE, "--signatory", "1", "--json"), 3, {"error"}),
        (("request", "download", "none", "--dir", tmp_path, "--json"), 3, {"error"}),
        (("request", "sign", "none", *key), 3, {"error"}),
        (("webhook", "secret", "--json"), 3, {"error"}),
        (("webhook", "apply", "--payload", none, "--headers", none, "--json"), 3, {"error"}),
    ]
    for words, status, names in stories:
        found = one_object(desk(*words), status)
        assert names <= found.keys(), (words, found)
    forbidden = desk("watch", tmp_path / "watched", "--once", *key, rules=Rules())
    assert one_object(forbidden, 5)["error"]["code"] == "watch_forbidden"
    met = {name for name, _ in commands() for words, *_ in stories if starts(words, name)}
    assert met == {name for name, _ in commands()}


def starts(words: Sequence[object], name: str) -> bool:
    parts = name.split()
    return list(map(str, words[: len(parts)])) == parts
