"""Which numbers of a sentence state a fact that needs a source.

A number with a unit, a percentage, a count of people, animals, cells or studies, and a year do. A bare number ("step
2", "three receptors", GluN2A) does not.
"""

from __future__ import annotations

import re

WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|hundreds|thousand|thousands|dozen|dozens"
)
DIGITS = r"[-−–+±~<>≈]?\d[\d,.\u2009\u202f]*(?:\s?[×x*]\s?10\^?[-−⁻⁰¹²³⁴⁵⁶⁷⁸⁹\d]+)?"
JOINT = r"\s?(?:to|and|or|by|[-−–±/×]|\(SD|plus or minus)\s?"
SYMBOLS = (  # case counts: M is molar, m metre
    r"%|‰|°C?|kg|mg|[µμu]g|ng|pg|g|mL|ml|[µμu]L|dL|L|mol|mmol|[mµμun]?M|k?Da|mV|V|[pnµμ]A|[pnµμ]S|[kMG]?Ω|k?Hz"
    r"|ms|s|min|h|d|nm|[µμu]m|mm[²³23]?|cm[²³23]?|m|Å|mmHg|T"
)
NAMES = (
    r"per ?cent|percentage points?|points?|[a-z-]*seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?"
    r"|decades?|centur(?:y|ies)|grams?|milligrams?|micrograms?|kilograms?|lit(?:re|er)s?|millilit(?:re|er)s?"
    r"|(?:milli|micro|nano|centi|kilo)?met(?:re|er)s?|(?:milli|kilo)?volts?|hertz|fold|millions?|billions?"
)
LIVING = (
    r"people|persons?|patients?|participants?|volunteers?|adults?|children|men|women|users?|students?|veterans?|cases?"
    r"|deaths?|respondents?|responders?|subjects?|animals?|rats?|mice|mouse|monkeys?|macaques?|pups?"
)
STUDIED = r"brains?|cells?|neurons?|spines?|studies|trials?|reviews?|papers?|reports?|infusions?|sessions?|doses|scans?|sites?"
NOT_BETWEEN = r"(?!(?:a|an|and|as|at|by|during|for|from|if|in|is|its|of|on|or|per|than|that|the|to|with)\s)"
BETWEEN = rf"\s(?:{NOT_BETWEEN}[a-z]+(?:-[a-z]+)?\s){{0,2}}"  # "30 healthy volunteers", "eight depressed older men"
PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"(?<![\w.])(?:{DIGITS}{JOINT})?{DIGITS}[\s\u00a0\u2009\u202f-]?(?:{SYMBOLS})(?![\w])(?:/\w+)*", 0),
        (
            rf"(?<![\w.])(?:(?:{DIGITS}|\b(?:{WORDS})\b){JOINT})?(?:{DIGITS}|\b(?:{WORDS})\b)[\s\u00a0-]?(?:{NAMES})\b",
            re.I,
        ),
        (rf"(?<![\w.])(?:{DIGITS}|\b(?:{WORDS})\b){BETWEEN}(?:{LIVING})\b", re.I),
        (rf"(?<![\w.])(?:{DIGITS}){BETWEEN}(?:{STUDIED})\b", re.I),
        (rf"(?<![\w.])(?:{DIGITS}|\b(?:{WORDS})\b)\stimes\s(?:as|more|less|the|[a-z]+er)\b", re.I),
        (rf"\b(?:day|days|week|weeks|month|months|hour|hours|minute)\s{DIGITS}", re.I),
        (r"\b[nNk]\s?=\s?\d[\d,]*", 0),
        (r"\b(?:1[6-9]|20)\d\d(?:s|\b)", 0),
        (rf"\b(?:{WORDS})(?:fold|-fold)\b", re.I),
        (r"\b\d+ (?:of|in|out of) (?:the )?\d+\b", 0),
    )
)
LATEX = (
    (re.compile(r"\\mu\b\s?"), "µ"),
    (re.compile(r"\\(?:mathrm|text|mathit|operatorname)\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\[,;: !]|~"), " "),
    (re.compile(r"\\%"), "%"),
)


def stated(sentence: str) -> list[str]:
    """Return the numbers of a sentence that need a source, each as it is written, without those inside another."""
    spans = sorted({found.span() for pattern in PATTERNS for found in pattern.finditer(sentence)})
    widest = [one for one in spans if not any(inside(one, other) for other in spans)]
    return [sentence[start:end].strip() for start, end in widest]


def inside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether a span lies in another, longer one."""
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def from_latex(formula: str) -> str:
    """Return a formula as a sentence would write it: units out of their commands, thin spaces as spaces."""
    for pattern, plain in LATEX:
        formula = pattern.sub(plain, formula)
    return formula
