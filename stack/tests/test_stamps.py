from stack.stamps import Stamp, fingerprint


def test_a_stamp_is_set_only_for_the_very_files(tmp_path):
    source = tmp_path / "requirements.txt"
    source.write_text("django==5.2.19")
    Stamp(tmp_path / "stamp", fingerprint([source])).set()

    assert Stamp(tmp_path / "stamp", fingerprint([source])).is_set()

    source.write_text("django==5.2.20")
    assert not Stamp(tmp_path / "stamp", fingerprint([source])).is_set()
    assert Stamp(tmp_path / "stamp", fingerprint([source])).exists()
