"""Templates on disk: what was kept comes back, on pages of any size, and damage costs no start."""

import pytest

from paraph.domain.errors import FolderReadOnly
from paraph.domain.errors.placing import TemplateDoesNotFit, TemplateUnknown
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule
from paraph.domain.placing.placement_template import Template, TemplateBox
from paraph.domain.placing.placing_rule import LAST, AnchorRule, Where
from paraph.domain.placing.signature_field import Box, PageGeometry, Place
from paraph.filing.templates import JsonTemplates

A4, LETTER = PageGeometry(Box(0, 0, 595, 842)), PageGeometry(Box(0, 0, 612, 792))
FULL = Template(
    "Bail — résidence",
    field="Bailleur",
    box=TemplateBox(-1, Corner.LOWER_LEFT, 40.5, 50, 200, 80),
    anchor=AnchorRule("Fait à", Where.BELOW, LAST, (180, 60), (4, -2)),
    initials=InitialsRule("1-3,5", "CR", Corner.UPPER_LEFT, b"\x89PNG"),
    certification=Certification.FORM_FILLING,
    reason="Accord",
    location="Lyon",
)


def test_templates_come_back_as_they_were_kept(tmp_path):
    JsonTemplates(tmp_path).write(FULL)
    JsonTemplates(tmp_path).write(Template("plain"))
    JsonTemplates(tmp_path).write(Template("Anchor", anchor=AnchorRule("____")))
    shelf = JsonTemplates(tmp_path)
    assert shelf.names() == ["Anchor", "Bail — résidence", "plain"]
    assert shelf.read("Bail — résidence") == FULL
    assert shelf.read("plain") == Template("plain")
    assert shelf.read("Anchor").anchor == AnchorRule("____")
    shelf.write(FULL._replace(reason="Autre"))
    assert shelf.read(FULL.name).reason == "Autre"
    shelf.remove(FULL.name)
    assert shelf.names() == ["Anchor", "plain"]


def test_a_name_that_nobody_kept_is_told(tmp_path):
    shelf = JsonTemplates(tmp_path)
    for act in (shelf.read, shelf.remove):
        with pytest.raises(TemplateUnknown):
            act("Bail")


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        '{"A": 3}',
        '{"A": {"box": {"page": 1}}}',
        '{"A": {"certification": "perhaps"}}',
        '{"A": {"anchor": {"text": 7}}}',
        '{"A": {"box": {"page": true, "corner": "lower-left", "from_side_pt": 1, "from_edge_pt": 1,'
        ' "width_pt": 99, "height_pt": 99}}}',
        '{"A": {"initials": {"pages": "all", "image": "%%"}}}',
    ],
)
def test_a_damaged_file_is_put_aside(tmp_path, damage):
    file = tmp_path / "templates.json"
    file.write_text(damage)
    assert JsonTemplates(tmp_path).names() == []
    assert (tmp_path / "templates.damaged").read_text() == damage


def test_a_profile_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(FolderReadOnly):
        JsonTemplates(tmp_path / "missing").write(FULL)


def test_a_box_keeps_its_distance_from_its_corner_on_pages_of_any_size():
    place = Place(2, Box(395, 50, 555, 110))
    box = TemplateBox.of(place, [A4] * 3)
    assert box == TemplateBox(-1, Corner.LOWER_RIGHT, 40, 50, 160, 60)
    assert box.place([A4] * 3) == place
    assert box.place([LETTER]) == Place(0, Box(612 - 200, 50, 612 - 40, 110))
    first = TemplateBox.of(Place(0, Box(40, 700, 140, 800)), [A4] * 3)
    assert (first.page, first.corner) == (1, Corner.UPPER_LEFT)
    assert first.place([LETTER]).box == Box(40, 792 - 142, 140, 792 - 42)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_box_goes_to_the_same_corner_of_the_shown_page(rotation):
    turned = PageGeometry(Box(10, 20, 605, 862), rotation)
    box = TemplateBox(1, Corner.LOWER_RIGHT, 40, 50, 160, 60)
    place = box.place([turned])
    assert TemplateBox.of(place, [turned]) == box


def test_a_template_that_does_not_fit_says_why():
    box = TemplateBox(3, Corner.LOWER_RIGHT, 40, 50, 160, 60)
    with pytest.raises(TemplateDoesNotFit) as refused:
        box.place([A4])
    assert refused.value.details == {"why": "no_such_page", "page": 3}
    with pytest.raises(TemplateDoesNotFit) as refused:
        box._replace(page=1).place([PageGeometry(Box(0, 0, 180, 200))])
    assert refused.value.details == {"why": "page_too_small", "page": 1}
