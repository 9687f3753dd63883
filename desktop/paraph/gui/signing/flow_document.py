"""What a signing needs of the document in front: one of the desk, or of a request."""

from typing import Protocol

from paraph.domain.placing.signature_extras import Extras
from paraph.gui.viewer.page_source import PageSource
from paraph.gui.viewer.placement import Placement


class FlowView(Protocol):
    """The pages; `placement` is None where who asked for the signature has said where it goes."""

    @property
    def placement(self) -> Placement | None:
        """Give the box that can be moved."""
        ...

    @property
    def chosen_extras(self) -> Extras | None:
        """Give what was chosen to come with the signature."""
        ...

    def corner_in_words(self) -> str:
        """Say on which page the box stands and in which part of it."""
        ...

    def go_to_page(self, page_index: int) -> None:
        """Bring a page to the front."""
        ...

    def setFocus(self) -> None:
        """Take the focus."""
        ...


class FlowDocument(Protocol):
    """A document that is open; a QObject, with which its signing ends."""

    @property
    def view(self) -> FlowView:
        """Give its pages."""
        ...

    @property
    def source(self) -> PageSource:
        """Give what draws them."""
        ...
