"""Looks on disk: what was kept comes back, for each person, and damage costs no start."""

import pytest

from paraph.domain.errors import FolderReadOnly
from paraph.domain.stamp.appearance import Appearance, DateForm, Looks, Part, StampLanguage
from paraph.filing.appearances import JsonLooks
from tests.fakes.pictures import signature

FULL = Appearance(
    "Verträge",
    lines=(Part.NAME, Part.TEXT),
    language=StampLanguage.GERMAN,
    date_form=DateForm.LONG,
    role="Rechtsanwältin",
    text="{serial}",
    image=signature(),
    clears_white=True,
    logo=signature(size=(20, 20)),
    has_qr=True,
)


def test_looks_come_back_as_they_were_kept_for_each_person(tmp_path):
    JsonLooks(tmp_path).write("Ada", Looks().using(Appearance("Plain")).using(FULL))
    JsonLooks(tmp_path).write("王小明", Looks().using(Appearance("印")))
    shelf = JsonLooks(tmp_path)
    assert shelf.read("Ada") == Looks((Appearance("Plain"), FULL), "Verträge")
    assert shelf.read("Ada").current == FULL
    assert shelf.read("王小明").current.name == "印"
    assert shelf.read("Bob") == Looks()


def test_a_person_without_looks_leaves_no_trace(tmp_path):
    shelf = JsonLooks(tmp_path)
    shelf.write("Ada", Looks().using(FULL))
    shelf.write("Ada", Looks())
    assert "Ada" not in (tmp_path / "looks.json").read_text("utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        "{",
        '{"Ada": 3}',
        '{"Ada": {"looks": [{"lines": ["nonsense"]}], "used": ""}}',
        '{"Ada": {"looks": [{"image": "%%"}], "used": ""}}',
        '{"Ada": {"looks": [{"has_qr": "yes"}], "used": ""}}',
        '{"Ada": {"looks": [{"name": 7}], "used": ""}}',
    ],
)
def test_a_damaged_file_is_put_aside_and_the_usual_look_holds(tmp_path, damage):
    file = tmp_path / "looks.json"
    file.write_text(damage)
    assert JsonLooks(tmp_path).read("Ada") == Looks()
    assert (tmp_path / "looks.damaged").read_text() == damage
    assert not file.exists()


def test_what_a_later_version_keeps_too_is_passed_over(tmp_path):
    file = tmp_path / "looks.json"
    file.write_text('{"Ada": {"looks": [{"name": "A", "shade": 3}], "used": "A"}}')
    assert JsonLooks(tmp_path).read("Ada").current == Appearance("A")


def test_a_profile_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(FolderReadOnly):
        JsonLooks(tmp_path / "missing").write("Ada", Looks().using(FULL))
