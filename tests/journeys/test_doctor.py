"""What the doctor says of a machine."""

import json


def test_the_doctor_names_what_is_there_and_what_is_missing(paraph, demo_token):
    done = paraph("doctor", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["record"] == {"ok": True, "error": None}
    assert found["tokens"] >= 1
    softhsm = next(m for m in found["modules"] if m["module"] == demo_token.module)
    assert softhsm["tokens"][0]["label"] == demo_token.token_label
    told = paraph("doctor")
    assert (told.returncode, told.stderr) == (0, "")
    for words in ("PKCS#11 module", "Card reader", "Keychain", "Clock", "Timestamp server"):
        assert words in told.stdout


def test_a_record_that_does_not_open_is_told_and_no_traceback(paraph, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "paraph.db").mkdir()
    done = paraph("doctor", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["record"]["ok"] is False


def test_every_end_is_one_json_object_where_that_was_asked_for(paraph, tmp_path):
    done = paraph("sign", "--no-such-option", "--json")
    assert (done.returncode, done.stderr) == (2, "")
    assert json.loads(done.stdout)["error"]["code"] == "invalid_argument"
