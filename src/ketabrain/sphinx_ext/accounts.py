"""The directive ``{accounts}``: the rival accounts, what each predicts, and the experiments that score them."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ketabrain.sphinx_ext.atlas import JINJA, chapter_link
from ketabrain.sphinx_ext.atlas_matrix import SHORT
from ketabrain.sphinx_ext.element import badge, cited, el, folded, inline
from ketabrain.timeline import accounts
from ketabrain.timeline.accounts import SCORES, WHERE, Account, AccountsError, Experiment, Outcome, Score, tally

SIGNS = {"for": "+", "against": "−"}
COLOURS = {"for": "good", "against": "bad"}
HEADS = ("Experiment", "In animals", "In people", "Speaks")
NOT_WEIGHED = (
    "Counting is not weighing. An experiment that only one account predicts says more than three that all of them "
    "predict, and one small study in people is not worth less than five in mice."
)


class AccountsDirective(SphinxDirective):
    """``{accounts}``, a caption as the body."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the component, or one clear error."""
        if self.env.temp_data.get("ketabrain_accounts"):
            raise self.error("The accounts stand twice on this page: a page may hold them once.")
        self.env.temp_data["ketabrain_accounts"] = True
        try:
            every, trials = accounts.load(), accounts.experiments()
        except AccountsError as problem:
            raise self.error(str(problem)) from None
        for file in (accounts.FILE, accounts.EXPERIMENTS):
            self.env.note_dependency(str(file))
        caption = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, caption)
        controls = JINJA.get_template("accounts.html.jinja").render(accounts=every)
        section = el("section", {"class": "kb-sheet kb-accounts", "id": "accounts", "data-accounts": True})
        section += [
            el("div", {"class": "kb-accounts-list"}, *(self.account(one, trials) for one in every)),
            el("p", None, "What speaks for and against each, in numbers of experiments:"),
            totals(every, trials),
            el("p", {"class": "kb-small"}, NOT_WEIGHED),
            nodes.raw("", controls, format="html"),
            el("div", {"class": "kb-caption"}, *caption.children),
            self.table(every, trials),
        ]
        return [section]

    def account(self, account: Account, trials: Sequence[Experiment]) -> nodes.Node:
        """Return one account, folded: what it says, what it predicts, where it is told."""
        summary = el("summary", None, account.title)
        predicts = el("ul", None, *(el("li", None, *inline(self, text)) for text in account.predicts))
        links = [part for stem in account.sections for part in (chapter_link(section=stem), nodes.Text(" "))]
        more = el("p", {"class": "kb-small"}, "Sources: ", *cited(self, account.sources), ". Read on: ", *links)
        about = {"class": "kb-fold", "id": f"account-{account.name}"}
        says = el("p", None, *inline(self, account.says))
        return el("details", about, summary, says, el("p", None, "If it is right:"), predicts, more)

    def table(self, every: Sequence[Account], trials: Sequence[Experiment]) -> nodes.Node:
        """Return the table of experiments; each has a body of its own, so that a script may order them."""
        head = el("thead", None, el("tr", None, *(el("th", {"scope": "col"}, word) for word in HEADS)))
        bodies = [self.experiment(one, every) for one in trials]
        return el("table", {"class": "kb-table kb-experiments"}, head, *bodies)

    def experiment(self, trial: Experiment, every: Sequence[Account]) -> nodes.Node:
        """Return one experiment: its outcomes side by side, its scores, and a row to open for reasons and sources."""
        scores = {kind: " ".join(dict.fromkeys(s.account for s in trial.scores if s.score == kind)) for kind in SCORES}
        row = el(
            "tr",
            None,
            el("th", {"scope": "row"}, trial.title),
            *(el("td", {"data-label": HEADS[i + 1]}, *outcome(getattr(trial, where))) for i, where in enumerate(WHERE)),
            el("td", {"data-label": HEADS[3], "class": "kb-scores"}, *chips(trial, every)),
        )
        opened = el("tr", {"class": "kb-why"}, el("td", {"colspan": len(HEADS)}, self.why(trial, every)))
        attributes = {
            "data-experiment": trial.name,
            "id": f"experiment-{trial.name}",
            "data-people": bool(trial.people.sources),
        }
        return el("tbody", {**attributes, **{f"data-{kind}": names for kind, names in scores.items()}}, row, opened)

    def why(self, trial: Experiment, every: Sequence[Account]) -> nodes.Node:
        """Return the reasons for all seven accounts, and the sources."""
        items = [self.reason(account, trial.of(account.name)) for account in every if trial.of(account.name)]
        rest = [account.short for account in every if not trial.of(account.name)]
        if rest:
            names = el("strong", None, f"Does not decide on: {', '.join(rest)}.")
            items.append(el("li", None, names, " ", *inline(self, trial.otherwise)))
        sources = [
            el("li", None, f"{where.capitalize()}: ", *cited(self, getattr(trial, where).sources))
            for where in WHERE
            if getattr(trial, where).sources
        ]
        body = [el("ul", None, *items), el("p", None, "Sources"), el("ul", None, *sources)]
        return folded("Why, and the sources", *body)

    def reason(self, account: Account, scores: Sequence[Score]) -> nodes.Node:
        """Return why an experiment speaks for or against an account."""
        parts: list[nodes.Node] = []
        for score in scores:
            parts += [
                nodes.Text(" "),
                el("em", None, f"{score.score.capitalize()}, in {score.where}:"),
                nodes.Text(" "),
            ]
            parts += inline(self, score.why)
        return el("li", None, el("strong", None, f"{account.title}."), *parts)


