from stack.testing import run
from stack.testing.run import Result


def test_counts_come_from_the_report(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2"/></testsuites>'
    )

    assert run.count(report) == (5, 2, 2)


def test_no_report_counts_nothing(tmp_path):
    assert run.count(tmp_path / "missing.xml") == (0, 0, 0)


def test_the_last_line_sums_up():
    results = [Result("lint", 1, 0, 0, 0.5), Result("catalog", 41, 2, 3, 9.0)]

    assert run.summary(results).splitlines()[-1] == "42 passed, 2 failed, 3 skipped"
