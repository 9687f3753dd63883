"""What a request lacks, or a row of a list, in words."""

from PySide6.QtCore import QCoreApplication

from paraph.domain.service.preparing_checks import Missing


def missing_words(each: Missing) -> str:
    """Say what is missing; `{name}` is the person's."""
    return _missing().get(each.code, each.code)


def _missing() -> dict[str, str]:
    return {
        "no_document": QCoreApplication.translate("Wizard", "There is no document yet."),
        "template_gone": QCoreApplication.translate(
            "Wizard", "The service does not have the template any more."
        ),
        "no_name": QCoreApplication.translate("Wizard", "The request has no name."),
        "name_not_a_line": QCoreApplication.translate(
            "Wizard", "The name is longer than the service takes."
        ),
        "nobody_signs": QCoreApplication.translate("Wizard", "Nobody is asked to sign."),
        "nobody_from_list": QCoreApplication.translate(
            "Wizard", "Everybody has an e-mail address: nobody is left for the list."
        ),
        "too_many_people": QCoreApplication.translate(
            "Wizard", "More people than the service takes: 50 at most."
        ),
        "no_email": QCoreApplication.translate("Wizard", "{name} has no e-mail address."),
        "not_an_email": QCoreApplication.translate(
            "Wizard", "The e-mail address of {name} is none."
        ),
        "email_twice": QCoreApplication.translate(
            "Wizard", "{name} has the e-mail address of somebody else."
        ),
        "no_person_name": QCoreApplication.translate(
            "Wizard", "{name} needs a first and a last name."
        ),
        "person_name_not_a_line": QCoreApplication.translate(
            "Wizard", "The name of {name} is longer than the service takes."
        ),
        "no_order": QCoreApplication.translate(
            "Wizard", "The turn of {name} is no number from 1 to 1000."
        ),
        "no_signature_field": QCoreApplication.translate(
            "Wizard", "{name} has no place to sign yet."
        ),
        "too_many_fields": QCoreApplication.translate(
            "Wizard", "{name} has more fields than the service takes."
        ),
        "no_account": QCoreApplication.translate("Wizard", "There is no account to send it with."),
        "not_a_day": QCoreApplication.translate(
            "Wizard", "The last day is no day, as 2026-12-05 is."
        ),
        "day_is_past": QCoreApplication.translate("Wizard", "The last day has passed."),
        "matter_not_a_line": QCoreApplication.translate(
            "Wizard", "Matter or client is longer than the service takes."
        ),
        "no_reminder_days": QCoreApplication.translate(
            "Wizard", "Reminders come every 1 to 365 days."
        ),
        "row_twice": QCoreApplication.translate("Wizard", "The same as a row above."),
        "too_many_cells": QCoreApplication.translate(
            "Wizard", "The row has more cells than there are columns."
        ),
        "sent_before": QCoreApplication.translate("Wizard", "Sent before: it is not sent again."),
    }
