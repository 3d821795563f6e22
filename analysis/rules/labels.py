"""The lines of a transcript in; out, who speaks in each, by the labels before the words: "BARACK OBAMA:", "Q:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analysis.rules.forms import Who
from analysis.rules.grouping import surname
from analysis.rules.interviews import interviewee
from analysis.rules.turns import HEADS, Line, Turn

#: A label: a name or an office in capitals, the letter of a question or an answer, or a title with a name.
_LABEL = re.compile(
    r"\s{0,9}\*{0,2}(?:(?P<letter>[QA]|Question|Answer)(?: ?[:.](?=\s)|$)"
    r"|(?P<name>(?:[A-Z][\w.’'-]{0,30} ){0,5}[A-Z][\w’'-]{1,30}) ?:(?=\s|$|\*)"
    r"|(?P<titled>(?:Mr|Mrs|Ms|Dr|Sen|Rep|Speaker|Senator|President|Chairman|Chairwoman)\.? [A-Z][\w’'-]{1,30})"
    r"\.(?=\s))"
)
#: A line of its own, in whatever case: "barack obama".
_NAME_ALONE = re.compile(r"[^\W\d_][\w.’'-]{1,30}(?: [^\W\d_][\w.’'-]{0,30}){1,3}(?<![.?!])")
#: The office alone stands at the end of a line as well: "2:00 P.M. EST THE PRESIDENT:".
_OFFICE = re.compile(r"(?:^|\s)THE (?P<office>[A-Z]{4,20}(?: [A-Z]{4,20})?) ?:(?=\s|$)")
#: So many labels make a transcript; two who speak in turn, so often, speak to each other.
_FEWEST_LABELS, _FEWEST_TURNS = 2, 4
#: A label stands in so many characters.
_LONGEST_LABEL = 60


def transcript(lines: Sequence[Line]) -> dict[int, Turn]:
    """Turns by their labels. A label holds until the next one; one that names nobody known ends the turn before it."""
    labels = _labels(lines)
    if not labels:
        return {}
    asked = interviewee(lines, min(labels)) if set(labels.values()) & {"Q", "A"} else None
    called = _called(lines)
    people = {label: asked if label == "A" else _labelled(label, called) for label in sorted(set(labels.values()))}
    found: dict[int, Turn] = {}
    label = None
    for n, line in enumerate(lines):
        before, label = label, labels.get(n, label)
        at = before if n in labels and (line.text == label or line.text.rstrip().endswith(":")) else label
        if at is not None:
            other = _other(people, at) if len(labels) >= _FEWEST_TURNS else None
            found[line.passage.block.start] = Turn(people[at], other, "conversations.label")
    return found


def _labels(lines: Sequence[Line]) -> dict[int, str]:
    """The labels by the number of their line: one of them comes again, or is an office."""
    counts = Counter(line.text for line in lines)
    alone = {text for text, n in counts.items() if n >= _FEWEST_LABELS and _NAME_ALONE.fullmatch(text)}
    said = ((n, line) for n, line in enumerate(lines) if line.text in alone or line.passage.block.kind not in HEADS)
    labels = {n: label for n, line in said if (label := line.text if line.text in alone else _label(line))}
    again = any(n >= _FEWEST_LABELS for n in Counter(labels.values()).values())
    return labels if again or any(label.startswith("THE ") for label in labels.values()) else {}


def _other(people: Mapping[str, Who | None], label: str) -> Who | None:
    """Of two who speak, the one who does not: who is spoken to."""
    others = [who for other, who in people.items() if other != label]
    return others[0] if len(others) == 1 else None


def _label(line: Line) -> str | None:
    """What stands for the speaker before the words of a line, or at its end: "Q", "BARACK OBAMA", "THE PRESIDENT"."""
    office = _OFFICE.search(line.text[:_LONGEST_LABEL]) or _OFFICE.search(line.text[-_LONGEST_LABEL:])
    if office:
        return "THE " + office["office"]
    match = _LABEL.match(line.text)
    if match is None:
        return None
    if match["letter"]:
        return match["letter"][0]
    label: str = match["name"] or match["titled"]
    named = any(one.end == match.end("name") or one.end == match.end("titled") for one in line.people())
    return label if named or label.isupper() or match["titled"] else None


def _labelled(label: str, called: Mapping[str, Mapping[Who, None]]) -> Who | None:
    """The one person of the text whom a label names, by name, surname or office."""
    words = label.casefold().removeprefix("the ")
    found = called.get(words) or called.get(words.rsplit(maxsplit=1)[-1], {})
    full = [who for who in found if " " in who.name] or list(found)
    return full[0] if len(full) == 1 else None


def _called(lines: Iterable[Line]) -> dict[str, dict[Who, None]]:
    """The people of a text by full name, surname, and by the office that stands before a name."""
    found: dict[str, dict[Who, None]] = {}
    for text, one in ((text, one) for line in lines for text in [line.text] for one in line.people()):
        name = one.who.name.casefold()
        before = text[max(one.start - _LONGEST_LABEL, 0) : one.start].casefold().split()[-2:]
        office = [] if before[:1] == ["vice"] else before[-1:]
        for words in {name, surname(one.who.name).casefold(), " ".join(before), *office}:
            found.setdefault(words, {})[one.who] = None
    return found
