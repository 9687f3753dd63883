"""A list to begin with: the columns that a draft needs of it, and one row to be replaced."""

import csv
import io

from paraph.domain.service.prepared import Prepared
from paraph.domain.service.preparing_checks import from_list

_OF_PERSON = ("email", "first_name", "last_name")
_OF_REQUEST = ("title", "matter", "client", "expires")


def sample_of(model: Prepared) -> bytes:
    """Give a CSV as spreadsheets open it: UTF-8 with its mark, separated by semicolons.

    Of a template each person is named by their role, else by their number.
    """
    people = from_list(model)
    heads, cells = [], []
    for number, person in enumerate(people, 1):
        of_number = "" if len(people) == 1 else f" {number}"
        for meaning in _OF_PERSON:
            heads.append(f"{person.plays}.{meaning}" if person.plays else f"{meaning}{of_number}")
        cells += [f"person{number}@firm.example", f"First {number}", f"Last {number}"]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*heads, *_OF_REQUEST])
    writer.writerow([*cells, "", model.matter, model.client, model.expires_on])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
