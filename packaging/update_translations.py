"""Bring `resources/translations` up to date with the words in the source, and compile them.

Run after a change of words: `python packaging/update_translations.py`. With `--check` nothing is
written, and the exit status tells whether there was something to do. Translators edit the .ts
files with Qt Linguist; both .ts and .qm files are committed, so that a source tree runs as it is.
"""

import ast
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "desktop"))
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("en", "de", "fr")


def main() -> int:
    """Update, or compare what an update would give."""
    is_check = "--check" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for language in LANGUAGES:
            catalogue = FOLDER / f"paraph_{language}.ts"
            if catalogue.exists():
                shutil.copy(catalogue, folder)
            update(folder / catalogue.name, language)
            compile_catalogue(folder / catalogue.name)
        made = sorted(path for path in folder.iterdir() if path.suffix in (".ts", ".qm"))
        changed = [path for path in made if not _is_same(path, FOLDER / path.name)]
        for path in changed:
            print(path.name)
            if not is_check:
                FOLDER.mkdir(exist_ok=True)
                shutil.copy(path, FOLDER)
    return 1 if is_check and changed else 0


def update(catalogue: Path, language: str) -> None:
    """Take the words of the window and of the messages into a catalogue."""
    sources = sorted((ROOT / "desktop" / "paraph" / "gui").rglob("*.py"))
    with tempfile.TemporaryDirectory() as name:
        messages, plurals_first = Path(name) / "messages.py", Path(name) / "plurals.py"
        messages.write_text(_messages_for_lupdate(), "utf-8")
        plurals_first.write_text(_plurals_for_lupdate(sources), "utf-8")
        # English is the language of the source: only its plurals are to be written.
        plurals = ["-pluralonly"] if language == "en" else []
        files = [plurals_first, *sources, messages]
        how = ["-silent", "-no-obsolete", "-locations", "none", *plurals]
        languages = ["-source-language", "en", "-target-language", language]
        _run(["pyside6-lupdate", *how, *languages, *map(str, files), "-ts", str(catalogue)])
    if language != "en":
        _check_nothing_was_missed(sources, catalogue)


def compile_catalogue(catalogue: Path) -> None:
    """Write the .qm file beside a .ts file."""
    compiled = catalogue.with_suffix(".qm")
    _run(["pyside6-lrelease", "-silent", str(catalogue), "-qm", str(compiled)])


def _messages_for_lupdate() -> str:
    # The domain knows no Qt and cannot mark its words itself.
    from paraph.domain.messages.acts import NOTICES, WARNINGS, WORDS
    from paraph.domain.messages.books import BOOK_WORDS
    from paraph.domain.messages.content import CONTENT_WORDS, PREFLIGHT_WORDS
    from paraph.domain.messages.keys import ACTS_IN_PROGRAM, BY_KEY
    from paraph.domain.messages.levels import LEVEL_WORDS
    from paraph.domain.messages.placing import PLACING_WORDS
    from paraph.domain.messages.profile import PROFILE_WORDS

    of_keys = [words for each in BY_KEY.values() for words in each.values()]
    of_levels = (*LEVEL_WORDS.values(), *PLACING_WORDS.values(), *BOOK_WORDS.values())
    of_levels = (*of_levels, *PROFILE_WORDS.values())
    every = (*WORDS.values(), *of_keys, *of_levels, *NOTICES.values(), *WARNINGS.values())
    every = (*every, *CONTENT_WORDS.values(), *PREFLIGHT_WORDS.values())
    acts = [act for each in ACTS_IN_PROGRAM.values() for act in each.values()]
    sentences = dict.fromkeys([*(part for words in every for part in words), *acts])
    lines = [f'QT_TRANSLATE_NOOP("Messages", {_quoted(text)})' for text in sentences if text]
    return "from PySide6.QtCore import QT_TRANSLATE_NOOP\n" + "\n".join(lines) + "\n"


def _plurals_for_lupdate(sources: list[Path]) -> str:
    # lupdate 6.11 sees a plural in `translate` only where the number is a literal one.
    lines = [
        f"QCoreApplication.translate({_quoted(context)}, {_quoted(text)}, '', 1)"
        for call, texts in _marked(sources)
        if len(call.args) == 4 and len(texts) >= 2
        for context, text in [texts[:2]]
    ]
    return "from PySide6.QtCore import QCoreApplication\n" + "\n".join(lines) + "\n"


def _marked(sources: list[Path]) -> Iterator[tuple[ast.Call, list[str]]]:
    """Give every call that marks words for translation, with its literal arguments."""
    for source in sources:
        for call in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(call, ast.Call) and _name(call) in (
                "tr",
                "translate",
                "QT_TRANSLATE_NOOP",
            ):
                literals = (arg.value for arg in call.args if isinstance(arg, ast.Constant))
                yield call, [text for text in literals if isinstance(text, str)]


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _check_nothing_was_missed(sources: list[Path], catalogue: Path) -> None:
    known = {each.text for each in ET.parse(catalogue).iter("source")}  # our own file
    for call, texts in _marked(sources):
        position = 0 if _name(call) == "tr" else 1
        if len(texts) > position and texts[position] not in known:
            raise SystemExit(f"lupdate does not understand: {texts[position]!r}")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


def _run(command: list[str]) -> None:
    tool = Path(sys.executable).parent / command[0]
    subprocess.run([str(tool), *command[1:]], check=True)


if __name__ == "__main__":
    raise SystemExit(main())