def outcome(found: Outcome) -> list[nodes.Node]:
    """Return what came out, with the species."""
    labels = [badge(SHORT.get(name, name), "kb-species") for name in found.species]
    line = [part for label in labels for part in (nodes.Text(" "), label)]
    return [nodes.Text(found.came_out), *line]


def chips(trial: Experiment, every: Sequence[Account]) -> list[nodes.Node]:
    """Return the scores at a glance, animals' before people's; then how many accounts it leaves open."""
    short = {account.name: account.short for account in every}
    parts: list[nodes.Node] = []
    for where in WHERE:
        items = [chip(one, short[one.account]) for one in trial.scores if one.where == where]
        if items:
            parts.append(
                el("ul", {"class": "kb-chips", "aria-label": f"In {where}"}, el("li", None, f"in {where}"), *items)
            )
    undecided = sum(not trial.of(account.name) for account in every)
    return [*parts, el("p", {"class": "kb-small"}, f"leaves {undecided} of {len(every)} open")]


def chip(score: Score, title: str) -> nodes.Node:
    """Return one score as a small label."""
    sign = el("span", {"aria-hidden": "true"}, SIGNS[score.score])
    word = el("span", {"class": "kb-hidden"}, f"{score.score}: ")
    about = {"class": f"kb-chip kb-is-{COLOURS[score.score]}-word", "data-account": score.account}
    return el("li", about, sign, word, f" {title}")


def totals(every: Sequence[Account], trials: Sequence[Experiment]) -> nodes.Node:
    """Return how many experiments speak for and against each account, in animals and in people."""
    groups = (el("th", {"scope": "colgroup", "colspan": len(SCORES)}, f"In {where}") for where in WHERE)
    columns = (el("th", {"scope": "col"}, score) for _ in WHERE for score in SCORES)
    account_head = el("th", {"scope": "col", "rowspan": 2}, "Account")
    head = el("thead", None, el("tr", None, account_head, *groups), el("tr", None, *columns))
    body = [
        el(
            "tr",
            {"data-account": account.name},
            el("th", {"scope": "row"}, account.title),
            *(
                el("td", {"class": f"kb-is-{COLOURS[score]}-word"}, str(tally(account, trials, where, score)))
                for where in WHERE
                for score in SCORES
            ),
        )
        for account in every
    ]
    return el("table", {"class": "kb-table kb-tally"}, head, el("tbody", None, *body))


def setup(app: Sphinx) -> None:
    """Register with Sphinx; links to chapters are the map's, which stands before it in PARTS."""
    app.add_directive("accounts", AccountsDirective)
    app.add_css_file("ketabrain/cards.css")
    app.add_css_file("ketabrain/accounts.css")
    app.add_js_file("ketabrain/accounts.js", loading_method="defer")
