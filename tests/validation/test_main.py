"""The table that ``python -m ketabrain.validation`` prints."""

from ketabrain.validation import MODELS, cases
from ketabrain.validation.__main__ import lines, main


def test_one_model_is_printed_with_all_its_cases(capsys):
    assert main(["nmdar_trapping"]) == 0
    out, err = capsys.readouterr()
    assert err == f"nmdar_trapping: {len(cases('nmdar_trapping'))} cases …\n"
    for case in cases("nmdar_trapping"):
        assert case.name in out
    rows = [line.split()[0] for line in out.splitlines() if line.startswith(("hit", "MISS"))]
    assert rows == ["MISS"] * 2 + ["hit"] * (len(cases("nmdar_trapping")) - 2), "misses come first"
    assert out.rstrip().endswith("are met.")
    assert "synapse" not in out


def test_an_unknown_model_is_named_with_the_known_ones(capsys):
    assert main(["synapse", "brain"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"There is no model 'brain': choose one of {', '.join(MODELS)}.\n"


def test_columns_stand_in_line():
    assert list(lines([("a", "long", "x"), ("abc", "b", "y")])) == ["a    long  x", "abc  b     y"]
