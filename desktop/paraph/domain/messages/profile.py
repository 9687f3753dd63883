"""The words for what can be wrong with the folder in which Paraph keeps its own things."""

from paraph.domain.words import Words

_DOCUMENTS = "Your documents are unchanged."

PROFILE_WORDS: dict[str, Words] = {
    "profile_read_only": Words(
        "The folder in which Paraph keeps its record and settings cannot be used.",
        _DOCUMENTS,
        "Allow reading and writing in the folder named below, or name another one in PARAPH_HOME.",
    ),
    "profile_full": Words(
        "There is no room for Paraph's record on this computer's disk.",
        _DOCUMENTS,
        "Free some space there, then start Paraph again.",
    ),
    "store_damaged": Words(
        "Paraph's record cannot be read, because its file is damaged.",
        "Your documents and their signatures are unchanged.",
        "Put the profile's folder back from a backup, or ask your administrator; until then"
        " nothing can be signed.",
    ),
    "store_newer": Words(
        "A later version of Paraph keeps the record in this folder.",
        "Your documents, their signatures and the record are unchanged.",
        "Start the later version, or name another folder in PARAPH_HOME.",
    ),
    "stopped": Words(
        "It was stopped from the keyboard.",
        "What was done until then is kept, and what waits to be sent stays in the outbox.",
        "Run it again when you like.",
    ),
}
