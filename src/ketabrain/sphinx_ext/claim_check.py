"""The page on which every claim is judged: its list, the reader's calibration, what many get wrong, and debates.

Directives: ``{claim-check}``, ``{claim-score}``, ``{often-missed}``, ``{debates}`` and ``{verdicts}``. The cards are
those of ``claims.py``; what a reader says in a chapter counts here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.evidence import claims, debates
from ketabrain.evidence.claims import FITTING, GUESSES, TOPICS, VERDICTS, Claim, ClaimError
from ketabrain.evidence.debates import Debate, DebateError, Side
from ketabrain.sphinx_ext.atlas import JINJA
from ketabrain.sphinx_ext.claims import choices, form, place, skip, verdict_word
from ketabrain.sphinx_ext.element import cited, el, inline, table
from ketabrain.sphinx_ext.gallery import reading_order

SET = 10  # claims in a set
# One made-up bus line, one sentence a verdict: nobody's guess on a claim is given away.
EXAMPLES = {
    "supported": "“The bus stops at the school.” So says the timetable, and there it stops.",
    "mostly right": "“The bus comes every hour.” It does on weekdays. The sentence leaves out Sunday.",
    "oversimplified": "“The bus takes you to town.” It does, after a change of line, if you catch it.",
    "contested": "“The bus is faster than the train.” Two careful people timed both and came to different answers.",
    "unsupported": "“The new bus has made the town happier.” It may have. Nobody has asked.",
    "wrong": "“The bus runs all night.” The timetable says that the last one leaves before midnight.",
    "outdated": "“The bus starts at the old market.” It did, until the stop was moved.",
    "opinion": "“This bus is the soul of our town.” No timetable can show that true or false.",
}
LEANS = {"a": "The first", "b": "The second", "both": "Both can hold", "neither": "Neither holds"}
NO_SCRIPT = "This part needs JavaScript: it is drawn from your own guesses."


class claim_controls(nodes.General, nodes.Element):
    """Stands for the controls of the list until every chapter's title is known."""


class ClaimCheckDirective(SphinxDirective):
    """``{claim-check}``: every claim as a card, with search, filters and sets of ten."""

    def run(self) -> list[nodes.Node]:
        """Return the list, or one sentence that says what is wrong with a claim."""
        try:
            every = claims.load()
        except ClaimError as problem:
            raise self.error(str(problem)) from None
        cards = el(
            "div", {"class": "kb-check-list"}, *place(self, sorted(every, key=lambda claim: claim.id), listed=True)
        )
        about = {"class": "kb-check", "id": "all-claims", "data-claim-check": len(every), "data-set": SET}
        pattern = el("template", {"id": "kb-claim-form"}, form("X"))
        return [el("section", {**about, "aria-label": "All claims"}, pattern, claim_controls(), cards, end())]


def end() -> nodes.Node:
    """Return what stands below a set: how it went, and the ways on."""
    more = el("button", {"type": "button", "class": "kb-button kb-primary", "data-do": "ten"}, "Judge the next set")
    leave = el("button", {"type": "button", "class": "kb-button", "data-do": "leave"}, "Leave the set")
    score = el("a", {"class": "kb-button", "href": "#score"}, "Your calibration")
    buttons = el("p", {"class": "kb-check-do"}, more, " ", leave, " ", score)
    return el("div", {"class": "kb-check-end kb-script", "hidden": True}, el("p", {"class": "kb-set-words"}), buttons)


def visit_controls(self: Any, node: claim_controls) -> None:
    """Write the controls."""
    env = self.builder.env
    order = [page.rpartition("/")[2] for page in reading_order(env, self.builder.config.root_doc)]
    titles = {page.rpartition("/")[2]: title.astext() for page, title in env.titles.items() if page.startswith("book/")}
    every = claims.load()
    chapters = sorted(
        {claim.chapter for claim in every} & titles.keys(), key=lambda stem: stem in order and order.index(stem)
    )
    self.body.append(
        JINJA.get_template("claim_check.html.jinja").render(
            topics=[topic for topic in TOPICS if any(claim.topic == topic for claim in every)],
            verdicts=list(VERDICTS),
            chapters=[(stem, titles[stem]) for stem in chapters],
            number=len(every),
            size=SET,
        )
    )
    raise nodes.SkipNode


class VerdictsDirective(SphinxDirective):
    """``{verdicts}``: what each verdict means, with an example, and which guesses agree with it."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        rows: list[list[nodes.Node | str | list[nodes.Node]]] = [
            [
                verdict_word(verdict),
                meaning,
                EXAMPLES[verdict],
                " or ".join(f"“{GUESSES[one]}”" for one in FITTING[verdict]),
            ]
            for verdict, meaning in VERDICTS.items()
        ]
        heads = ["Verdict", "What it means", "An example: a bus", "Guesses that agree"]
        made = table(heads, rows)
        for row in made.findall(lambda node: getattr(node, "attributes", {}).get("tag") == "td"):
            place_in_row = row.parent.index(row)
            row["attributes_"]["data-label"] = heads[place_in_row]
        return [el("div", {"class": "kb-sheet kb-verdicts"}, made)]


def blind_share(every: Sequence[Claim]) -> float:
    """Return how often a blind guess among the four agrees with our verdict."""
    return mean(len(claim.fitting) for claim in every) / len(GUESSES)


class ClaimScoreDirective(SphinxDirective):
    """``{claim-score}``: the reader's calibration, drawn by a script from what was guessed."""

    def run(self) -> list[nodes.Node]:
        """Return the place for it."""
        share = blind_share(claims.load())
        words = f"Whoever guesses blindly among the four agrees with our verdicts in about {100 * share:.0f} % of the claims."
        return [
            el(
                "section",
                {
                    "class": "kb-sheet kb-score-sheet",
                    "id": "score",
                    "data-claim-score": True,
                    "aria-label": "Your calibration",
                },
                el("p", {"class": "kb-no-script"}, NO_SCRIPT),
                el("div", {"class": "kb-score-drawn kb-script"}),
                el("p", {"class": "kb-small"}, words),
            )
        ]


