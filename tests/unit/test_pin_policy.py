"""How long a PIN is kept, and who decides it."""

import json
from pathlib import Path

import pytest

from paraph.administrator import Rules, load_rules
from paraph.domain.keys.pin_policy import PinKeeping, pin_policy


def rules(tmp_path: Path, content: object) -> Rules:
    file = tmp_path / "policy.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return load_rules(file)


def test_without_a_file_the_person_decides(tmp_path: Path):
    assert load_rules(tmp_path / "none.json") == Rules(None, key_files=True, file=None)
    policy = pin_policy(None, "batch")
    assert (policy.keeping, policy.by_administrator, policy.keep_s) == (PinKeeping.BATCH, False, 0)


@pytest.mark.parametrize(
    ("pin", "keep_s", "batch"), [("never", 0, False), ("batch", 0, True), (5, 300, True)]
)
def test_what_an_administrator_decides_holds(tmp_path: Path, pin, keep_s, batch):
    decided = rules(tmp_path, {"pin": pin, "key_files": False})
    assert (decided.pin, decided.key_files, decided.trouble) == (pin, False, None)
    policy = pin_policy(decided.pin, 60)
    assert (policy.keep_s, policy.covers_batch, policy.by_administrator) == (keep_s, batch, True)


def test_a_file_that_a_windows_editor_saved_is_read(tmp_path: Path):
    (tmp_path / "policy.json").write_text('{"pin": 5}', "utf-8-sig")
    found = load_rules(tmp_path / "policy.json")
    assert (found.pin, found.trouble) == (5, None)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "[" * 100_000, {"pin": 0}, {"pin": 61}, {"pin": True}, {"pin": "always"},
     {"pni": "never"}, {"key_files": "no"}],
)  # fmt: skip
def test_a_file_that_cannot_be_understood_forbids_and_says_why(tmp_path: Path, content):
    found = rules(tmp_path, content)
    assert (found.pin, found.key_files) == ("never", False)
    assert found.trouble
    assert found.file == str(tmp_path / "policy.json")


def test_a_file_that_cannot_be_read_forbids_too(tmp_path: Path):
    (tmp_path / "policy.json").mkdir()
    found = load_rules(tmp_path / "policy.json")
    assert (found.pin, found.key_files, found.trouble) == ("never", False, "IsADirectoryError")


def test_minutes_beyond_the_most_are_cut():
    assert pin_policy(None, 600).minutes == 60
    assert pin_policy(None, 0).minutes == 1


@pytest.mark.parametrize(
    ("text", "keep_s"), [("never", 0), ("batch", 0), ("5", 300), ("600", 3600), ("always", 0)]
)
def test_settings_hold_it_as_text_and_a_word_of_nobody_is_the_usual(text: str, keep_s: float):
    policy = pin_policy(None, text)
    assert policy.keep_s == keep_s
    assert policy.covers_batch == (text != "never")


def test_minutes_count_as_a_batch_where_nobody_sees_the_person_leave():
    minutes, never = pin_policy(10, "batch"), pin_policy("never", "batch")
    assert minutes.where(leaving_is_seen=True) == minutes
    unseen = minutes.where(leaving_is_seen=False)
    assert (unseen.keep_s, unseen.covers_batch, unseen.by_administrator) == (0, True, True)
    assert never.where(leaving_is_seen=False) == never
