"""Why a TPM cannot be used, by what the machine shows of it."""

import pytest

from paraph.domain.keys.tpm import TPM_WORDS, TpmFacts, TpmTrouble, tpm_trouble, tpm_words

NOTHING = TpmFacts()
SHARED = TpmFacts("/dev/tpmrm0", may_use=False, group="tss")


@pytest.mark.parametrize(
    ("facts", "loads", "trouble"),
    [
        (NOTHING, False, TpmTrouble.NO_TPM),
        (SHARED, False, TpmTrouble.NO_RIGHT),
        (SHARED._replace(is_member=True), False, TpmTrouble.SIGN_IN_ANEW),
        (SHARED._replace(may_use=True), False, TpmTrouble.STORE),
        (TpmFacts("/dev/tpm0", may_use=True, group="tss"), False, TpmTrouble.NO_MANAGER),
        (TpmFacts("/dev/tpm0", group="root"), False, TpmTrouble.NO_RIGHT),
        (SHARED._replace(manager_runs=True), False, TpmTrouble.MANAGER_REFUSES),
        (NOTHING._replace(way="tabrmd:bus_type=session"), False, TpmTrouble.NO_MANAGER),
        (
            NOTHING._replace(way="tabrmd", manager_runs=True),
            False,
            TpmTrouble.MANAGER_REFUSES,
        ),
        (NOTHING._replace(way="device:/dev/tpm7"), False, TpmTrouble.OTHER_WAY),
        (SHARED._replace(may_use=True), True, TpmTrouble.EMPTY),
        (NOTHING._replace(way="swtpm:port=1"), True, TpmTrouble.EMPTY),
    ],
)
def test_the_reason_is_the_first_that_stands_in_the_way(facts, loads, trouble):
    assert tpm_trouble(facts, loads=loads) is trouble


def test_every_trouble_has_words_that_name_the_device_and_what_to_do():
    facts = TpmFacts("/dev/tpmrm0", group="tss", way="device:/dev/tpm7")
    assert set(TPM_WORDS) == set(TpmTrouble)
    for trouble in TpmTrouble:
        words = tpm_words(trouble, facts)
        assert all("{" not in sentence and sentence.endswith(".") for sentence in words)
    told = tpm_words(TpmTrouble.NO_RIGHT, facts)
    assert told.what == (
        "You may not use the TPM: /dev/tpmrm0 is for the group tss, and you are not in it."
    )
    assert "usermod -aG tss NAME" in told.act
