"""Places for several people, by whose words stand near them."""

from paraph.domain.placing.page_marks import Marks
from paraph.domain.placing.page_text import ShownRect, TextLine
from paraph.domain.placing.proposing import SeenPage, Signing, propose

PAGE = ShownRect(0, 0, 595, 842)
LAWYER = Signing(1, "Camille", "Roux", is_firm=True)
CLIENT = Signing(2, "Inès", "Varenne", is_firm=False)


def line(text: str, left: float, top: float) -> TextLine:
    return TextLine(text, left, top, left + 6 * len(text), top + 14, top + 11)


def rule(left: float, y: float) -> ShownRect:
    return ShownRect(left, y, left + 200, y + 1)


def seen(lines, rules, index: int = 2) -> SeenPage:
    return SeenPage(index, PAGE, Marks(tuple(lines), tuple(rules)))


def lefts(people, *pages) -> dict[int, float]:
    return {each.person: each.find.rect.left for each in propose(people, pages)}


RULES = (rule(72, 620), rule(320, 620))


def test_the_firm_and_the_other_side_get_their_own_lines_in_any_order_of_people():
    page = seen(
        [line("Signature de l’avocat", 72, 500), line("Signature du client", 320, 500)], RULES
    )
    assert lefts([LAWYER, CLIENT], page) == lefts([CLIENT, LAWYER], page) == {1: 72, 2: 320}


def test_a_name_beneath_a_line_says_more_than_the_side():
    lines = [
        line("Signature", 72, 500), line("Signature", 320, 500),
        line("Mme Ines Varenne", 72, 630), line("Me Camille Roux", 320, 630),
    ]  # fmt: skip
    assert lefts([LAWYER, CLIENT], seen(lines, RULES)) == {1: 320, 2: 72}


def test_where_no_word_tells_they_come_in_reading_order_and_the_town_last():
    lines = [
        line("Done at Paris, on", 72, 300), line("Signature", 72, 500), line("Signature", 320, 500),
    ]  # fmt: skip
    assert lefts([LAWYER, CLIENT], seen(lines, RULES)) == {1: 72, 2: 320}


def test_each_place_is_given_once_and_whoever_finds_none_gets_none():
    page = seen([line("Signature", 72, 500)], RULES[:1])
    found = propose([LAWYER, CLIENT], [page])
    assert [each.person for each in found] == [1]
    assert (
        propose([LAWYER], [seen([line("Some text of a contract that goes on", 72, 100)], [])]) == ()
    )
