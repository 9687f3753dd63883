"""Names of the client's file: every system takes them, and none leads out of the root."""

import re
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.domain.errors.filing import FilingPatternRefused
from paraph.domain.service.filing_name import (
    DEFAULT_PATTERN,
    NAMES,
    FilingPlace,
    check_pattern,
    filing_place,
    safe_name,
)

# As Windows lists them (Naming Files, Paths, and Namespaces).
DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"
}
awkward = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.sampled_from(
        ["..", ".", "con", "NUL.pdf", "com1 .x", "LPT³", "a/../../b", "C:\\x", "\\\\srv\\x",
         "~", "", " ", "e\u0301" * 90, "x" * 400, "\u202egpj", "a\x00b", "Straße", "名" * 99,
         "\ud800", "-rf", "a. . .", "...x"]
    ),
)  # fmt: skip


def is_fine(name: str) -> bool:
    return (
        0 < len(name.encode()) <= 101
        and name == name.strip(" .")
        and not re.search(r'[\x00-\x1f\x7f<>:"/\\|?*]', name)
        and name.split(".", maxsplit=1)[0].rstrip(" ").upper() not in DEVICES
        and unicodedata.is_normalized("NFC", name)
        and not any(unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") for each in name)
        and "\u202e" not in name
    )


@given(awkward)
def test_a_name_is_one_that_every_system_takes(text):
    name = safe_name(text)
    assert name == "" or is_fine(name), repr(name)
    assert safe_name(name) == name or name.startswith("_")


@given(st.dictionaries(st.sampled_from(NAMES), awkward), st.integers(1, 500))
def test_a_place_stays_below_its_root(values, number):
    first = filing_place(DEFAULT_PATTERN, values)
    assert all(map(is_fine, (*first.folders, first.stem)))
    place = first.numbered(number)
    for kind, root in ((PurePosixPath, "/clients"), (PureWindowsPath, r"S:\clients")):
        path = kind(root).joinpath(*place.folders, place.stem + ".pdf")
        assert path.parent.parts[: len(kind(root).parts)] == kind(root).parts
        assert len(path.parts) == len(kind(root).parts) + len(place.folders) + 1
        assert ".." not in path.parts


@given(awkward, st.dictionaries(st.sampled_from(NAMES), awkward))
def test_any_pattern_gives_a_place_or_is_refused(pattern, values):
    try:
        place = filing_place(f"{pattern}/{{name}}", values)
    except FilingPatternRefused:
        return
    assert all(map(is_fine, place.folders))


@given(awkward)
def test_a_file_system_takes_the_name(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("names")
    name = safe_name(text) or "_"
    (folder / f"{name} - audit trail (12).pdf").write_bytes(b"")
    assert len(list(folder.iterdir())) == 1


def test_a_pattern_is_filled():
    values = {"client": "Müller & Cie", "matter": "2026/0147", "date": "2026-12-01", "name": "Fee"}
    assert filing_place("", values) == FilingPlace(("Müller & Cie", "2026-0147"), "2026-12-01 Fee")
    values |= {"year": "2026", "reference": "r1"}
    assert filing_place(r"{year}\signed\{reference} {name}", values) == FilingPlace(
        ("2026", "signed"), "r1 Fee"
    )


def test_a_folder_of_which_nothing_is_known_is_left_out():
    assert filing_place("", {"name": "Fee", "date": "2026-12-01"}).folders == ()
    assert filing_place("/{client}//{name}", {"name": "Fee"}) == FilingPlace((), "Fee")


def test_a_name_of_a_value_is_not_filled_again():
    assert filing_place("{name}", {"name": "{client}", "client": "X"}).stem == "{client}"


def test_names_that_are_alike_for_the_eye_are_one():
    assert safe_name("Mu\u0308ller") == safe_name("Müller") == "Müller"
    # Composed before it is cut: as many letters as fit.
    assert safe_name("e\u0301" * 90) == "é" * 50


def test_words_of_other_scripts_stay():
    for text in ("محمد علي", "ශ්‍රී", "李小龙", "Łukasz Παπαδόπουλος", "Đặng"):
        assert safe_name(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{kunde}/{name}", "unknown_name"),
        ("{client/{name}", "unknown_name"),
        ("{client}/{matter}", "no_name"),
        ("{name}/{date}", "no_name"),
        ("a/" * 9 + "{name}", "too_deep"),
        ("{}{name}", "unknown_name"),
    ],
)
def test_a_pattern_that_cannot_be_filled_is_refused(pattern, why):
    with pytest.raises(FilingPatternRefused) as caught:
        check_pattern(pattern)
    assert caught.value.details["why"] == why


def test_the_second_of_a_name_has_a_number():
    place = FilingPlace(("a",), "Fee")
    assert (place.numbered(1), place.numbered(2)) == (place, FilingPlace(("a",), "Fee (2)"))
    assert Path(place.numbered(2).stem + ".pdf").suffix == ".pdf"
