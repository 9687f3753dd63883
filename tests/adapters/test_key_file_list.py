"""The key files of a profile: paths and certificates, nothing else, in one JSON file."""

import json
from pathlib import Path

import pytest

from paraph.filing.key_file_list import JsonKeyFileList


def test_what_is_remembered_is_there_for_another_process_and_can_be_forgotten(tmp_path: Path):
    one = JsonKeyFileList(tmp_path)
    assert one.paths() == []
    one.remember("/stick/clé.p12", [b"own", b"issuer"])
    one.remember("/home/b.pfx", [b"b"])
    other = JsonKeyFileList(tmp_path)
    assert other.paths() == ["/stick/clé.p12", "/home/b.pfx"]
    assert other.certificates("/stick/clé.p12") == (b"own", b"issuer")
    assert other.certificates("/elsewhere.p12") == ()
    other.forget("/stick/clé.p12")
    assert one.paths() == ["/home/b.pfx"]
    assert [each.name for each in tmp_path.iterdir()] == ["key-files.json"]


@pytest.mark.parametrize(
    "content", ["{broken", "[]", '{"a.p12": "b"}', '{"a.p12": [1]}', '{"a.p12": ["?"]}', "\udcff"]
)
def test_a_damaged_list_is_put_aside_and_begun_anew(tmp_path: Path, content: str):
    raw = content.encode("utf-8", "surrogateescape")
    (tmp_path / "key-files.json").write_bytes(raw)
    files = JsonKeyFileList(tmp_path)
    assert files.paths() == []
    assert (tmp_path / "key-files.damaged").read_bytes() == raw
    files.remember("/a.p12", [b"a"])
    assert json.loads((tmp_path / "key-files.json").read_text("utf-8")) == {"/a.p12": ["YQ=="]}
