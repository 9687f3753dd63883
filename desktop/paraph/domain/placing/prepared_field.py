"""Empty signature fields that are prepared for somebody."""

from typing import NamedTuple

from paraph.domain.errors import InvalidArgument
from paraph.domain.placing.signature_field import Place

MOST_LETTERS = 80


class PreparedField(NamedTuple):
    """A field to be added. `locks` closes the whole form once it is signed (12.7.5.5)."""

    name: str
    place: Place
    locks: bool = False

    @classmethod
    def parse(cls, text: str) -> "PreparedField":
        """Read `NAME=PAGE,X,Y,W,H`, with `;lock` behind it. Raises InvalidArgument."""
        name, equals, rest = text.partition("=")
        place, *more = rest.split(";")
        try:
            if not equals or more not in ([], ["lock"]):
                raise InvalidArgument
            return cls(checked_name(name), Place.parse(place), bool(more))
        except InvalidArgument as error:
            # Its parts name themselves; who reads it typed one option.
            raise InvalidArgument(argument="--prepare-field", value=text) from error


def checked_name(name: str) -> str:
    """Give a name as a field can have it. Raises InvalidArgument."""
    # A period would make a hierarchy of fields (ISO 32000-2, 12.7.4.2).
    bare = " ".join(name.split())
    if not bare or "." in bare or len(bare) > MOST_LETTERS:
        raise InvalidArgument(argument="field name", value=name)
    return bare
