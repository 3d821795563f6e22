"""Words that may hold a name in; the name alone out, without what stands around it: titles, roles, marks, openings."""

from __future__ import annotations

import calendar
import functools
import re
from typing import TYPE_CHECKING

from analysis.rules.bodies import bodies
from analysis.rules.forms import LONGEST, pieces
from analysis.rules.given_names import is_given_name
from analysis.rules.grouping import is_suffix, no_names, words
from analysis.rules.organs import organs
from analysis.rules.persons import is_role
from analysis.rules.state_forms import names_states_only
from analysis.rules.states import atlas
from analysis.rules.titles import title_length, titles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_MARKS = frozenset(",;:'\"-–—")
#: Roles that end names of things and companies, too.
_ALSO_NAMES = frozenset({
    "king", "queen", "general", "man", "woman", "boy", "girl", "son", "baby", "child", "friend", "father", "mother",
    "brother", "sister", "guest", "coach", "emperor", "person", "player", "driver", "judge",
})  # fmt: skip
#: What joins a given name and a surname, in small letters.
PARTICLES = frozenset({"von", "van", "der", "den", "de", "del", "della", "di", "da", "du", "la", "bin", "ibn", "zu"})
_RESPECTED = frozenset({"nation", "country", "state", "republic", "kingdom", "union", "madam", "office", "capital"})
#: What begins a question, and no name, whatever the model makes of it.
_QUESTIONS = frozenset({"Did", "Does", "Is", "Are", "Was", "Were", "Has", "Had"})
_NO_NOUNS = frozenset({"PRON", "SCONJ", "ADV", "INTJ", "ADP", "CCONJ", "AUX"})
#: What begins a sentence, and no name, before a name.
_WHEN = frozenset({"Yesterday", "Today", "Tomorrow", "Tonight", *calendar.day_name})
_WHEN_IT_WAS = frozenset((*calendar.day_name, *calendar.month_name[1:]))
_PREPOSITIONS = frozenset({"In", "On", "At", "By", "For", "From", "With", "After", "Before"})
#: What may stand between two parts of one place's name, with the second.
_LINKED, _LINK = re.compile(r"-[a-z]{1,4}-[A-Z]"), 4
#: One syllable of Chinese in Pinyin or Wade-Giles, or of Korean.
_SYLLABLE = re.compile(r"(?:[bcdfghjklmnpqrstwxyz]h?|ts|kw)?[iuyw]?[aeiou]{1,2}(?:ng|[nmklpt])?")
#: What begins words that say of which side somebody is.
_SIDES = frozenset({"pro", "anti", "pan", "ex", "non", "neo", "ultra"})
#: A given name and a surname.
_TWO = 2
#: Stop words in capitals of more letters are no acronyms: "US", "WHO" are.
_ACRONYM = 3
#: Endings of nouns for people.
_DOERS = ("ist", "ian", "ologist")


def trimmed(tokens: Tokens) -> Tokens | None:
    """A name without article, title, possessive and quotation marks; None if that leaves no name."""
    doc, start, end = tokens.doc, tokens.start, tokens.end
    for i in range(start + 1, end):
        if doc[i].tag_ == "POS" and names_states_only(doc[start:i].text):
            start = i + 1
        elif doc[i].text in {"(", ")", "/"} or _tells_when(doc[i:end]):
            end = i
            break
    start, end = _without_titles(doc, start, end)
    start, end = _without_roles(doc, start, end)
    start = _without_opening(doc, start, end)
    while start < end and (doc[start].pos_ == "DET" or doc[start].is_punct or _opens(doc[start])):
        start += 1
    while start < end and (doc[end - 1].tag_ == "POS" or doc[end - 1].text in _MARKS or _is_loose(doc[end - 1])):
        end -= 1
    if end - start > _TWO and doc[end - 1].text in calendar.day_name:
        end -= 1
    while start < end < len(doc) and doc[end - 1].text in PARTICLES:
        end += 1
    while start < end and _LINKED.match(doc[end : end + _LINK].text):  # "Mar-a-Lago"
        end += _LINK
    if _is_cut_short(doc, start, end):
        end += 2
    return doc[start:end] if start < end and _may_be_name(doc[start:end]) else None


def _tells_when(words: Tokens) -> bool:
    """As "on Monday" behind a name, "of March" before a year."""
    return len(words) > 1 and words[0].lower_ in {"on", "in", "of"} and words[1].text in _WHEN_IT_WAS


def _is_cut_short(doc: Doc, start: int, end: int) -> bool:
    """Whether a Chinese or Korean given name goes on behind a hyphen: "Moon Jae" before "-in"."""
    if end - start != _TWO or end + 1 >= len(doc) or doc[end].text != "-" or names_states_only(doc[start:end].text):
        return False
    one, hyphen, other = doc[end - 1 : end + 2]
    joined = not one.whitespace_ and not hyphen.whitespace_ and other.is_lower
    return joined and all(_SYLLABLE.fullmatch(token.lower_) for token in (one, other))


