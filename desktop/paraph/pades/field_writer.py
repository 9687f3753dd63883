"""Empty signature fields for others, in a signature's own revision or in a copy without one."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    SigFieldSpec,
    append_signature_field,
    enumerate_sig_fields,
)

from paraph.domain.errors import NoPages
from paraph.domain.errors.files import writing_error
from paraph.domain.errors.placing import FieldExists
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.prepared_field import PreparedField
from paraph.pades.certification import refuse_new_box
from paraph.pades.document_errors import document_errors
from paraph.pades.document_file import opened
from paraph.pades.open_pdf import Update, open_for_update
from paraph.pades.permissions import refuse_locked_field, refuse_unsignable


class PadesFieldWriter:
    """`ports.placing.FieldWriter` by pyHanko."""

    def write(
        self,
        source: Path,
        temporary: Path,
        fields: Sequence[PreparedField],
        password: Secret | None,
    ) -> None:
        """Write the document with fields into `temporary`, as one more revision, and fsync."""
        with opened(source) as file, document_errors(file):
            writer = open_for_update(file, password)
            refuse_unsignable(writer, new_field=True)
            add_fields(writer, fields)
            update: Any = writer
            try:
                with temporary.open("wb+") as output:
                    update.write(output)
                    output.flush()
                    os.fsync(output.fileno())
            except OSError as error:
                raise writing_error(error, str(temporary.parent)) from error


def add_fields(writer: Update, fields: Sequence[PreparedField]) -> None:
    """Add empty fields to an update. Raises FieldExists, CertifiedNewField, FieldLocked."""
    if not fields:
        return
    refuse_new_box(writer.prev)
    taken = field_names(writer)
    for field in fields:
        if field.name in taken:
            raise FieldExists(field=field.name)
        refuse_locked_field(writer.prev, field.name)
        taken.add(field.name)
        box, lock = field.place.box, FieldMDPSpec(FieldMDPAction.ALL) if field.locks else None
        if not 0 <= field.place.page_index < int(writer.root["/Pages"]["/Count"]):
            raise NoPages
        spec = SigFieldSpec(
            field.name,
            on_page=field.place.page_index,
            box=(box.x0, box.y0, box.x1, box.y1),  # type: ignore[arg-type]
            field_mdp_spec=lock,
        )
        append_signature_field(writer, spec)
        added: Any = writer.root["/AcroForm"]["/Fields"]
        look = added[-1].get_object()["/AP"]["/N"].get_object()
        look["/BBox"] = upright_box(box.width, box.height)
        look.compress()


def upright_box(width: float, height: float) -> generic.ArrayObject:
    """Give a /BBox as a signature will write it, so that signing changes nothing but the look."""
    number: Any = generic.FloatObject
    return generic.ArrayObject(number(edge) for edge in (0, 0, width, height))


def field_names(writer: Update) -> set[str]:
    """Give the names of the fields of any kind, and of those they are under."""
    try:
        entries: Any = writer.root["/AcroForm"]["/Fields"]
    except KeyError:
        entries = ()
    fields = [item.get_object() for item in entries] if isinstance(entries, list) else []
    names = {str(field.get("/T")) for field in fields if hasattr(field, "get")}
    return names | {str(name) for name, _, _ in enumerate_sig_fields(writer.prev)}
