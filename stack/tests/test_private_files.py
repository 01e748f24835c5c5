import stat

from stack import private_files


def test_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "state.json"
    path.write_text("old")
    path.chmod(0o644)

    private_files.write(path, "new")

    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_replaced_and_not_followed(tmp_path):
    precious, link = tmp_path / "precious", tmp_path / "redis.conf"
    precious.write_text("kept")
    link.symlink_to(precious)

    private_files.write(link, "new")

    assert precious.read_text() == "kept"
    assert (link.read_text(), link.is_symlink()) == ("new", False)
