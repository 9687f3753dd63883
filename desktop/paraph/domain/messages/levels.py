"""The words for what can stand between a signature and its level."""

from paraph.domain.words import Words

_KEPT = "Your signature is made and kept."

LEVEL_WORDS: dict[str, Words] = {
    "timestamp_unavailable": Words(
        "The timestamp server gave no timestamp.",
        _KEPT,
        "It is added by itself once the server can be reached; if this goes on, check its address.",
    ),
    "timestamp_account_refused": Words(
        "The timestamp server does not accept the account or certificate that is set for it.",
        _KEPT,
        "Set the right user, password or certificate; the timestamp is then added by itself.",
    ),
    "timestamp_untrusted": Words(
        "The timestamp server's authority is not among those that this computer trusts.",
        _KEPT,
        "Add its root certificate to the trusted ones: paraph trust add FILE.",
    ),
    "timestamp_server_unverified": Words(
        "Whether the timestamp server is the one that it should be could not be verified.",
        _KEPT,
        "In a guest network, sign in there first; for the firm's own server, add its authority to"
        " the system's certificates.",
    ),
    "proxy_unsupported": Words(
        "The system names its proxy by a script or as SOCKS, which Paraph does not speak.",
        _KEPT,
        "Ask your administrator for the proxy's address and name it as “proxy” in the settings"
        " file or the administrator's rules; paraph doctor says where they are.",
    ),
    "proxy_account_refused": Words(
        "The network's proxy does not accept the user and password that are set for it.",
        _KEPT,
        "Name its user in its address and put the password into the keychain, or ask your"
        " administrator; the timestamp is then added by itself.",
    ),
    "revocation_proxy_unsupported": Words(
        "An issuer cannot be asked: the system names its proxy by a script or as SOCKS, which"
        " Paraph does not speak.",
        _KEPT,
        "Ask your administrator for the proxy's address and name it as “proxy” in the settings"
        " file or the administrator's rules; paraph doctor says where they are.",
    ),
    "revocation_proxy_account": Words(
        "An issuer cannot be asked: the network's proxy does not accept the user and password that"
        " are set for it.",
        _KEPT,
        "Name its user in its address and put the password into the keychain, or ask your"
        " administrator; the proof is then added by itself.",
    ),
    "clock_differs": Words(
        "The timestamp server's clock and this computer's are too far apart.",
        _KEPT,
        "Set this computer's date and time; if they are right, ask who runs the server.",
    ),
    "timestamp_not_accepted": Words(
        "The timestamp server's answer does not hold, and was not used.",
        _KEPT,
        "It is tried again by itself; if this goes on, ask who runs the server.",
    ),
    "no_timestamp_service": Words(
        "No timestamp server is set.",
        _KEPT,
        "Name one in the settings; the timestamp is then added by itself.",
    ),
    "issuer_untrusted": Words(
        "A certificate does not lead to an authority that this computer trusts.",
        _KEPT,
        "Add its authority's root certificate to the trusted ones: paraph trust add FILE.",
    ),
    "revocation_unavailable": Words(
        "The issuer does not say whether a certificate still holds.",
        _KEPT,
        "Its answer is added by itself once it can be had.",
    ),
    "revocation_private": Words(
        "An issuer can only be asked within a private network, which the settings do not allow.",
        _KEPT,
        "If that network is yours, allow private addresses in the settings.",
    ),
    "revocation_not_offered": Words(
        "A certificate does not say where to ask whether it still holds.",
        _KEPT,
        "Long-term proof cannot be had with it; ask its issuer for one that can.",
    ),
    "revocation_too_old": Words(
        "The issuer's word on the certificate is older than the timestamp.",
        _KEPT,
        "A newer one is added by itself once it is published.",
    ),
    "certificate_revoked": Words(
        "A certificate was revoked.",
        "Nothing more was added to the file.",
        "Ask its issuer; sign anew with a certificate that holds.",
    ),
    "step_not_possible": Words(
        "This file takes no further proof.",
        "The file is unchanged.",
        "Read below what forbids it.",
    ),
    "level_not_reached": Words(
        "The proof that you required cannot be had now.",
        "Your document is unchanged; a signature that was made already is kept, as named below.",
        "Try again later, or sign and let the proof be added by itself.",
    ),
    "proof_busy": Words(
        "Proof is being added by another window or program at this moment.",
        "What is owed stays on the list.",
        "Try again in a minute.",
    ),
    "proof_file_missing": Words(
        "A signed file that still owes proof is not where it was.",
        "It was not touched.",
        "Put it back, or name its new place: paraph upgrade FILE. If it is gone for good:"
        " paraph upgrade --give-up FILE.",
    ),
    "proof_folder_read_only": Words(
        "A signed file that still owes proof lies where nothing can be written.",
        "It was not touched.",
        "Allow writing in its folder, or add the proof to a copy: paraph upgrade FILE -o COPY.",
    ),
    "proof_file_changed": Words(
        "A signed file that still owes proof was changed or replaced by another program.",
        "It was not touched.",
        "Put the signed file back, or name where it lies: paraph upgrade FILE. If it is gone for"
        " good: paraph upgrade --give-up FILE.",
    ),
    "proof_file_unreachable": Words(
        "A signed file that still owes proof lies on a drive that cannot be reached now.",
        "It was not touched.",
        "Connect the drive or the share; the proof is then added by itself.",
    ),
    "proof_file_other": Words(
        "This is not the signed file that is looked for.",
        "Nothing was changed.",
        "Choose the file as it was signed: one that was saved anew has other bytes.",
    ),
    "archive_file_missing": Words(
        "A file whose long-term proof is kept up is not where it was.",
        "What it proves holds on, wherever it is.",
        "Put it back, or name its new place: paraph upgrade FILE. If it is gone for good:"
        " paraph upgrade --give-up FILE.",
    ),
    "archive_file_changed": Words(
        "A file whose long-term proof is kept up was changed or replaced.",
        "It was not touched, and is not renewed like this.",
        "Put the signed file back, or name where it lies: paraph upgrade FILE. If it is gone for"
        " good: paraph upgrade --give-up FILE.",
    ),
    "archive_file_extended": Words(
        "Another program added to a file whose long-term proof is kept up.",
        "What you signed is whole in it, and was not touched.",
        "Look at the file; if it is in order, keep its proof up as it is now: paraph upgrade FILE.",
    ),
}
