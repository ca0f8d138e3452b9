"""The quiz in a tiny book: native HTML, sources linked, labs' output replaced, and what is refused."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ketabrain import quiz
from ketabrain.quiz import bank

LIST = "# References\n\n```{bibliography}\n```\n"
PAGE = "# One\n\n```{quiz} habenula\n```\n"
QUESTION = re.compile(r'<div class="kb-question"[^>]*data-question="([\w-]+)".*?<p class="kb-sources">.*?</p>', re.S)
SHOWN = '<div data-ketabrain="quiz:habenula">Quiz: questions on The lateral habenula.</div>'
HOSTILE = '<img src=x onerror="window.hacked=true"><script>window.hacked=true</script> {term}`x` <b>&"\''
INPUTS = {
    "choice": ("radio", lambda question: len(question.options)),
    "choices": ("checkbox", lambda question: len(question.options)),
    "number": ("number", lambda question: 1),
    "order": ("", lambda question: 0),
    "match": ("", lambda question: 0),
    "cloze": ("text", lambda question: len(question.gaps)),
    "point": ("radio", lambda question: len(question.places)),
}
Build = Callable[..., Path]


def words(markup: str) -> str:
    """Return the text of some markup on one line, with straight quotation marks."""
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def page_of(site: Path, name: str = "one.html") -> str:
    """Return a built page."""
    return (site / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a page with the whole quiz, built once."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("tiny", Path(__file__).with_name("conftest.py"))
    assert spec and spec.loader
    tiny = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tiny)
    return page_of(tiny.build(tmp_path_factory.mktemp("quiz"), {"one.md": PAGE, "references.md": LIST}))


def test_each_question_is_one_element_in_the_bank_s_order(page: str) -> None:
    assert QUESTION.findall(page) == [question.id for question in quiz.load("habenula")]


def test_the_controls_are_native(page: str) -> None:
    found = {match[1]: match[0] for match in QUESTION.finditer(page)}
    for question in quiz.load("habenula"):
        one = found[question.id]
        assert one.count("<fieldset") == one.count("<legend") == 1
        assert words(one).count(words(question.text.replace("*", ""))) == 1
        kind, many = INPUTS.get(question.form, ("", 0))
        own = [found for found in re.findall(r"<input[^>]*>", one) if "kb-sure-" not in found]
        if question.form in INPUTS:
            assert [re.search(r'type="(\w+)"', found)[1] for found in own] == [kind] * many(question)  # type: ignore[index, operator]
        assert one.count('name="kb-sure-') == 4
        assert one.count("<select") == len(question.pairs)
        assert one.count("data-move=") == 2 * len(question.steps)
        assert re.search(r'<div class="kb-result" role="status"></div>', one)
        assert "<details" in one and "<details open" not in one


def test_sources_are_links_into_the_list_of_references(page: str) -> None:
    first = next(match[0] for match in QUESTION.finditer(page))
    assert "#cite-hikosaka2008crossroad" in first and "Hikosaka et al., 2008" in words(first)
    assert 'class="kb-notes"' in page


def test_a_page_holds_the_quiz_s_script_and_another_page_does_not(tiny_book: Build, tmp_path: Path) -> None:
    only = "# One\n\n```{quiz} habenula\n:only: habenula-04, habenula-02\n```\n"
    site = tiny_book(tmp_path, {"one.md": only, "two.md": "# Two\n\nWords.\n", "references.md": LIST})
    assert QUESTION.findall(page_of(site)) == ["habenula-04", "habenula-02"]
    assert "Question 2 of 2" in words(page_of(site))
    assert "ketabrain/quiz.js" in page_of(site) and "ketabrain/quiz.css" in page_of(site)
    assert "ketabrain/quiz" not in page_of(site, "two.html")


def test_the_link_to_an_explorer_leads_to_its_chapter(tiny_book: Build, tmp_path: Path) -> None:
    ask = "# One\n\n```{quiz} habenula\n:only: habenula-06\n```\n"
    pages = {"start.md": ask, "book/brain/habenula.md": "# The lateral habenula\n", "references.md": LIST}
    one = page_of(tiny_book(tmp_path, pages), "start.html")
    (address,) = re.findall(r'data-open="habenula-bursting" data-state="[^"]*" href="([^"]+)"', one)
    assert html.unescape(address) == "book/brain/habenula.html#habenula-bursting?drive=2&block=0&t_type=1&kir=-65"
    assert "Drive from other cells: 2.0 µA/cm²" in words(one)


def test_what_a_lab_shows_becomes_the_same_quiz(tiny_book: Build, tmp_path: Path, notebook: Callable[..., str]) -> None:
    data = {"text/html": SHOWN, "text/plain": "ketabrain.quiz.show('habenula')"}
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    site = tiny_book(tmp_path, {"one.md": PAGE, "lab.ipynb": notebook([output]), "references.md": LIST})
    lab, chapter = page_of(site, "lab.html"), page_of(site)
    assert "data-ketabrain" not in lab
    assert QUESTION.findall(lab) == QUESTION.findall(chapter)
    strip = re.compile(r' id="id\d+"|<span id="id\d+"></span>')
    first, second = (strip.sub("", next(m[0] for m in QUESTION.finditer(one))) for one in (lab, chapter))
    assert words(first) == words(second)
    assert "#cite-hikosaka2008crossroad" in first and "ketabrain/quiz.js" in lab


@pytest.mark.parametrize(
    ("directive", "told"),
    [
        ("```{quiz} habenla\n```", "There are no questions for 'habenla': choose one of"),
        (
            "```{quiz} habenula\n:only: habenula-77\n```",
            "There is no question 'habenula-77' in habenula.yml: choose from",
        ),
        ("```{quiz} habenula\n```\n\n```{quiz} habenula\n```", "Question 'habenula-01' stands twice on this page"),
    ],
)
def test_mistakes_fail_the_build_with_one_sentence(tiny_book: Build, tmp_path: Path, directive: str, told: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(told)):
        tiny_book(tmp_path, {"one.md": f"# One\n\n{directive}\n", "references.md": LIST})


def hostile_bank(folder: Path) -> None:
    """Write a chapter whose every text is hostile."""
    base: dict[str, Any] = {
        "objective": "habenula.burst",
        "difficulty": 1,
        "skill": "apply",
        "sources": ["Yang2018bursting"],
    }
    options = [{"text": f"{i} {HOSTILE}", "right": i == 0, "feedback": f"{i} {HOSTILE}"} for i in range(3)]
    steps = [{"text": f"{i} {HOSTILE}", "feedback": f"{i} {HOSTILE}"} for i in range(3)]
    feedback = {"right": HOSTILE, "low": HOSTILE, "high": HOSTILE}
    number = {"value": 5, "unit": HOSTILE, "tolerance": 1, "feedback": feedback}
    ways: list[dict[str, Any]] = [
        {"kind": "single", "options": options},
        {"kind": "order", "steps": steps},
        {"kind": "numeric", "answer": number},
    ]
    items = [{**base, **way, "id": f"habenula-{i:02d}", "text": f"{i} {HOSTILE}"} for i, way in enumerate(ways)]
    (folder / "habenula.yml").write_text(yaml.safe_dump(items, allow_unicode=True), encoding="utf-8")


def test_hostile_texts_stay_text(tiny_book: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bank"
    folder.mkdir()
    hostile_bank(folder)
    monkeypatch.setattr(bank, "QUESTIONS", folder)
    one = page_of(tiny_book(tmp_path, {"one.md": PAGE, "references.md": LIST}))
    assert "<img" not in one.partition("<article")[2].partition("</article>")[0]
    assert "<script>window" not in one and 'onerror="' not in one
    assert words(HOSTILE.replace("<", "&lt;")) in words(one)
