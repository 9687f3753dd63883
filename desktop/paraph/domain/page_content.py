"""What a document holds beside what its pages show: it may act, change or look different elsewhere.

ISO 32000-2 says what each is; which of them a person is told of, and how, is `findings`.
"""

from enum import StrEnum
from typing import NamedTuple


class ContentKind(StrEnum):
    """The values are the codes of the pre-flight's findings."""

    SCRIPT = "content_script"  # JavaScript actions, 12.6.4.17
    LAUNCH = "content_launch"  # 12.6.4.6
    SENDS = "content_sends"  # submit-form and import-data, 12.7.6
    OPENS = "content_opens"  # addresses and other files that open without a click
    LINKS = "content_links"  # addresses and other files behind a click
    CHANGES = "content_changes"  # set-OCG-state and hide actions, 12.6.4.11 and 12.6.4.13
    LAYERS_DIFFER = "content_layers_differ"  # by event, zoom, language or user, 8.11.4.4
    LAYERS_HIDDEN = "content_layers_hidden"  # off in the default configuration, 8.11.4.3
    REQUIRED = "content_required"  # a required field without a value, table 227
    ATTACHMENTS = "content_attachments"  # 7.11.4, associated files too
    PORTFOLIO = "content_portfolio"  # a collection, 12.3.5
    MULTIMEDIA = "content_multimedia"  # movies, sounds, screens, rich media, 3D: clause 13
    REDRAWN = "content_redrawn"  # annotations and fields without an appearance, 12.5.5
    HIDDEN = "content_hidden"  # annotations with Hidden or NoView, table 167
    SCREEN_ONLY = "content_screen_only"  # annotations without Print
    EXTERNAL = "content_external"  # streams in other files, reference XObjects: 7.3.8, 8.10.4
    FONTS = "content_fonts"  # fonts that are not embedded, 9.9
    PRINT_DIFFERS = "content_print_differs"  # alternate images, transfer functions, PostScript
    UNREAD = "content_unread"  # what the time or the bounds did not suffice for


class ContentFinding(NamedTuple):
    """A kind, where it is (page indices from 0, ascending, not all), how often, and some names."""

    kind: ContentKind
    pages: tuple[int, ...] = ()
    times: int = 0
    names: tuple[str, ...] = ()
