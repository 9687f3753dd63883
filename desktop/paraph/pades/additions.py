"""What is written beside a signature in its own revision: fields for others, initials."""

from paraph.domain.placing.signature_extras import Additions
from paraph.pades.certification import refuse_certifying
from paraph.pades.field_writer import add_fields
from paraph.pades.initials import draw_initials
from paraph.pades.open_pdf import Update


def write_additions(writer: Update, additions: Additions | None) -> None:
    """Write them into an update that is not signed yet.

    Raises CertificationTooLate, InitialsNotPossible, FieldExists, CertifiedNewField.
    """
    if additions is None:
        return
    if additions.certification is not None:
        refuse_certifying(writer.prev)
    add_fields(writer, additions.fields)
    if additions.initials is not None:
        draw_initials(writer, additions.initials)
