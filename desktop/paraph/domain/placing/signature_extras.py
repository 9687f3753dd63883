"""What comes with a signature beside its own box: initials, fields for others, certification."""

from typing import NamedTuple

from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import DrawnInitials, InitialsRule, SignedInitials
from paraph.domain.placing.prepared_field import PreparedField


class Extras(NamedTuple):
    """What a person asks for."""

    initials: InitialsRule | None = None
    certification: Certification | None = None
    fields: tuple[PreparedField, ...] = ()


class Additions(NamedTuple):
    """What is written: in the signature's own revision, and `signed_initials` before it."""

    initials: DrawnInitials | None = None
    signed_initials: tuple[SignedInitials, ...] = ()
    certification: Certification | None = None
    fields: tuple[PreparedField, ...] = ()


NO_EXTRAS, NO_ADDITIONS = Extras(), Additions()
