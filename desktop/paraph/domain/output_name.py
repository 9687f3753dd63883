"""What a signed copy is called."""

import re

DEFAULT_PATTERN = "{name}-signed"
# Windows takes none of these in a name, and no dot or blank at its end.
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_MAX_BYTES = 200  # a name may have 255 in most file systems; the temporary one is longer


def output_name(source_stem: str, pattern: str = DEFAULT_PATTERN, number: int = 1) -> str:
    """Give the name of a signed copy; `number` 1 is the first, 2 the one after it.

    `{name}` in the pattern stands for the original's name without `.pdf`; a pattern without it
    is put after the name, so that two originals never ask for one copy.
    """
    pattern = pattern.removesuffix(".pdf")
    if "{name}" not in pattern:
        pattern = "{name}" + pattern
    ending = "" if number == 1 else f"-{number}"
    room = _MAX_BYTES - len(pattern.replace("{name}", "").encode()) - len(ending)
    stem = source_stem.encode(errors="replace")[: max(8, room)].decode(errors="ignore")
    whole = _FORBIDDEN.sub("_", pattern.replace("{name}", stem)) + ending
    return (whole.rstrip(". ") or "signed") + ".pdf"
