"""What a signature does to a PDF/A file, in words of the pre-flight."""

from PySide6.QtCore import QCoreApplication

from paraph.domain.stamp.archive_format import ArchiveFinding


def archive_words(code: str, name: str) -> tuple[str, str]:
    """Give a line's title and what stands below it; `name` is such as PDF/A-2b."""
    translate = QCoreApplication.translate
    title = translate("Preflight", "This file is meant for long-term archiving ({format})")
    words = {
        ArchiveFinding.KEPT: translate("Preflight", "it stays so with the signature"),
        ArchiveFinding.PLAIN_LOOK: translate(
            "Preflight",
            "It stays so with the signature. Pictures stand on white there, as {format} asks.",
        ),
        ArchiveFinding.TAGS_LACKING: translate(
            "Preflight",
            "The box of the signature has no tags, which level A asks for: a checker may say that"
            " the copy is no {format} any more. A signature without a box keeps it.",
        ),
        ArchiveFinding.PART_UNKNOWN: translate(
            "Preflight",
            "Paraph does not know this kind: a checker may say that the copy is none any more.",
        ),
    }[ArchiveFinding(code)]
    return title.format(format=name), words.format(format=name)
