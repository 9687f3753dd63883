"""The lists of PKCS#11 modules and of cards: well-formed, sourced and free of doubles."""

import json
import re
from collections import Counter
from datetime import date
from functools import reduce
from itertools import pairwise
from operator import xor
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "resources" / "pkcs11"
SYSTEMS = ("linux", "macos", "windows", "windows32")
KINDS = {"card", "hsm", "software", "tpm", "proxy"}
CONFIDENCE = {"documented", "seen", "common"}
PLACEHOLDERS = {
    "arch": ("x86_64-linux-gnu", "aarch64-linux-gnu"),
    "lib": ("lib", "lib64"),
    "system32": ("C:\\Windows\\System32",),
    "programfiles": ("C:\\Program Files",),
    "programfiles86": ("C:\\Program Files (x86)",),
    "home": ("/home/someone",),
}
OF_SYSTEM = {
    "linux": {"arch", "lib", "home"},
    "macos": {"home"},
    "windows": {"system32", "programfiles", "programfiles86", "home"},
    "windows32": {"system32", "programfiles", "programfiles86", "home"},
}
HEX = re.compile(r"(?:[0-9A-F]{2}){2,33}")


def no_double_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), keys
    return dict(pairs)


def read(name: str) -> Any:
    text = (FOLDER / name).read_text("utf-8")
    return json.loads(text, object_pairs_hook=no_double_keys)


MODULES: list[dict[str, Any]] = read("modules.json")["modules"]
CARDS: list[dict[str, Any]] = read("cards.json")["cards"]
by_id = pytest.mark.parametrize("module", MODULES, ids=lambda module: module["id"])
by_atr = pytest.mark.parametrize("card", CARDS, ids=lambda card: card["atr"])


def expanded(path: str) -> list[str]:
    """Every path that the placeholders can give."""
    found = re.search(r"\{(\w+)\}", path)
    if not found:
        return [path]
    each = (path.replace(found[0], value) for value in PLACEHOLDERS[found[1]])
    return [whole for one in each for whole in expanded(one)]


def atr_fault(atr: bytes) -> str:
    """What ISO 7816-3 has against it: interface bytes, historical bytes, check byte."""
    historical, more, at, protocols = atr[1] & 15, atr[1] >> 4, 2, set()
    while more:
        at += (more & 7).bit_count()
        if not more & 8:
            break
        if at >= len(atr):
            return "cut short"
        protocols.add(atr[at] & 15)
        more, at = atr[at] >> 4, at + 1
    checked = bool(protocols - {0})
    if len(atr) != at + historical + checked:
        return f"{len(atr)} bytes, not {at + historical + checked}"
    return "wrong check byte" if checked and reduce(xor, atr[1:]) else ""


@pytest.mark.parametrize("name", ["modules.json", "cards.json"])
def test_file_is_well_formed_and_dated(name: str) -> None:
    whole = read(name)
    assert whole["about"]
    assert date.fromisoformat(whole["dated"])
    text = (FOLDER / name).read_text("utf-8")
    assert text.endswith("}\n")


def test_module_ids_and_names_are_unique() -> None:
    assert MODULES
    for key in ("id", "name"):
        doubles = [one for one, n in Counter(module[key] for module in MODULES).items() if n > 1]
        assert not doubles


@by_id
def test_module_is_whole(module: dict[str, Any]) -> None:
    told = {"id", "name", "for", "kind", "where", "source", "confidence", *SYSTEMS}
    assert set(module) == told
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", module["id"])
    assert module["kind"] in KINDS
    assert module["confidence"] in CONFIDENCE
    for key in ("name", "for", "where", "source"):
        assert module[key] == module[key].strip() != ""
    assert "://" not in module["where"]
    assert any(module[system] for system in SYSTEMS)


