"""Whether another program holds a card for itself: a driver then shows no token at all."""

from collections.abc import Collection

from paraph.domain.errors import ReadersUnavailable
from paraph.domain.keys.reader_card import is_same_reader
from paraph.pkcs11.pcsc import Context, ServiceGone, State, UnknownReader, pcsc_library

_EXCLUSIVE = 0x80  # SCARD_STATE_EXCLUSIVE (PC/SC part 5, 3.1.2)


def is_held(slot_descriptions: Collection[str] | None) -> bool:
    """Tell whether one of these slots is a reader whose card is in use exclusively.

    None is any reader: a driver in trouble tells no slots.
    """
    library = pcsc_library()
    if library is None:
        return False
    try:
        context = Context(library)
    except (ServiceGone, ReadersUnavailable):
        return False
    try:
        states = context.states([State(name, 0, None) for name in context.names()])
    except (ServiceGone, ReadersUnavailable, UnknownReader):
        return False
    finally:
        context.close()
    held = [each.name.decode("utf-8", "replace") for each in states if each.event & _EXCLUSIVE]
    if slot_descriptions is None:
        return bool(held)
    return any(is_same_reader(slot, name) for slot in slot_descriptions for name in held)
