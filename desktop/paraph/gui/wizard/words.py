"""What the wizard says of people, fields, levels, and of what is missing."""

from PySide6.QtCore import QCoreApplication

from paraph.domain.service.prepared import (
    APPROVER,
    COPY,
    DATE,
    INITIALS,
    SIGNATURE,
    TEXT,
    FieldToPlace,
    Prepared,
    PreparedPerson,
)

KIND_ICONS = {
    SIGNATURE: "signature", INITIALS: "letter-t", DATE: "calendar", TEXT: "cursor-text",
}  # fmt: skip


def kind_name(kind: str) -> str:
    """Name a kind of field, as on a button."""
    names = {
        SIGNATURE: QCoreApplication.translate("Wizard", "Signature"),
        INITIALS: QCoreApplication.translate("Wizard", "Initials"),
        DATE: QCoreApplication.translate("Wizard", "Date"),
        TEXT: QCoreApplication.translate("Wizard", "Text"),
    }
    return names.get(kind, kind)


def inside_words(kind: str) -> str:
    """Say within a field what it is."""
    if kind == DATE:
        return QCoreApplication.translate("Wizard", "Date of signature")
    return kind_name(kind)


def level_words(person: PreparedPerson) -> str:
    """Say how somebody signs."""
    if person.role == COPY:
        return QCoreApplication.translate("Wizard", "Receives a copy")
    if person.with_card:
        names = {
            "simple": QCoreApplication.translate("Wizard", "Simple, with a card"),
            "advanced": QCoreApplication.translate("Wizard", "Advanced, with a card"),
            "qualified": QCoreApplication.translate("Wizard", "Qualified, with a card"),
        }
    else:
        names = {
            "simple": QCoreApplication.translate("Wizard", "Simple, by e-mail"),
            "advanced": QCoreApplication.translate("Wizard", "Advanced, by e-mail code"),
            "qualified": QCoreApplication.translate("Wizard", "Qualified, at the service"),
        }
    return names.get(person.level, person.level)


def level_name(level: str) -> str:
    """Name a level of Regulation (EU) No 910/2014."""
    names = {
        "simple": QCoreApplication.translate("Wizard", "Simple"),
        "advanced": QCoreApplication.translate("Wizard", "Advanced"),
        "qualified": QCoreApplication.translate("Wizard", "Qualified"),
    }
    return names.get(level, level)


def role_name(role: str) -> str:
    """Name what is asked of somebody."""
    names = {
        APPROVER: QCoreApplication.translate("Wizard", "Approves"),
        COPY: QCoreApplication.translate("Wizard", "Receives a copy"),
    }
    return names.get(role, QCoreApplication.translate("Wizard", "Signs"))


def person_name(person: PreparedPerson, number: int) -> str:
    """Name somebody, or say which one it is."""
    words = QCoreApplication.translate("Wizard", "Person {number}")
    return person.name or person.email or person.plays or words.format(number=number)


def turn_words(person: PreparedPerson, prepared: Prepared) -> str:
    """Say when it is somebody's turn."""
    if not person.signs:
        return ""
    signing = [each for each in prepared.people if each.signs]
    before = [each for each in signing if each.order < person.order]
    beside = [each for each in signing if each.order == person.order and each != person]
    if before:
        last = max(before, key=lambda each: each.order)
        words = QCoreApplication.translate("Wizard", "Signs after {name}.")
        said = words.format(name=person_name(last, prepared.people.index(last) + 1))
    elif beside:
        return QCoreApplication.translate("Wizard", "Signs at the same time as others.")
    elif person.with_card:
        said = QCoreApplication.translate("Wizard", "Signs first, here on this computer.")
    else:
        said = QCoreApplication.translate("Wizard", "Signs first.")
    return said


def field_counts(fields: tuple[FieldToPlace, ...]) -> str:
    """Count somebody's fields by kind."""
    counts = [(kind, sum(each.kind == kind for each in fields)) for kind in KIND_ICONS]
    said = [_counted(kind, count) for kind, count in counts if count]
    return ", ".join(said) or QCoreApplication.translate("Wizard", "No field yet")


def _counted(kind: str, count: int) -> str:
    if kind == SIGNATURE:
        return QCoreApplication.translate("Wizard", "%n signature(s)", "", count)
    if kind == INITIALS:
        return QCoreApplication.translate("Wizard", "%n initials", "", count)
    if kind == DATE:
        return QCoreApplication.translate("Wizard", "%n date(s)", "", count)
    return QCoreApplication.translate("Wizard", "%n text(s)", "", count)
