"""A document's pages as the window sees them: requests go out, replies come back, nothing waits.

Whoever draws them is elsewhere, in a process of its own; these values are all that crosses.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from paraph.domain.errors import ParaphError
from paraph.domain.keys.secret import Secret
from paraph.domain.placing.page_text import TextLine as TextLine  # noqa: PLC0414 - taken from here
from paraph.domain.placing.signature_field import PageGeometry
from paraph.domain.stamp.stamp_content import StampContent
from paraph.ports.documents import FieldOnPage

if TYPE_CHECKING:
    from paraph.domain.placing.anchor_text import AnchorHit

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the shown page, from its top left corner."""


class Picture(NamedTuple):
    """Pixels of three bytes (RGB), or of one where nothing has a colour.

    Rows are `stride` bytes apart; `left_px` and `top_px` place them on the whole page drawn at the
    same scale. `left_out` names the parts of a stamp that found no room.
    """

    width: int
    height: int
    stride: int
    left_px: int
    top_px: int
    samples: bytes | memoryview
    is_grey: bool = False
    left_out: tuple[str, ...] = ()


class Opened(NamedTuple):
    """What is known of a file once it is open."""

    page_count: int
    needs_repair: bool


class OpenDocument(NamedTuple):
    """Open a file in place of the one that is open. Answer: Opened."""

    path: Path
    password: Secret | None = None
    ask: str = "OpenDocument"


class WantGeometries(NamedTuple):
    """Answer: a PageGeometry for each page."""

    ask: str = "WantGeometries"


class WantPicture(NamedTuple):
    """Answer: a Picture; `draft` is drawn faster, with rougher edges."""

    page_index: int
    scale_px_per_pt: float
    clip: Rect | None = None
    draft: bool = False
    ask: str = "WantPicture"


class WantText(NamedTuple):
    """Answer: the TextLines of a page."""

    page_index: int
    ask: str = "WantText"


class WantMatches(NamedTuple):
    """Answer: a Rect for each place where `needle` stands, upper and lower case alike."""

    needle: str
    page_index: int
    ask: str = "WantMatches"


class WantAnchors(NamedTuple):
    """Answer: an AnchorHit for each place where `needle` stands (`domain.placing.anchor_text`)."""

    needle: str
    page_index: int
    ask: str = "WantAnchors"


class WantInitials(NamedTuple):
    """Answer: a Rect where initials go on a page, none where there is no room.

    `corner` is a `domain.placing.initials.Corner`, `taken` what else is kept clear of.
    """

    page_index: int
    corner: str
    taken: tuple[Rect, ...] = ()
    ask: str = "WantInitials"


class WantRules(NamedTuple):
    """Answer: a Rect for each level rule of a page: drawn, scanned, or made of underscores."""

    page_index: int
    ask: str = "WantRules"


class WantFields(NamedTuple):
    """Answer: a FieldOnPage for each signature field of a page, or of the whole document."""

    page_index: int | None = None
    ask: str = "WantFields"


class WantStamp(NamedTuple):
    """Answer: a Picture of a visible signature as it will look, in points as shown."""

    content: StampContent
    width_pt: float
    height_pt: float
    scale_px_per_pt: float
    ask: str = "WantStamp"


class WantImage(NamedTuple):
    """Read a picture for a stamp. Answer: a PNG file, as `render.stamp_image` makes it."""

    path: Path
    ask: str = "WantImage"


class WantSha256(NamedTuple):
    """Answer: the open file's SHA-256 in hexadecimal, as it is on disk now."""

    ask: str = "WantSha256"


class CloseDocument(NamedTuple):
    """Close the file. Answer: None."""

    ask: str = "CloseDocument"


# Each tells in `ask` what it is: without it, two with the same values would be equal.
Request: TypeAlias = (
    OpenDocument | WantGeometries | WantPicture | WantText | WantMatches | WantRules | WantFields
    | WantAnchors | WantInitials | WantSha256 | WantStamp | WantImage | CloseDocument
)  # fmt: skip
Value: TypeAlias = (
    Opened | Picture | list[PageGeometry] | list[TextLine] | list[Rect] | list[FieldOnPage]
    | list["AnchorHit"] | str | bytes | None
)  # fmt: skip


class Answer(NamedTuple):
    """A request was done."""

    request_id: int
    value: Value


class Failure(NamedTuple):
    """A request could not be done; the process goes on."""

    request_id: int
    error: ParaphError


class WorkerGone(NamedTuple):
    """The process ended; the requests in `lost` get no other reply."""

    lost: tuple[int, ...]
    exit_status: int | None


Reply: TypeAlias = Answer | Failure | WorkerGone


class PageService(Protocol):
    """One process and the one document it holds open."""

    def fileno(self) -> int:
        """Give the descriptor that turns readable with a reply; another one after a restart."""
        ...

    def send(self, request: Request) -> int:
        """Send without waiting and give the request's id; a process that is gone is restarted."""
        ...

    def poll(self) -> list[Reply]:
        """Give the replies that have arrived."""
        ...

    def kill(self) -> None:
        """End a process that hangs; `poll` then tells that it is gone."""
        ...

    def close(self) -> None:
        """End the process and let go of its pipe."""
        ...
