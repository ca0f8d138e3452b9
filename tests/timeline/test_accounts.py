"""The rival accounts and the experiments that score them: complete, sourced, reasons given, faults named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ketabrain.evidence import bibliography
from ketabrain.timeline.accounts import EXPERIMENTS, FILE, WHERE, AccountsError, experiments, load, tally


def test_all_seven_accounts_stand_with_what_they_predict() -> None:
    names = [account.name for account in load()]
    assert names == ["disinhibition", "rest", "extrasynaptic", "habenula", "hnk", "trkb", "opioid"]
    assert all(account.predicts and account.sections and account.sources for account in load())


def test_every_source_is_in_the_bibliography_and_fits_the_species() -> None:
    known = bibliography.load()
    wrong = [f"{account.name}: {key}" for account in load() for key in account.sources if key not in known]
    for trial in experiments():
        for found in (trial.animals, trial.people):
            wrong += [f"{trial.name}: {key} is unknown" for key in found.sources if key not in known]
            studied = {name for key in found.sources if key in known for name in known[key].species}
            wrong += [f"{trial.name}: nobody studied {name}" for name in found.species if name not in studied]
    assert not wrong, "\n".join(wrong)


def test_outcomes_in_people_come_from_people_and_those_in_animals_do_not() -> None:
    for trial in experiments():
        assert set(trial.people.species) <= {"human"}, trial.name
        assert "human" not in trial.animals.species, trial.name


def test_every_account_is_scored_and_no_account_is_only_for_all_rows() -> None:
    trials = experiments()
    for account in load():
        decided = [trial for trial in trials if trial.of(account.name)]
        assert decided and len(decided) < len(trials)
        assert tally(account, trials, "animals", "for") > 0


def test_rapamycin_speaks_for_in_rats_and_against_in_people() -> None:
    trial = next(trial for trial in experiments() if trial.name == "rapamycin")
    assert {(one.where, one.score) for one in trial.of("disinhibition")} == {("animals", "for"), ("people", "against")}
    assert "did not stop it in people" in trial.people.came_out
    assert trial.people.sources == ("Abdallah2020rapamycin",)


def test_two_accounts_are_told_apart_by_two_opposite_experiments() -> None:
    found = {trial.name: {one.account: one.score for one in trial.scores} for trial in experiments()}
    assert found["interneurons"]["disinhibition"] == "for" and found["interneurons"]["extrasynaptic"] == "against"
    assert found["pyramidal"]["disinhibition"] == "against" and found["pyramidal"]["extrasynaptic"] == "for"


def changed(tmp_path: Path, file: Path, change) -> Path:
    """Write a file with a change; return it."""
    new = tmp_path / file.name
    new.write_text(yaml.safe_dump(change(yaml.safe_load(file.read_text(encoding="utf-8")))), encoding="utf-8")
    return new


def with_first(items: list[dict], **fields: object) -> list[dict]:
    """Return the items with fields of the first changed."""
    return [{**items[0], **fields}, *items[1:]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda items: [*items, items[0]], "experiment 'ampa' stands twice"),
        (
            lambda items: with_first(items, people={"came_out": "Yes.", "species": ["human"]}),
            "people: give species and sources",
        ),
        (lambda items: with_first(items, otherwise=""), "field 'otherwise' is empty"),
        (
            lambda items: with_first(items, scores=[{**items[0]["scores"][0], "account": "luck"}]),
            "scores 'luck'; use one of",
        ),
        (
            lambda items: with_first(items, scores=[{**items[0]["scores"][0], "in": "people"}]),
            "scores 'disinhibition' by people, where nothing was found",
        ),
        (
            lambda items: with_first(items, scores=[{**items[0]["scores"][0], "score": "maybe"}]),
            "use one of for, against",
        ),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_experiment(tmp_path: Path, change, words: str) -> None:
    with pytest.raises(AccountsError, match=re.escape(words)):
        experiments(changed(tmp_path, EXPERIMENTS, change))


def test_an_account_twice_or_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AccountsError, match="account 'disinhibition' stands twice"):
        load(changed(tmp_path, FILE, lambda items: [*items, items[0]]))
    with pytest.raises(AccountsError, match=r"accounts\.yml is missing"):
        load(tmp_path / "none" / "accounts.yml")


def test_the_tally_counts_an_experiment_once() -> None:
    hnk = next(account for account in load() if account.name == "hnk")
    counted = {
        where: (tally(hnk, experiments(), where, "for"), tally(hnk, experiments(), where, "against")) for where in WHERE
    }
    assert counted == {"animals": (2, 1), "people": (1, 2)}
