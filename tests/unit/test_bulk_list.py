"""Lists of people as spreadsheets write them, and what each row becomes."""

from datetime import UTC, date, datetime

import pytest

from paraph.domain.errors.service import ListUnreadable
from paraph.domain.placing.signature_field import Box
from paraph.domain.service.bulk_list import MOST_ROWS, read_list, rows_of
from paraph.domain.service.prepared import FieldToPlace, Prepared, PreparedPerson

TODAY = date(2026, 11, 23)
LAWYER = PreparedPerson(1, "c.roux@rouxhale.example", "Camille", "Roux", with_card=True)
CLIENT = PreparedPerson(2, order=2)
MODEL = Prepared(
    "11111111-1111-4111-8111-111111111111",
    datetime(2026, 11, 23, tzinfo=UTC),
    name="Pouvoir",
    account="acc-1",
    document_name="pouvoir.pdf",
    document_sha256="a" * 64,
    people=(LAWYER, CLIENT),
    fields=tuple(
        FieldToPlace(10 + n, n, "signature", 0, Box(100, 100 * n, 280, 100 * n + 60))
        for n in (1, 2)
    ),
    of_list=True,
)
HEAD, ANNE = "Courriel;Prénom;Nom", "anne@client.example;Anne;Lefèvre"


def rows(text: str, model: Prepared = MODEL):
    return rows_of(read_list(text.encode()), model, TODAY)


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD}\r\n{ANNE}\r\n".encode(),
        f"\ufeff{HEAD}\n{ANNE}".encode(),
        f"{HEAD}\r\n{ANNE}\r\n".encode("windows-1252"),
        f"{HEAD}\r\n{ANNE}\r\n".replace(";", "\t").encode("utf-16"),
        f"{HEAD}\r\n{ANNE}\r\n".replace(";", "\t").encode("utf-16-le"),
        f"{HEAD}\r\n{ANNE}\r\n".replace(";", "\t").encode("utf-16-be"),
        f"{HEAD}\n{ANNE}\n".replace(";", ",").encode(),
        f"sep=|\r\n{HEAD}\r\n{ANNE}\r\n".replace(";", "|").encode(),
        '"Courriel";"Prénom";"Nom"\r\n"anne@client.example";"Anne";"Lefèvre"\r\n'.encode(),
        f"{HEAD}\r\n\r\n;;\r\n  anne@client.example ;\u00a0Anne; Lefèvre\r\n".encode(),
        f"{HEAD}\r{ANNE}\r".encode(),
    ],
)
def test_one_list_is_read_however_a_spreadsheet_writes_it(content: bytes):
    (row,) = rows_of(read_list(content), MODEL, TODAY)
    assert row.errors == ()
    lawyer, client = row.prepared.people
    assert lawyer == LAWYER
    assert (client.email, client.name) == ("anne@client.example", "Anne Lefèvre")
    assert row.prepared.name == "Pouvoir – Anne Lefèvre"
    assert [each.person for each in row.prepared.fields] == [1, 2]


def test_quotes_hold_separators_quotes_and_line_ends():
    (row, other) = rows(
        "email,name,matter,title\n"
        '"anne@client.example","Lefèvre, Anne","2026-0147","A ""fine"" title,\nin two lines"\n'
        "b@client.example,Bo Roux,,\n"
    )
    assert row.prepared.name == 'A "fine" title, in two lines'
    assert row.prepared.people[1].last_name == "Anne"
    assert row.prepared.matter == "2026-0147"
    assert (row.line, other.line) == (2, 4)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (";Anne;Martin", "no_email"),
        ("anne at client;Anne;Martin", "not_an_email"),
        ("anne@client.example;Anne;", "no_person_name"),
        ("anne@client.example;Anne;Martin;x", "too_many_cells"),
        ("c.roux@rouxhale.example;Anne;Martin", "email_twice"),
        (f"anne@client.example;Anne;{'M' * 201}", "person_name_not_a_line"),
        ("anne@client.example;An\x07ne;Martin", "person_name_not_a_line"),
    ],
)
def test_a_bad_row_says_why_and_the_others_stay_good(line: str, error: str):
    good, bad, last = rows(f"{HEAD}\n{ANNE}\n{line}\nbo@client.example;Bo;Hale")
    assert good.errors == last.errors == ()
    assert error in bad.errors


def test_days_are_read_as_they_are_written_here_and_past_ones_refused():
    found = rows(
        "email;name;échéance\na@b.example;A B;2026-12-05\nb@b.example;B B;5.12.2026\n"
        "c@b.example;C B;05/12/2026\nd@b.example;D B;5.12.2025\ne@b.example;E B;31.2.2027"
    )
    assert [each.prepared.expires_on for each in found[:3]] == ["2026-12-05"] * 3
    assert [each.errors for each in found] == [(), (), (), ("day_is_past",), ("not_a_day",)]


def test_a_row_is_called_the_same_whenever_it_is_the_same():
    one, two, again = rows(f"{HEAD}\n{ANNE}\nbo@client.example;Bo;Hale\n{ANNE.upper()}")
    reordered = rows("Nom;Courriel;Prénom\nLefèvre;ANNE@client.example;Anne")[0]
    assert one.prepared.reference == reordered.prepared.reference != two.prepared.reference
    assert again.errors == ()  # its names are others
    (_, twice) = rows(f"{HEAD}\n{ANNE}\n{ANNE}")
    assert twice.errors == ("row_twice",)
    other = MODEL._replace(document_sha256="b" * 64)
    assert rows(f"{HEAD}\n{ANNE}", other)[0].prepared.reference != one.prepared.reference


def test_two_people_of_one_row():
    model = MODEL._replace(
        people=(*MODEL.people, PreparedPerson(3, order=2)),
        fields=(*MODEL.fields, FieldToPlace(13, 3, "signature", 0, Box(300, 400, 480, 460))),
    )
    (row,) = rows("email 1;name 1;E-Mail 2;Nom 2;Prénom 2\na@b.example;A B;c@d.example;D;C", model)
    assert row.errors == ()
    assert [each.name for each in row.prepared.people] == ["Camille Roux", "A B", "C D"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"email;name\n", "empty"),
        (b"Prenom;Nom\nAnne;Martin", "no_email"),
        (b'email;name\n"a@b.example;Anne', "quotes"),
        (b"email;name\n" + b"a@b.example;A B\n" * (MOST_ROWS + 1), "too_many_rows"),
        (b"email;name\na@b.example;A\x81B", "encoding"),
        (b"%PDF-1.7\n\0\0\0\0", "encoding"),
        (b"x" * (21 << 20), "too_large"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(content: bytes, why: str):
    with pytest.raises(ListUnreadable) as refused:
        read_list(content)
    assert refused.value.details["why"] == why


def test_ten_thousand_rows_are_read():
    lines = "".join(f"p{n}@client.example;Anne;Martin {n}\n" for n in range(MOST_ROWS))
    found = rows(f"{HEAD}\n{lines}")
    assert len(found) == MOST_ROWS
    assert not any(each.errors for each in found)
    assert len({each.prepared.reference for each in found}) == MOST_ROWS