def _without_titles(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A name without the titles before it, whatever stands before these: "Mr. Obama", "Texas Sen. Ted Cruz".

    Within a row of words a title counts if it is an abbreviation or a given name follows: "Burger King" has none.
    """
    behind = start + title_length(doc, start)
    if behind > start:
        end = next((i for i in range(behind + 1, end) if doc[i].lower_ == "of"), end)
    for at in range(end - _TWO, behind, -1):
        name = at + title_length(doc, at)
        if not at < name < end or is_suffix(doc[name].text):
            continue
        if _is_short_for(doc[at]) or is_given_name(doc[name].text):
            return name, end
    return behind, end


def _is_short_for(title: Token) -> bool:
    return title.text.endswith(".") and title.text != "St."


def _opens(token: Token) -> bool:
    if token.text in _QUESTIONS:
        return True
    return token.is_sent_start is True and (token.text in _WHEN or _is_no_noun(token))


def _is_no_noun(token: Token) -> bool:
    """As in "Joining Merkel", "Whatever Trump says"."""
    joining = token.pos_ == "VERB" and token.lower_.endswith("ing")
    return (joining or (token.is_stop and token.pos_ in _NO_NOUNS)) and not is_given_name(token.text)


def _is_loose(token: Token) -> bool:
    """Whether a word links a name to nothing; a particle in small letters goes on with it: "von der"."""
    if token.text in _PREPOSITIONS:  # as a lost full stop leaves it: "Barack Obama In the evening"
        return token.i + 1 < len(token.doc) and token.nbor().is_lower
    return token.is_stop and token.is_lower and token.text not in PARTICLES


def _without_roles(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A name without what somebody is: "Press Secretary Sarah Sanders", "State Department Spokesperson"."""
    while end > start and _is_office(doc[end - 1]):
        end -= 1
    says = (i for i in range(end - _TWO, start - 1, -1) if _is_office(doc[i]) or doc[i].ent_type_ == "NORP")
    behind = (i + 1 for i in says)
    return next((i for i in behind if is_given_name(doc[i].text) or doc[i].ent_type_ == "PERSON"), start), end


def _is_office(token: Token) -> bool:
    return is_role(token) and token.lower_ not in _ALSO_NAMES


def _without_opening(doc: Doc, start: int, end: int) -> int:
    """A person's name without what stands before it: "Mathematician Emmy Noether", "the United States Susan Rice"."""
    known = next((at for at in range(end - _TWO, start + 1, -1) if _is_known(doc[start:at].text)), start)
    if known > start and not any(token.text in words("head") for token in doc[known:end]):
        return known
    if end - start > _TWO and _is_known(doc[start].text) and is_given_name(doc[start + 1].text):
        return start + 1
    sides = start + 3
    if sides < end and doc[start].lower_ in _SIDES and doc[start + 1].text == "-" and doc[start + 2].is_lower:
        return sides
    if end - start > 1 and doc[start].pos_ == "ADJ" and doc[start + 1 : end].text in bodies():
        return start + 1
    for at in range(start + 1, end - 1):
        if is_given_name(doc[at].text) and not is_given_name(doc[at - 1].text):
            return at if _says_what_somebody_is(doc[start:at]) or _is_seat(doc[start:at]) else start
    return start


def _is_known(name: str) -> bool:
    return name in atlas().names or name in bodies() or name in calendar.day_name


def _says_what_somebody_is(before: Tokens) -> bool:
    if all(token.ent_type_ == "NORP" for token in before):
        return True
    return len(before) == 1 and (before[0].is_sent_start is True or before[0].lower_.endswith(_DOERS))


def _is_seat(before: Tokens) -> bool:
    """As in "Secretary of State Colin Powell"."""
    doc, of = before.doc, before.start - 1
    return of > 0 and doc[of].lower_ == "of" and (doc[of - 1].text in titles() or is_role(doc[of - 1]))


def _may_be_name(tokens: Tokens) -> bool:
    text = tokens.text
    if not text[0].isupper() or "\n" in text or len(pieces(text)) > LONGEST:
        return False
    common = text in titles() or (len(tokens) == 1 and (_is_office(tokens[0]) or _is_common(tokens[0])))
    pair = text.split("-")
    known = len(pair) > 1 and all(map(_is_known, pair))  # "NATO-Russia" is none of both
    return not common and not known and not names_states_only(text.rpartition(" and ")[2])


def _is_common(token: Token) -> bool:
    """Whether it is a word of the language, whatever its letters: "the Committee", "UNLESS"."""
    loud = token.is_upper and token.is_stop and len(token) > _ACRONYM
    return loud or token.lower_ in _nouns() or token.text in no_names() or is_suffix(token.text)


@functools.cache
def _nouns() -> frozenset[str]:
    """Nouns that are written with a capital out of respect: "our Nation", "the Government"."""
    return organs() | _RESPECTED
