"""Read a document's pages and fields, and refuse one that shows nothing."""

from pathlib import Path

from paraph.domain.errors import DocumentDamaged, NoPages, ParaphError
from paraph.domain.keys.secret import Secret
from paraph.ports.documents import DocumentFacts, DocumentReader


def read_facts(source: Path, password: Secret | None, reader: DocumentReader) -> DocumentFacts:
    """Read. Raises what the reader does, NoPages, and DocumentDamaged for any breakage."""
    try:
        facts = reader.read(source, password)
    except (ParaphError, OSError):
        raise
    except Exception as error:
        # Readers stand over libraries in C, which raise what they like over a hostile file.
        raise DocumentDamaged(why=type(error).__name__) from error
    if not facts.pages:
        raise NoPages
    return facts
