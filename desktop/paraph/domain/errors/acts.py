"""Errors of signing, of its documents and of the desk."""

from paraph.domain.errors.kinds import NeedsPerson, ParaphError, Refused, Unavailable, UsageError


class CertificateMissing(NeedsPerson):
    """The token holds no certificate that fits what was asked for."""

    code = "no_certificate"


class CertificateAmbiguous(NeedsPerson):
    """Several certificates fit; none is taken by guess."""

    code = "certificate_ambiguous"


class CertificateExpired(NeedsPerson):
    """The certificate's validity has ended."""

    code = "certificate_expired"


class CertificateNotYetValid(NeedsPerson):
    """The certificate's validity has not begun."""

    code = "certificate_not_yet_valid"


class CertificateCannotSign(Refused):
    """Key usage, extended key usage or algorithm forbid signing documents."""

    code = "certificate_cannot_sign"


class KeyNotAccepted(Refused):
    """The key is too weak or of no known kind (ETSI TS 119 312); `why` tells which."""

    code = "key_not_accepted"


class KeyMissing(NeedsPerson):
    """The certificate has no private key on the token (matched by CKA_ID)."""

    code = "certificate_without_key"


class PasswordRequired(NeedsPerson):
    """The document is encrypted and no password was given."""

    code = "password_required"


class PasswordIncorrect(NeedsPerson):
    """The document's password was refused."""

    code = "password_incorrect"


class NotAPdf(NeedsPerson):
    """The file has no PDF header or is empty."""

    code = "not_a_pdf"


class FileNameUnreadable(NeedsPerson):
    """The bytes of a file's or folder's name are no UTF-8 text, as of an old archive; `file`."""

    code = "file_name_unreadable"


class DocumentMissing(NeedsPerson):
    """The file is not there or cannot be read."""

    code = "document_missing"


class DocumentDamaged(NeedsPerson):
    """The file's structure is broken.

    `repairable` in the details is 1 when a repaired copy may be offered, and 0 when the file bears
    traces of a signature, which a repair would break.
    """

    code = "document_damaged"


class DocumentChanged(NeedsPerson):
    """The file is not the one that was shown."""

    code = "document_changed"


class NoPages(NeedsPerson):
    """The document has no page: there is nothing that a person could have seen."""

    code = "no_pages"


class XfaForm(Refused):
    """The form is an XFA form (deprecated by ISO 32000-2): viewers show different things."""

    code = "xfa_form"


class EncryptionUnsupported(Refused):
    """The document is encrypted for certificates or in a way of its own, not with a password."""

    code = "encryption_unsupported"


class DocMdpForbids(Refused):
    """The certification signature allows no further signature (ISO 32000-2, 12.8.2.2)."""

    code = "docmdp_forbids"


class PermissionForbids(Refused):
    """The document's permissions forbid signing (ISO 32000-2, table 22)."""

    code = "permission_forbids"


class FieldUnknown(NeedsPerson):
    """No empty signature field of that name."""

    code = "field_unknown"


class FieldTaken(NeedsPerson):
    """That signature field is signed already."""

    code = "field_taken"


class FieldLocked(Refused):
    """An earlier signature locked that field (FieldMDP; ISO 32000-2, 12.8.2.4)."""

    code = "field_locked"


class FieldForbids(Refused):
    """The field's seed values ask for another signature (ISO 32000-2, 12.7.5.5)."""

    code = "field_forbids"


class PlaceRefused(NeedsPerson):
    """The box is off the page, too small or over another field."""

    code = "place_refused"


class ImageUnreadable(NeedsPerson):
    """A picture for a stamp is broken, or cannot be read; `why` says which."""

    code = "image_unreadable"


class ImageKind(NeedsPerson):
    """A file for a stamp is no PNG or JPEG picture, whatever its name says, or one that moves."""

    code = "image_kind"


class ImageEmpty(NeedsPerson):
    """A picture for a stamp would show nothing on white paper: all transparent, or all white."""

    code = "image_empty"


class ImageTooLarge(NeedsPerson):
    """A picture has more bytes or pixels than a stamp can need."""

    code = "image_too_large"


class OutputExists(NeedsPerson):
    """A file of the output's name is there already."""

    code = "output_exists"


class OutputNameRefused(NeedsPerson):
    """The output's name is too long, or has a letter that its folder does not take."""

    code = "output_name_refused"


class FolderReadOnly(NeedsPerson):
    """The output's folder cannot be written to."""

    code = "folder_read_only"


class FolderMissing(FolderReadOnly):
    """There is no such folder for the output; none is made where a drive may only be away."""

    code = "folder_missing"


class DiskFull(Unavailable):
    """The disk has no room for the output."""

    code = "disk_full"


class KeyFileUnreadable(NeedsPerson):
    """A key file that is none, holds no key with its certificate, or cannot be opened."""

    code = "key_file_unreadable"


class KeyFilesForbidden(Refused):
    """An administrator forbids keys without a device."""

    code = "key_files_forbidden"


class SignatureCheckFailed(Refused):
    """What came back does not verify against the confirmed certificate."""

    code = "signature_check_failed"


class StoreBusy(Unavailable):
    """The database is held by another program."""

    code = "store_busy"


class ProofBusy(StoreBusy):
    """Another process adds what is owed at this moment; one does at a time."""

    code = "proof_busy"


class StoreOnNetwork(NeedsPerson):
    """The profile lies on a network drive, where SQLite's WAL is unsafe."""

    code = "store_on_network"


class NotAttempted(NeedsPerson):
    """A document of a batch that was left because one before it failed."""

    code = "not_attempted"


class WatchForbidden(Refused):
    """Unattended signing with a certificate that is no seal's or HSM's, or that is not listed."""

    code = "watch_forbidden"


class WatchTaken(Unavailable):
    """Another program of this profile watches the folder."""

    code = "watch_taken"


class LevelUnavailable(Refused):
    """The level asked for cannot be reached by this version."""

    code = "level_unavailable"


class OutputUnreachable(Unavailable):
    """The signature is made, but its file could not be put in its place; `kept` says where it is.

    A signature that a card made is never thrown away.
    """

    code = "output_unreachable"


class NoDisplay(NeedsPerson):
    """There is no screen to open a window on."""

    code = "no_display"


class Unforeseen(ParaphError):
    """A bug of ours; `details` names the report that was written of it."""

    code = "unforeseen"


class Stopped(ParaphError):
    """A person ended the program from the keyboard; 130 is what shells take it for."""

    code = "stopped"
    exit_status = 130


class InvalidArgument(UsageError):
    """An argument's value does not have the documented form."""

    code = "invalid_argument"
