"""What can be wrong with the folder in which Paraph keeps its own things."""

from paraph.domain.errors.kinds import NeedsPerson, Unavailable


class ProfileReadOnly(NeedsPerson):
    """The profile's folder cannot be made, read or written to; `folder` and `why`."""

    code = "profile_read_only"


class ProfileFull(Unavailable):
    """The disk has no room for the profile's folder or the record in it."""

    code = "profile_full"


class StoreDamaged(NeedsPerson):
    """The record's file is no database, or a damaged one."""

    code = "store_damaged"


class StoreNewer(NeedsPerson):
    """A later Paraph wrote the record; this one would not know what it changes in it."""

    code = "store_newer"
