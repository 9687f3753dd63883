"""An error made again from its code, as it comes from another process or from the record."""

from paraph.domain.errors.kinds import ParaphError, leaves


def from_code(code: str, details: dict[str, object]) -> ParaphError:
    """Rebuild an error from its code. Raises KeyError for an unknown code."""
    known = leaves()
    if code not in known:
        # The window's start has no use for them.
        import paraph.domain.errors.books
        import paraph.domain.errors.filing
        import paraph.domain.errors.levels
        import paraph.domain.errors.placing
        import paraph.domain.errors.profile
        import paraph.domain.errors.service  # noqa: F401 - classes are found by their base

        known = leaves()
    return known[code](**details)
