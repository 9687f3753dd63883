"""What comes with a document's signature beside its box, as the person has chosen so far.

It knows no widgets: the panel edits it, `extras_item` shows it on the pages, and whoever keeps
templates or writes copies listens to it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from paraph.domain.errors.placing import FieldExists
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import InitialsRule, initials_of, is_for_initials_of
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.prepared_field import PreparedField, checked_name
from paraph.domain.placing.signature_extras import NO_EXTRAS, Extras
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.placement import Placement
from paraph.ports.documents import FieldOnPage
from paraph.ports.pages import Rect


class ExtrasState(QObject):
    """Holds the choice for one document."""

    changed = Signal()  # when anything was chosen, or is to be drawn anew
    part_asked = Signal(str)  # "anchor", "initials" or "more": the panel is to show that part
    copy_asked = Signal()  # when a copy with the prepared fields is to be written, unsigned
    templates_asked = Signal()  # when the names of the templates are wanted; `take_names` answers
    template_asked = Signal(str)  # a template is to be used; `take_template` answers
    template_kept = Signal(object)  # Template, to be kept under its name
    template_dropped = Signal(str)
    names_known = Signal(object)  # Sequence[str]
    template_known = Signal(object)  # Template, when it was read
    said = Signal(str)  # words for whoever waits: what became of a wish

    def __init__(self, source: PageSource, placement: Placement, parent: QObject) -> None:
        super().__init__(parent)
        self.source = source
        self.placement = placement
        self.initials: InitialsRule | None = None
        self.certification: Certification | None = None
        self.fields: tuple[PreparedField, ...] = ()
        self.holder = ""
        self._last_rule = InitialsRule()
        self._boxes: dict[int, tuple[tuple[Rect, ...], Rect | None]] = {}
        source.signals.initials_ready.connect(self._take_box)
        placement.changed.connect(self.changed)

    @property
    def extras(self) -> Extras | None:
        """Give what is chosen; None for nothing."""
        chosen = Extras(self.initials, self.certification, self.fields)
        return chosen if chosen != NO_EXTRAS else None

    @property
    def is_signed(self) -> bool:
        """Tell whether somebody has signed the document."""
        return any(field.signed for field in self.placement.fields)

    @property
    def words(self) -> str:
        """Give the letters that are drawn."""
        typed = self.initials.text.strip() if self.initials is not None else ""
        return typed or initials_of(self.holder)

    @property
    def own_fields(self) -> list[str]:
        """Give the empty fields that were prepared for this person's initials."""
        return [
            field.name
            for field in self.placement.fields
            if not field.signed and is_for_initials_of(field.name, self.holder)
        ]

    def set_holder(self, holder: str) -> None:
        """Take the name of who signs."""
        if holder != self.holder:
            self.holder = holder
            self.changed.emit()

    def toggle_initials(self) -> None:
        """Want initials, as they were chosen last, or none."""
        if self.initials is None:
            self.set_initials(self._last_rule)
            self.part_asked.emit("initials")
        else:
            self.set_initials(None)
            self.said.emit(self.tr("No initials."))

    def set_initials(self, rule: InitialsRule | None) -> None:
        """Want these initials."""
        if rule == self.initials:
            return
        if rule is None or self.initials is None or rule.corner != self.initials.corner:
            self._boxes.clear()
        self._last_rule = rule or self._last_rule
        self.initials = rule
        self.changed.emit()

    def set_certification(self, certification: Certification | None) -> None:
        """Certify the document, or not."""
        self.certification = certification
        self.changed.emit()

    def prepare_box(self, name: str, *, locks: bool = False) -> None:
        """Make the box that was drawn a field for somebody else.

        Raises InvalidArgument for a name that no field can have, and FieldExists.
        """
        place, bare = self.placement.place, checked_name(name)
        if place is None:
            return
        taken = {field.name for field in self.placement.fields}
        if bare in taken | {field.name for field in self.fields}:
            raise FieldExists(field=bare)
        self.placement.remove()
        self._set_fields((*self.fields, PreparedField(bare, place, locks)))

    def drop_field(self, name: str) -> None:
        """Do without a prepared field."""
        self._set_fields(tuple(field for field in self.fields if field.name != name))

    def take_template(self, template: Template) -> None:
        """Use what a template says of initials and certification; the rest is the panel's."""
        self.initials, self.certification = template.initials, template.certification
        self._boxes.clear()
        self.template_known.emit(template)
        self.changed.emit()

    def initials_on(self, page_index: int) -> Rect | None:
        """Give where initials go on a page, as far as it is known; it is asked for."""
        if self.initials is None or self.is_signed or page_index not in self._pages():
            return None
        taken = self._taken_on(page_index)
        known = self._boxes.get(page_index)
        if known is None or known[0] != taken:
            self._boxes[page_index] = (taken, known[1] if known is not None else None)
            self.source.want_initials(page_index, str(self.initials.corner), taken)
        return self._boxes[page_index][1]

    def _set_fields(self, fields: tuple[PreparedField, ...]) -> None:
        self.fields = fields
        self.placement.keep_clear(
            [FieldOnPage(f.name, f.place.page_index, f.place.box, signed=False) for f in fields]
        )

    def _pages(self) -> Sequence[int]:
        from paraph.domain.errors import ParaphError

        try:
            rule = self.initials or self._last_rule
            return rule.page_indices(len(self.source.geometries))
        except ParaphError:
            return ()

    def _taken_on(self, page_index: int) -> tuple[Rect, ...]:
        places = [field.place for field in self.fields]
        if self.placement.place is not None:
            places.append(self.placement.place)
        page = self.source.geometries[page_index]
        return tuple(page.to_shown(at.box) for at in places if at.page_index == page_index)

    def _take_box(
        self, page_index: int, corner: str, taken: tuple[Rect, ...], found: Sequence[Rect]
    ) -> None:
        known = self._boxes.get(page_index)
        is_wanted = self.initials is not None and corner == self.initials.corner
        if known is not None and is_wanted and known[0] == taken:
            self._boxes[page_index] = (taken, found[0] if found else None)
            self.changed.emit()
