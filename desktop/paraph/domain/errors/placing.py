"""What can stand between a signature and the place, the initials or the certification wanted."""

from paraph.domain.errors.kinds import NeedsPerson, Refused


class AnchorNotFound(NeedsPerson):
    """The text that a box is to stand at is nowhere in the document; `text` is it."""

    code = "anchor_not_found"


class AnchorAmbiguous(NeedsPerson):
    """The text stands in several places; `hits` lists page, box and context of each."""

    code = "anchor_ambiguous"


class CertificationTooLate(Refused):
    """Only a document's first signature can certify it (ISO 32000-2, 12.8.2.2.1)."""

    code = "certification_too_late"


class CertifiedNewField(Refused):
    """The author certified the document: no box or field can be added, only those it has filled."""

    code = "certified_new_field"


class CertificationClosesFields(NeedsPerson):
    """Certified against every change, the fields for others could not be signed any more."""

    code = "certification_closes_fields"


class InitialsNotPossible(Refused):
    """Somebody has signed, and no empty field for initials was prepared on the pages wanted."""

    code = "initials_not_possible"


class InitialsMissing(NeedsPerson):
    """No letters or picture to draw as initials."""

    code = "initials_missing"


class InitialsDoNotFit(NeedsPerson):
    """The document lacks a page that initials are to go on, or room on it; `why`, `page`."""

    code = "initials_do_not_fit"


class FieldExists(NeedsPerson):
    """A field of that name is in the document already."""

    code = "field_exists"


class TemplateUnknown(NeedsPerson):
    """No template of that name is kept."""

    code = "template_unknown"


class TemplateDoesNotFit(NeedsPerson):
    """The document lacks the page, the room or the field that a template names; `why`."""

    code = "template_does_not_fit"