@by_id
@pytest.mark.parametrize("system", SYSTEMS)
def test_paths_are_whole_and_their_placeholders_known(module: dict[str, Any], system: str) -> None:
    for path in module[system]:
        assert set(re.findall(r"\{(.*?)\}", path)) <= OF_SYSTEM[system], path
        assert path == path.strip()
        for whole in expanded(path):
            assert not set(whole) & set("{}%$~*?"), whole
            if system.startswith("windows"):
                assert re.match(r"C:\\[^/]+\.dll$", whole), whole
            else:
                assert re.match(r"/[^\\]+$", whole), whole
                assert ".." not in whole


@pytest.mark.parametrize("system", SYSTEMS)
def test_no_path_stands_twice_within_a_system(system: str) -> None:
    fold = str if system == "linux" else str.casefold
    paths = [
        fold(whole) for module in MODULES for path in module[system] for whole in expanded(path)
    ]
    assert not [path for path, n in Counter(paths).items() if n > 1]


def test_no_32_bit_module_is_among_the_64_bit_ones() -> None:
    paths = {kind: set() for kind in ("windows", "windows32")}
    for module in MODULES:
        for kind, found in paths.items():
            found |= {whole.casefold() for path in module[kind] for whole in expanded(path)}
    assert not paths["windows"] & paths["windows32"]
    assert not [path for path in paths["windows"] if "syswow64" in path]


@by_atr
def test_card_is_whole_and_its_modules_exist(card: dict[str, Any]) -> None:
    assert set(card) == {"name", "atr", "mask", "modules", "source"}
    assert card["name"].strip()
    assert card["source"].strip()
    assert set(card["modules"]) <= {module["id"] for module in MODULES}
    assert len(card["modules"]) == len(set(card["modules"]))


@by_atr
def test_atr_is_valid(card: dict[str, Any]) -> None:
    assert HEX.fullmatch(card["atr"])
    atr = bytes.fromhex(card["atr"])
    assert atr[0] in (0x3B, 0x3F)
    if card["mask"] is None:
        assert not atr_fault(atr)
        return
    assert HEX.fullmatch(card["mask"])
    mask = bytes.fromhex(card["mask"])
    assert len(mask) == len(atr)
    assert mask[0] == 0xFF
    assert set(mask) != {0xFF}
    assert bytes(byte & bits for byte, bits in zip(atr, mask, strict=True)) == atr


def test_no_atr_stands_twice() -> None:
    assert CARDS
    doubles = [atr for atr, n in Counter(card["atr"] for card in CARDS).items() if n > 1]
    assert not doubles


def test_the_first_match_is_the_best_one() -> None:
    def width(card: dict[str, Any]) -> int:
        bits = bytes.fromhex(card["mask"] or "FF" * 40)
        return sum(byte.bit_count() for byte in bits)

    assert all(width(one) >= width(next_one) for one, next_one in pairwise(CARDS))


@pytest.mark.parametrize(
    ("atr", "name"),
    [
        ("3BDB960080B1FE451F830012233F536549440F9000F1", "Estonian"),
        ("3B9894400AA503010101AD1310", "Belgian"),
        ("3B9813400AA503010101AD1311", "Belgian"),
        ("3B7F960000006A444E4965100101550410039000", "DNIe"),
        ("3BDF96FF8131FE45805B44452E424E4F544B3130308105A0", "Bundesnotarkammer"),
        ("3BFF9600008131FE4380318065B0855956FB120FFE82900000", "5110"),
        ("3BFD1300008131FE158073C021C057597562694B657940", "YubiKey 5"),
    ],
)
def test_a_known_answer_names_its_card(atr: str, name: str) -> None:
    answer = bytes.fromhex(atr)

    def matches(card: dict[str, Any]) -> bool:
        want = bytes.fromhex(card["atr"])
        mask = bytes.fromhex(card["mask"] or "FF" * len(want))
        return len(answer) == len(want) and all(
            got & bits == byte for got, bits, byte in zip(answer, mask, want, strict=True)
        )

    first = next(card for card in CARDS if matches(card))
    assert name in first["name"]
