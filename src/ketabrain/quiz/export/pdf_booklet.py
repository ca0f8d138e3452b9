"""A booklet to print, written by fpdf2: the questions of each chapter, then the answers with their reasons.

Its letters are DejaVu Sans, free to use and part of matplotlib; they hold µ, ±, ≥ and subscripts.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from ketabrain.quiz import forms, markup
from ketabrain.quiz.export import about, items, text
from ketabrain.quiz.export.formats import Files
from ketabrain.quiz.export.items import Item, Left
from ketabrain.quiz.export.pictures import Picture
from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import Element, prose

FONTS = {"": "DejaVuSans", "B": "DejaVuSans-Bold", "I": "DejaVuSans-Oblique", "BI": "DejaVuSans-BoldOblique"}
STYLES = {"em": "I", "strong": "B", "b": "B"}
MARKS = {"right": "✓", "wrong": "✗", "": "•"}
SIZE, SMALL, HEAD, TITLE = 10, 8, 15, 20  # [pt]
LINE = 5.2  # [mm]
INDENT = 8  # [mm]
LETTERS_A_LINE = 80
WIDTH = 130  # of a question's picture [mm]
POINT_WIDTH = 95  # of the picture that makes the point [mm]
INK, FAINT, LINK = (28, 32, 40), (93, 102, 115), (0, 86, 140)


def cannot(question: Question) -> str:
    """Return why paper cannot hold a question."""
    return items.NEEDS_PAGE.get(question.form, "")


def files(taken: Sequence[Item], left: Sequence[Left]) -> Files:
    """Return the booklet; what was left out stands on its first page."""
    book = Booklet()
    book.front(left)
    book.part("Questions", taken, book.ask)
    book.part("Answers and reasons", taken, book.tell)
    return Files(bytes(book.output()))


class Booklet(FPDF):
    """The pages, and how pieces of the bank are set on them."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
        for style, name in FONTS.items():
            self.add_font("text", style, folder / f"{name}.ttf")
        self.set_auto_page_break(True, 20)
        self.set_margins(20, 18)
        self.set_title(f"{about.COURSE}: questions")
        self.set_author(about.FROM)
        self.set_lang("en-GB")

    def footer(self) -> None:
        """Write course, licence and page number below each page."""
        self.set_y(-14)
        self.font("", SMALL, FAINT)
        self.cell(0, 5, f"{about.COURSE} · {about.LICENCE} · {about.ADVICE}")
        self.set_x(self.l_margin)
        self.cell(0, 5, str(self.page_no()), align="R")

    def font(self, style: str = "", size: float = SIZE, colour: tuple[int, int, int] = INK) -> None:
        """Choose letters."""
        self.set_font("text", style, size)
        self.set_text_color(*colour)

    def front(self, left: Sequence[Left]) -> None:
        """Write what this is, and what it does not hold."""
        self.add_page()
        self.heading(about.COURSE, TITLE)
        for line in about.LINES:
            self.paragraph([line])
        for line in items.summary(left):
            self.paragraph([f"Left out, {line}"], SMALL)

    def part(self, name: str, taken: Sequence[Item], write: Any) -> None:
        """Write one part of the booklet, chapter by chapter."""
        self.start_section(name)
        for title, group in items.by_chapter(taken):
            self.room(60)
            self.start_section(title, level=1)
            self.heading(f"{name}: {title}", HEAD)
            for item in group:
                write(item)

    def ask(self, item: Item) -> None:
        """Write a question with what there is to choose from."""
        question = item.question
        lines = list(text.choices(question))
        self.room(4 * LINE + tall(question.text, item.asked, WIDTH) + sum(tall("".join(line)) for line in lines))
        self.name(item)
        self.paragraph(prose(question.text), style="B")
        self.picture(item.asked, WIDTH)
        self.paragraph([forms.asked(question)], SMALL, colour=FAINT)
        for mark, words in lines:
            self.entry(mark, prose(words))
        self.ln(LINE)

    def tell(self, item: Item) -> None:
        """Write every answer to a question with its reason, the picture that makes the point, and the sources."""
        self.room(40)
        self.name(item)
        for one in text.reasons(item.question):
            self.entry(MARKS[one.verdict], one.text, one.why, strong=one.verdict == "right")
        self.room(tall("", item.shown, POINT_WIDTH))
        self.picture(item.shown, POINT_WIDTH)
        self.sources(item.sources)
        self.ln(LINE)

    def name(self, item: Item) -> None:
        """Write a question's id and its level."""
        self.paragraph([f"{item.id} · {markup.level(item.question)}"], SMALL, colour=FAINT)

    def heading(self, words: str, size: float) -> None:
        """Write a heading."""
        self.font("B", size)
        self.multi_cell(0, size * 0.5, text.clean(words), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(2)

    def paragraph(
        self, nodes: Iterable[Any], size: float = SIZE, style: str = "", colour: tuple[int, int, int] = INK
    ) -> None:
        """Write a paragraph."""
        self.runs(nodes, size, style, colour)
        self.ln(LINE + 1)

    def runs(self, nodes: Iterable[Any], size: float, style: str = "", colour: tuple[int, int, int] = INK) -> None:
        """Write text as it flows, emphasis within it."""
        for node in nodes:
            if isinstance(node, Element):
                more = STYLES.get(node.tag, "")
                self.runs(node.children, size, "".join(sorted({*style, *more})), colour)
            else:
                self.font(style, size, colour)
                self.write(LINE, text.clean(node))

    def entry(self, mark: str, words: Iterable[Any], why: Iterable[Any] = (), strong: bool = False) -> None:
        """Write one entry of a list, its reason behind it."""
        self.font("B")
        self.write(LINE, mark)
        with self.indented():
            self.runs(words, SIZE, "B" if strong else "")
            if why:
                self.runs([" "], SIZE)
                self.runs(why, SIZE, colour=INK)
            self.ln(LINE + 0.8)

    @contextmanager
    def indented(self) -> Iterator[None]:
        """Set what follows further in."""
        before = self.l_margin
        self.set_left_margin(before + INDENT)
        self.set_x(before + INDENT)
        yield
        self.set_left_margin(before)
        self.set_x(before)

    def picture(self, picture: Picture | None, width: float) -> None:
        """Set a picture with its description."""
        if picture:
            self.image(io.BytesIO(picture.content), w=width, alt_text=picture.alt)
            self.paragraph([picture.alt], SMALL, colour=FAINT)

    def sources(self, links: Iterable[tuple[str, str]]) -> None:
        """Write the sources, each with its address behind it."""
        self.font("", SMALL, FAINT)
        self.write(LINE, "Sources: ")
        for place, (name, address) in enumerate(links):
            self.font("", SMALL, LINK if address else FAINT)
            self.write(LINE, f"{'; ' if place else ''}{text.clean(f'{name} {address}'.strip())}", link=address)
        self.ln(LINE)

    def room(self, height: float) -> None:
        """Begin a new page where what follows would be torn apart."""
        if self.get_y() + min(height, self.eph * 0.9) > self.h - self.b_margin:
            self.add_page()


def tall(words: str, picture: Picture | None = None, width: float = 0) -> float:
    """Return about how high words and a picture stand [mm]."""
    drawn = width * picture.height / picture.width + 4 * LINE if picture else 0
    return drawn + LINE * math.ceil(len(words) / LETTERS_A_LINE) + 1