class OftenMissedDirective(SphinxDirective):
    """``{often-missed}``: the claims that most people would get wrong; a script shows those already judged."""

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        items = [self.item(claim) for claim in claims.load() if claim.often_missed]
        waits = el("p", {"class": "kb-missed-status kb-script"})
        return [el("div", {"class": "kb-missed", "data-often-missed": len(items)}, waits, el("ol", None, *items))]

    def item(self, claim: Claim) -> nodes.Node:
        """Return one claim: what most would say, what the reader said, and our verdict."""
        parts: list[nodes.Node | str] = [
            el("p", None, el("a", {"href": f"#claim-{claim.id}"}, *inline(self, claim.claim))),
            el("p", None, "Most would say: ", el("strong", None, GUESSES[claim.often_guessed or "right"]), ". "),
            el("p", {"class": "kb-missed-yours kb-script"}),
            el("p", None, verdict_word(claim.verdict), VERDICTS[claim.verdict]),
        ]
        if claim.often_guessed in claim.fitting:
            parts.append(el("p", None, "That agrees. The trap lies in what the sentence is taken to mean."))
        if claim.traps:
            parts.append(el("p", None, el("strong", None, "Watch for: "), *inline(self, claim.traps)))
        return el("li", {"data-missed": claim.id, "data-most": claim.often_guessed}, *parts)


class DebatesDirective(SphinxDirective):
    """``{debates}``: statements that speak against each other, side by side, and how we weigh them."""

    def run(self) -> list[nodes.Node]:
        """Return the debates, or one sentence that says what is wrong with one."""
        try:
            every = debates.load()
            debates.check_claims(every, [claim.id for claim in claims.load()])
        except (ClaimError, DebateError) as problem:
            raise self.error(str(problem)) from None
        return [el("div", {"class": "kb-debates", "data-debates": len(every)}, ask(), *map(self.debate, every))]

    def debate(self, debate: Debate) -> nodes.Node:
        """Return one debate: two statements, a place for the reader's own answer, the weighing."""
        name = f"debate-{debate.id}"
        weighing = el(
            "details",
            {"class": "kb-weighing kb-fold"},
            el("summary", None, "How we weigh it"),
            el("p", {"tabindex": "-1", "class": "kb-weighed"}, *inline(self, debate.weighing)),
            el("p", None, el("strong", None, "What would decide it: "), *inline(self, debate.decides)),
            el("p", None, el("strong", None, "For a class: "), *inline(self, debate.class_question)),
            el("p", {"class": "kb-small"}, "Sources: ", *cited(self, debate.sources)) if debate.sources else "",
        )
        sides = el(
            "div", {"class": "kb-sides"}, self.side("The first", debate.side_a), self.side("The second", debate.side_b)
        )
        return el(
            "details",
            {"class": "kb-debate", "id": name, "data-debate": debate.id},
            el("summary", None, *inline(self, debate.question)),
            sides,
            el("div", {"class": "kb-leaned kb-script", "hidden": True}),
            weighing,
        )

    def side(self, title: str, side: Side) -> nodes.Node:
        """Return one side's statement with links to the claims that say it."""
        links: list[nodes.Node | str] = []
        for number, claim_id in enumerate(side.claims):
            text = {"href": f"#claim-{claim_id}", "title": claims.get(claim_id).claim}
            links += [", " if number else "", el("a", text, claim_id)]
        said = el("p", {"class": "kb-said"}, *inline(self, side.says))
        label = "Judge it: " if side.claims else "This sentence is none of our claims."
        return el(
            "div",
            {"class": "kb-side-of"},
            el("p", {"class": "kb-small"}, title),
            said,
            el("p", {"class": "kb-small"}, label, *links),
        )


def ask() -> nodes.Node:
    """Return what scripts copy into each debate."""
    say = el("span", {"class": "kb-ask", "role": "status"})
    button = el("button", {"type": "button", "class": "kb-button kb-primary", "data-do": "weigh"}, "Show the weighing")
    text = el("input", {"type": "text", "name": "why", "maxlength": "300", "autocomplete": "off"})
    return el(
        "template",
        {"id": "kb-debate-form"},
        el(
            "div",
            {"class": "kb-lean"},
            choices("Where do you lean?", "lean", {name: (words, "") for name, words in LEANS.items()}),
            el("label", {"class": "kb-why-line"}, "What would decide it, in your words? (if you like)", text),
            el("p", None, button, " ", say),
        ),
    )


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    others: Any = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(claim_controls, html=(visit_controls, None), **others)
    app.add_directive("claim-check", ClaimCheckDirective)
    app.add_directive("claim-score", ClaimScoreDirective)
    app.add_directive("often-missed", OftenMissedDirective)
    app.add_directive("debates", DebatesDirective)
    app.add_directive("verdicts", VerdictsDirective)
    app.add_css_file("ketabrain/calibration.css")
    app.add_css_file("ketabrain/claim_check.css")
    for name in ("calibration.js", "claim_check_score.js", "claim_check.js", "claim_check_debates.js"):
        app.add_js_file(f"ketabrain/{name}", loading_method="defer")
