"""LaTeX to the MathML that browsers draw by themselves (MathML Core).

latex2mathml does the reading. This module refuses what it would pass over in silence (unknown commands
and environments, missing arguments) and mends what browsers would draw wrongly.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert

# What an author writes -> what latex2mathml reads. Numbers of equations are Sphinx's business.
SAME_AS = {"aligned": "split", "align": "align*", "equation": "", "equation*": "", "alignedat": "split"}
KNOWN = {"align*", "split", "cases", "array", "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix"}
ENVIRONMENT = re.compile(r"\\(begin|end)\{(\w+\*?)\}")
UPRIGHT_LETTER = re.compile(r"\\mathrm\{\s*(\w)\s*\}")
ARGUMENTS = {"mfrac": 2, "msub": 2, "msup": 2, "mroot": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}
OPERATORS = {"~": "∼", "±": "±", "∓": "∓", "…": "…"}
SPACES = {"negativethinmathspace": "-0.167em"}
ALIGN = {"left": "text-align:left", "right": "text-align:right", "center": ""}


class EquationError(ValueError):
    """Says in one clause what is wrong with an equation."""


def with_known_environments(latex: str) -> str:
    """Return the LaTeX with each environment under a name that latex2mathml reads.

    Raises EquationError for any other environment, and for line breaks outside of one.
    """

    def rename(found: re.Match[str]) -> str:
        name = SAME_AS.get(found.group(2), found.group(2))
        if name and name not in KNOWN:
            raise EquationError(f"the environment '{found.group(2)}' is not supported; use align, aligned or cases")
        return f"\\{found.group(1)}{{{name}}}" if name else ""

    renamed = ENVIRONMENT.sub(rename, latex)
    if "\\\\" in renamed and "\\begin" not in renamed:
        raise EquationError(r"'\\' needs an environment around it; write \begin{aligned} … \end{aligned}")
    return renamed


def balanced(latex: str) -> bool:
    """Say whether braces open and close in order; escaped ones do not count."""
    depth = 0
    for brace in re.findall(r"(?<!\\)(?:\\\\)*([{}])", latex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def checked(element: Element) -> None:
    """Raise EquationError where latex2mathml left a command unread or an argument out."""
    for part in element.iter():
        text = part.text or ""
        if "\\" in text:
            raise EquationError(f"the command '{text.strip()}' is not known")
        needed = ARGUMENTS.get(part.tag)
        if needed is not None and len(part) != needed:
            raise EquationError("a command lacks an argument")
        if part.get("mathvariant", "normal") not in ("normal", "italic"):
            raise EquationError(r"this bold letter cannot be drawn; write \mathbf")
        if part.get("linebreak"):
            raise EquationError(r"'\\' stands outside an environment")


def join_upright(parent: Element) -> None:
    r"""Join the letters of \mathrm{NMDA} to one name, so that it is read out as one."""
    for part in list(parent):
        join_upright(part)
    before: Element | None = None
    for part in list(parent):
        upright = part.tag == "mi" and part.get("mathvariant") == "normal"
        if upright and before is not None:
            before.text = (before.text or "") + (part.text or "")
            before.attrib.pop("mathvariant", None)
            parent.remove(part)
        else:
            before = part if upright else None


def mend(element: Element) -> None:
    """Change in place what browsers would draw wrongly: operators, spaces, the alignment of columns."""
    tight = {
        cell
        for table in element.iter("mtable")
        for cell in table.iter("mtd")
        if "0em" in table.get("columnspacing", "")
    }
    for part in element.iter():
        if part.tag == "mi" and (part.text or "") in OPERATORS:
            part.tag, part.text = "mo", OPERATORS[part.text or ""]
        if part.get("width") in SPACES:
            part.set("width", SPACES[part.attrib["width"]])
        if part.tag == "mtable":
            part.attrib.pop("rowspacing", None)
            part.attrib.pop("columnspacing", None)
        side = part.attrib.pop("columnalign", "center")
        if ALIGN[side]:
            part.set("style", ALIGN[side] + (f";padding-{side}:0" if part in tight else ""))


@lru_cache(4096)
def mathml(latex: str, display: str) -> str:
    """Return an equation as MathML with its LaTeX as ``alttext``; ``display`` is "inline" or "block".

    Raises EquationError, whose text says what is wrong.
    """
    text = UPRIGHT_LETTER.sub(r"\\text{\1}", with_known_environments(latex.strip()))
    if not text:
        raise EquationError("it is empty")
    if not balanced(text):
        raise EquationError("its braces do not match")
    try:
        written = convert(text, display=display, xmlns="")
        root = ElementTree.fromstring(re.sub(r"\\([%$#&_])(?=[^<]*</mtext>)", r"\1", written.replace('xmlns=""', "")))
    except EquationError:
        raise
    except ElementTree.ParseError:
        raise EquationError("'&' stands outside an environment") from None
    except Exception as problem:  # latex2mathml raises many kinds, some of them bare
        raise EquationError(f"it cannot be read ({type(problem).__name__})") from None
    checked(root)
    join_upright(root)
    mend(root)
    root.set("alttext", " ".join(latex.split()))
    return ElementTree.tostring(root, encoding="unicode")
