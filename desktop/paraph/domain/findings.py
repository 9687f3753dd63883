"""What a pre-flight finds, how much it weighs, and what can be done about it."""

from dataclasses import dataclass
from enum import StrEnum

from paraph.domain.page_content import ContentFinding, ContentKind
from paraph.domain.placing.signature_field import Place
from paraph.domain.stamp.appearance import Appearance
from paraph.domain.stamp.archive_format import ArchiveClaim, ArchiveFinding, archive_finding

REPAIRABLE = "repairable"
PAGES_UNSEEN = "pages_unseen"


class Weight(StrEnum):
    """How much a finding weighs."""

    SETTLE = "settle"  # must be settled first
    KNOW = "know"
    FINE = "fine"


class Remedy(StrEnum):
    """What a person can do about a finding, with one press."""

    FOLDER = "folder"
    LOOK_AGAIN = "look_again"
    SHOW_ANEW = "show_anew"
    REPAIR = "repair"
    MOVE = "move"
    OTHER_PLACE = "other_place"
    OTHER_CERTIFICATE = "other_certificate"
    SHOW = "show"
    TRY_AGAIN = "try_again"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the pre-flight: the code of an error, a warning, a content kind or of its own.

    `pages` are indices from 0; `place` is where the box could stand instead.
    """

    weight: Weight
    code: str
    detail: str = ""
    pages: tuple[int, ...] = ()
    times: int = 0
    place: Place | None = None

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """Give what can be done, the best first."""
        if self.code == "document_damaged":
            return (Remedy.REPAIR,) if self.detail == REPAIRABLE else ()
        if self.code == "place_refused":
            moves = (Remedy.MOVE,) if self.place is not None else ()
            return (*moves, Remedy.OTHER_PLACE)
        if self.code in _REMEDIES:
            return _REMEDIES[self.code]
        return (Remedy.SHOW,) if self.pages else ()

    @property
    def is_told_each_time(self) -> bool:
        """Tell whether it is shown for each document anew, not once a kind.

        It says that what is signed is not, or not only, what was seen on these pages.
        """
        return self.code in _EACH_TIME


_FOLDER, _CERTIFICATE = (Remedy.FOLDER,), (Remedy.OTHER_CERTIFICATE,)
_PLACE, _AGAIN, _CARD = (Remedy.OTHER_PLACE,), (Remedy.TRY_AGAIN,), (Remedy.LOOK_AGAIN,)
_REMEDIES: dict[str, tuple[Remedy, ...]] = {
    "folder_needed": _FOLDER,
    "folder_read_only": _FOLDER,
    "folder_missing": _FOLDER,
    "disk_full": _FOLDER,
    "output_exists": _AGAIN,
    "no_token": _CARD,
    "pin_locked": _CARD,
    "token_busy": _CARD,
    "document_changed": (Remedy.SHOW_ANEW,),
    "document_missing": _AGAIN,
    "store_busy": _AGAIN,
    "field_taken": _PLACE,
    "field_unknown": _PLACE,
    "field_locked": _PLACE,
    "field_forbids": _PLACE,
    "stamp_left_out": _PLACE,
    "certificate_expired": _CERTIFICATE,
    "certificate_not_yet_valid": _CERTIFICATE,
    "certificate_cannot_sign": _CERTIFICATE,
    "certificate_without_key": _CERTIFICATE,
    "certificate_revoked": _CERTIFICATE,
    "key_not_accepted": _CERTIFICATE,
    "mechanism_missing": _CERTIFICATE,
    "timestamp_unavailable": _AGAIN,
    "timestamp_not_accepted": _AGAIN,
    "timestamp_account_refused": _AGAIN,
    "clock_differs": _AGAIN,
    "timestamp_server_unverified": _AGAIN,
    "timestamp_untrusted": _AGAIN,
    "issuer_untrusted": _AGAIN,
    "revocation_unavailable": _AGAIN,
    "revocation_private": _AGAIN,
    "revocation_not_offered": _CERTIFICATE,
    "revocation_too_old": _AGAIN,
    "level_not_reached": _AGAIN,
}
_EACH_TIME = frozenset(
    {
        "stamp_left_out",
        ContentKind.SCRIPT,
        ContentKind.LAUNCH,
        ContentKind.OPENS,
        ContentKind.CHANGES,
        ContentKind.LAYERS_DIFFER,
        ContentKind.LAYERS_HIDDEN,
        ContentKind.REQUIRED,
        ContentKind.PORTFOLIO,
        ContentKind.HIDDEN,
        ContentKind.EXTERNAL,
        ContentKind.PRINT_DIFFERS,
        ContentKind.UNREAD,
    }
)


def content_finding(found: ContentFinding) -> Finding:
    """Weigh what a document holds: a link behind a click is in order, all else is to be known."""
    weight = Weight.FINE if found.kind is ContentKind.LINKS else Weight.KNOW
    names = ", ".join(found.names)
    return Finding(weight, str(found.kind), names, found.pages, found.times)


def finding_of_archive(
    claim: ArchiveClaim | None, look: Appearance, *, is_visible: bool
) -> Finding | None:
    """Weigh what a signature does to what a file claims of PDF/A: that it stays so is in order."""
    has_picture = look.image is not None or look.logo is not None
    found = archive_finding(claim, is_visible=is_visible, has_picture=has_picture)
    if found is None or claim is None:
        return None
    weight = Weight.FINE if found is ArchiveFinding.KEPT else Weight.KNOW
    return Finding(weight, str(found), claim.name)


def pages_in_words(pages: tuple[int, ...]) -> str:
    """Write page indices as pages from 1, runs drawn together: `4, 7–12`."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join("–".join(str(each + 1) for each in run) for run in runs)
