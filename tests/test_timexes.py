"""Time expressions: lexicon entries do their work, dates resolve against publication, look-alikes are left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from conftest import document
from cost import PROPORTIONAL, growth

from analysis import lexicons
from analysis.config import Config
from analysis.language import Passage
from analysis.reading import Reading
from analysis.rules import shapes, time_contexts
from analysis.rules.shapes import TimeRule, TimeWord
from analysis.rules.time_contexts import TimeContext
from analysis.steps.timexes import OPERATORS, timexes
from analysis.tables import Block, Timex

PUBLISHED = "2024-05-30"
Read = Callable[..., Reading]


def found(read: Read, text: str, published: str | None = PUBLISHED) -> tuple[Timex, ...]:
    return read(text, until="attributions", published=published).rows(Timex)


def values(read: Read, text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(row.text, row.value) for row in found(read, text, published)]


@pytest.mark.parametrize("rule", lexicons.read("time_rules", TimeRule), ids=lambda rule: rule.name)
def test_every_rule_reads_its_example(read: Read, rule: TimeRule) -> None:
    """Each shape finds the words and the value that its entry promises."""
    assert (rule.text, rule.value) in values(read, rule.example)
    assert rule.operator in OPERATORS


@pytest.fixture
def forget() -> Iterator[Callable[[], None]]:
    """Make the step read its lexicons anew, now and after the test."""

    def clear() -> None:
        for value in (*vars(shapes).values(), *vars(time_contexts).values()):
            getattr(value, "cache_clear", lambda: None)()

    yield clear
    clear()


@pytest.mark.parametrize("entry", lexicons.read("time_words", TimeWord), ids=lambda entry: entry.kind)
def test_every_class_of_words_does_its_work(
    read: Read, monkeypatch: pytest.MonkeyPatch, forget: Callable[[], None], entry: TimeWord
) -> None:
    """The example is read as it is because of the class: with other words in it, it is read otherwise."""
    before = values(read, entry.example)
    assert before
    other = entry.model_copy(update={"words": {f"{word}zzz": value for word, value in entry.words.items()}})
    replace_entry(monkeypatch, entry, other)
    forget()
    assert values_now(read, entry.example) != before


@pytest.mark.parametrize("entry", lexicons.read("time_contexts", TimeContext), ids=lambda entry: entry.kind)
def test_every_kind_of_context_does_its_work(
    read: Read, monkeypatch: pytest.MonkeyPatch, forget: Callable[[], None], entry: TimeContext
) -> None:
    """Without the words of its kind the example is read otherwise."""
    before = values(read, entry.example)
    replace_entry(monkeypatch, entry, entry.model_copy(update={"words": []}))
    forget()
    assert values_now(read, entry.example) != before


def replace_entry(monkeypatch: pytest.MonkeyPatch, entry: lexicons.Entry, other: lexicons.Entry) -> None:
    """Make lexicons hold another entry in the place of this one."""
    kinds: dict[str, type[lexicons.Entry]] = {
        "time_words": TimeWord, "time_rules": TimeRule, "time_contexts": TimeContext,
    }  # fmt: skip
    kept = {name: lexicons.read(name, kind) for name, kind in kinds.items()}
    changed = {name: tuple(other if one is entry else one for one in rows) for name, rows in kept.items()}
    monkeypatch.setattr(lexicons, "read", lambda name, _: changed[name])


def values_now(read: Read, text: str) -> list[tuple[str, str]]:
    """What the step alone makes of a text."""
    reading = read(text, until="timexes", published=PUBLISHED)
    return [(row.text, row.value) for row in timexes(reading, Config())]


def test_no_word_stands_in_two_classes() -> None:
    """A word has one class, so that a text becomes one string of classes."""
    words = [word.lower() for entry in lexicons.read("time_words", TimeWord) for word in entry.words]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("text", "words", "value", "earliest", "latest"),
    [
        ("The minister resigned on Tuesday.", "Tuesday", "2024-05-28", "2024-05-28", "2024-05-28"),
        ("The council will vote on Tuesday.", "Tuesday", "2024-06-04", "2024-06-04", "2024-06-04"),
        ("The council voted last Thursday.", "last Thursday", "2024-05-23", "2024-05-23", "2024-05-23"),
        ("The port was closed in December.", "December", "2023-12", "2023-12-01", "2023-12-31"),
        ("The port will close in December.", "December", "2024-12", "2024-12-01", "2024-12-31"),
        ("The party won last week.", "last week", "2024-W21", "2024-05-20", "2024-05-26"),
        ("They met back in the 2000s.", "the 2000s", "200", "2000-01-01", "2009-12-31"),
        ("The empire fell in the 1900s.", "the 1900s", "19", "1900-01-01", "1999-12-31"),
        ("Prices rose in the first half of 2023.", "the first half of 2023", "2023-H1", "2023-01-01", "2023-06-30"),
        ("The war began this spring.", "this spring", "2024-SP", "2024-03-01", "2024-05-31"),
        ("The envoy will travel in a few weeks.", "a few weeks", "PXW", "2024-06-13", "2024-07-11"),
        ("Exports doubled over the past two months.", "the past two months", "P2M", "2024-03-30", "2024-05-30"),
        ("The two states will work together in the near future.", "the near future", "FUTURE_REF", PUBLISHED, None),
        ("The minister had previously resigned.", "previously", "PAST_REF", None, PUBLISHED),
        ("The general died a decade ago.", "a decade ago", "2014", "2014-01-01", "2014-12-31"),
        ("Peace will last until 31 December 9999.", "31 December 9999", "9999-12-31", "9999-12-31", "9999-12-31"),
        ("The strike lasted two and a half hours.", "two and a half hours", "PT2H30M", None, None),
        ("He survived the Sept. 11 attacks.", "Sept. 11", "2001-09-11", "2001-09-11", "2001-09-11"),
        ("He survived the Christmas Eve bombings.", "Christmas Eve", "2023-12-24", "2023-12-24", "2023-12-24"),
        ("He survived the September 11 attack.", "September 11", "XXXX-09-11", None, None),
        ("He survived the Jan. 6 riot.", "Jan. 6", "XXXX-01-06", None, None),
        ("He survived the May 3 attack.", "May 3", "2024-05-03", "2024-05-03", "2024-05-03"),
        ("The strike lasted twenty-four days.", "twenty-four days", "P24D", None, None),
        ("The strike lasted two hundred days.", "two hundred days", "P200D", None, None),
        ("The strike lasted 10-15 days.", "10-15 days", "PXD", None, None),
        ("The strike lasted a fortnight.", "a fortnight", "P2W", None, None),
        ("He died half a century ago.", "half a century ago", "1974", "1974-01-01", "1974-12-31"),
        ("Seven or six years ago he died.", "Seven or six years ago", "PAST_REF", "2017-01-01", "2018-12-31"),
        ("The ban will end this year.", "this year", "2024", "2024-01-01", "2024-12-31"),
        ("Beginning in 1991, he took bribes.", "1991", "1991", "1991-01-01", "1991-12-31"),
        ("The bridge will be open by mid-2026.", "mid-2026", "2026", "2026-05-01", "2026-08-31"),
        ("Prices have doubled over the past year.", "the past year", "2023", "2023-05-30", PUBLISHED),
        ("Prices have doubled over the last month.", "the last month", "2024-04", "2024-04-30", PUBLISHED),
        ("This past week it rained.", "This past week", "2024-W21", "2024-05-23", PUBLISHED),
        ("Prices doubled over last year.", "last year", "2023", "2023-01-01", "2023-12-31"),
        ("He died years ago.", "years ago", "PAST_REF", None, "2022-12-31"),
        ("The attack came at 0730 GMT on 3 May.", "0730 GMT on 3 May", "2024-05-03T07:30Z", "2024-05-03", "2024-05-03"),
        ("It rained on the day after Christmas 2019.", "the day after Christmas 2019", "2019-12-26", "2019-12-26",
         "2019-12-26"),
        ("The week of March 6 was cold.", "The week of March 6", "2024-W10", "2024-03-04", "2024-03-10"),
        ("He fought from 1914-18.", "1914-18", "1914/1918", "1914-01-01", "1918-12-31"),
        ("The talks of 2014-12 were in vain.", "2014-12", "2014-12", "2014-12-01", "2014-12-31"),
        ("They meet twice a week.", "a week", "P1W", None, None),
        ("They rested over this past weekend.", "this past weekend", "2024-W21-WE", "2024-05-25", "2024-05-26"),
        ("They met this weekend. They rested all the weekend.", "the weekend", "2024-W21-WE", "2024-05-25",
         "2024-05-26"),
        ("The theme of this years festival is peace.", "this years", "2024", "2024-01-01", "2024-12-31"),
        ("“[Ten] years ago we made peace,” Merkel said.", "[Ten] years ago", "2014", "2014-01-01", "2014-12-31"),
        ("The summit was held on May 24 and 25, 2022.", "25, 2022", "2022-05-25", "2022-05-25", "2022-05-25"),
        ("The summit was held on May 24 and 25, 2022.", "May 24", "2022-05-24", "2022-05-24", "2022-05-24"),
        ("The summit was held on May 3, 4 and 6.", "4", "2024-05-04", "2024-05-04", "2024-05-04"),
        ("The ships sank between 3 and 5 May.", "3", "2024-05-03", "2024-05-03", "2024-05-03"),
        ("The court will rule on the 15th.", "the 15th", "2024-06-15", "2024-06-15", "2024-06-15"),
        ("The court ruled on March 2 and again on the 15th.", "the 15th", "2024-03-15", "2024-03-15", "2024-03-15"),
        ("The court rose in March of 2023, on the 31st.", "the 31st", "2023-03-31", "2023-03-31", "2023-03-31"),
        ("The law is due on the first of next month.", "the first of next month", "2024-06-01", "2024-06-01",
         "2024-06-01"),
        ("The country has changed since 9/11.", "9/11", "2001-09-11", "2001-09-11", "2001-09-11"),
        ("He grew up in the 80s.", "the 80s", "198", "1980-01-01", "1989-12-31"),
        ("He grew up in the 1980's.", "the 1980's", "198", "1980-01-01", "1989-12-31"),
        ("War came in 2014. He fled in May of that year.", "May of that year", "2014-05", "2014-05-01", "2014-05-31"),
        ("War came in 2014. He fled on 4 May of that year.", "4 May of that year", "2014-05-04", *["2014-05-04"] * 2),
        ("The trial opens on Monday.", "Monday", "2024-06-03", "2024-06-03", "2024-06-03"),
        ("The budget for FY24 has passed.", "FY24", "2024", "2024-01-01", "2024-12-31"),
        ("The budget of FY 1998 was passed.", "FY 1998", "1998", "1998-01-01", "1998-12-31"),
        ("Exports doubled in 3Q 2023.", "3Q 2023", "2023-Q3", "2023-07-01", "2023-09-30"),
        ("Exports doubled in 2023 Q3.", "2023 Q3", "2023-Q3", "2023-07-01", "2023-09-30"),
        ("They left at 4 in the morning.", "4 in the morning", "2024-05-30T04:00", PUBLISHED, PUBLISHED),
        ("They left at eight in the evening.", "eight in the evening", "2024-05-30T20:00", PUBLISHED, PUBLISHED),
        ("The polls will close by the end of the day Friday.", "the end of the day Friday", "2024-05-31", "2024-05-31",
         "2024-05-31"),
        ("The king was crowned on Tuesday. Later in the day it rained.", "Later in the day", "2024-05-28",
         "2024-05-28", "2024-05-28"),
        ("Prices fell earlier in the year.", "earlier in the year", "2024", "2024-01-01", "2024-12-31"),
        ("Prices fell in the summer months.", "the summer months", "2023-SU", "2023-06-01", "2023-08-31"),
    ],
)  # fmt: skip
def test_expressions_resolve(
    read: Read, text: str, words: str, value: str, earliest: str | None, latest: str | None
) -> None:
    """An expression has the value and the days that its words, its verb and the publication date give it."""
    assert (words, value, earliest, latest) in [
        (row.text, row.value, row.earliest, row.latest) for row in found(read, text)
    ]


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2024-06-20", "The envoy was to visit London in early May.", "2024-05"),
        ("2024-06-20", "The envoys were to visit London in July.", "2024-07"),
        ("2024-06-20", "The envoy is to visit London in May.", "2025-05"),
        ("2024-06-15", "The couple married on the island in the summer.", "2023-SU"),
        ("2024-08-15", "The couple married on the island in the summer.", "2024-SU"),
        ("2024-06-15", "The couple will marry on the island in the summer.", "2024-SU"),
    ],
)
def test_what_lay_ahead_then_may_be_over_now(read: Read, published: str, text: str, value: str) -> None:
    """What was to be is looked for on both sides of publication, what has been in no season that has hardly begun."""
    assert [row.value for row in found(read, text, published)] == [value]


def test_three_days_earlier_counts_from_the_date_before_it(read: Read) -> None:
    """What is earlier is earlier than the date told before, not than publication."""
    rows = found(read, "The treaty was signed on 12 March 2021. Three days earlier the talks had failed.")
    assert [(row.value, row.anchor) for row in rows] == [("2021-03-12", "explicit"), ("2021-03-09", "previous")]


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2024", "He won last year.", "2023"),
        ("2024-05", "He won last month.", "2024-04"),
        ("2024", "He won on Tuesday.", ""),
        ("2024", "He won last week.", ""),
        (None, "He won last year.", ""),
        (None, "He won two days ago.", ""),
        (None, "He won in September 2022.", "2022-09"),
        (None, "He won on Tuesday, May 5.", ""),
        (None, "He won on Christmas Eve.", ""),
        ("2024", "He won three decades ago.", "1994"),
        ("2024", "He won by the end of the year.", "2024"),
        ("2024-05", "He won last week.", ""),
        ("2024-05", "He won this spring.", "2024-SP"),
        ("2124-05-30", "He won last year.", "2123"),
    ],
)
def test_nothing_is_counted_from_what_is_not_known(read: Read, published: str | None, text: str, value: str) -> None:
    """A relative expression has a value only where the publication date is known finely enough."""
    (row,) = found(read, text, published)
    assert row.value == value
    assert (row.earliest is None) == (row.edtf == "") == (value == "")


@pytest.mark.parametrize(
    ("published", "text", "values_found"),
    [
        (None, "In 2018 the city built a bridge. They will finish by the end of the year.", ["2018", ""]),
        (None, "In May 2018 the city built a bridge. They will finish this month.", ["2018-05", ""]),
        (None, "In 2018 the city built a bridge. It fell last year.", ["2018", ""]),
        (None, "In 2018 the city built a bridge. It fell that year.", ["2018", "2018"]),
        (None, "In 2018 the city built a bridge. It fell a year later.", ["2018", "2019"]),
        (None, "In 2018 the city built a bridge. It fell the following year.", ["2018", "2019"]),
        (None, "In 2018 they built. They will finish by the end of the year. It fell a year later.", ["2018", "", ""]),
        (PUBLISHED, "In 2018 the city built a bridge. They will finish by the end of the year.", ["2018", "2024"]),
        (PUBLISHED, "In 2018 the city began a bridge. It finished by the end of the year.", ["2018", ""]),
    ],
)
def test_only_words_that_say_so_count_from_the_date_before(
    read: Read, published: str | None, text: str, values_found: list[str]
) -> None:
    """That year is the year told before; the year is that of publication, and unknown where either may be meant."""
    assert [row.value for row in found(read, text, published)] == values_found


def test_open_ends_need_a_publication_day(read: Read) -> None:
    """Without a publication day the future has no beginning either."""
    (row,) = found(read, "The two states will work together in the near future.", "2024")
    assert (row.value, row.earliest, row.latest) == ("FUTURE_REF", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "She told 60 Minutes that he was wrong.",
        "Theresa May resigned as leader of the party.",
        "The ministers may resign.",
        "Protesters march through the capital.",
        "The photograph is by Chung Sung-Jun.",
        "The team won 4-2 and lost 31-28.",
        "The 62-year-old minister is 62 years old.",
        "He resigned on 31 February 2024.",
        "It ended in March 12024.",
        "Three-quarters of the voters stayed at home.",
        "The film was shown on Channel 4.",
        "Some 40,000 soldiers crossed the border.",
        "Police arrested 2000 protesters and 1500 students.",
        "The price rose from $1,999 to £2014.",
        "Call 555-1234 or (212) 555-2014.",
        "Flight 1812 and resolution 1973 were approved.",
        "They live at 1600 Pennsylvania Avenue.",
        "Theresa May met June Carter and August Wilson.",
        "The March on Washington was led by Martin Luther King.",
        "The Sunday Times and the Sunday Mirror reported it.",
        "Monday Night Football is a programme.",
        "She told USA Today and Russia Today that he was wrong.",
        "He asked for a second opinion in the second round.",
        "He is in his thirties.",
        "It is a 2000 year old custom.",
        "The year 0 and the year 12024 do not exist.",
        "The siege may last a decade.",
        "Watch the video 02:29",
        "High noon is a film.",
        "The flood comes every now and again.",
        "The deal, a now-cancelled one, was bad.",
        "A quarter century and a quarter of the votes.",
        "On 29 February 2023 nothing happened.",
        "At 25:61 nothing happened.",
        "The Winter Olympics were opened by him.",
        "The Good Friday Agreement was signed by them.",
        "The fall of Rome was long.",
        "The third offer and the 38th parallel were discussed on the 15th floor.",
        "Temperatures rose into the 80s.",
        "In the early days of the war they stayed.",
        "Vote of 9/11/20.",
        "Of the patients, 9/11 recovered.",
        "The score was 9/11.",
        "The lift stopped on the 2nd and 3rd floors.",
        "The 9/11 Commission has reported.",
        "At the end of the day they need a deal.",
    ],
)
def test_look_alikes_are_left_alone(read: Read, text: str) -> None:
    """Names, titles, scores, ages, fractions and days that do not exist are no time expressions."""
    assert values(read, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In April Biden flew to Rome.", "April"),
        ("The 2000 elections were close.", "2000"),
        ("In 2000 soldiers marched.", "2000"),
        ("This past April they met.", "This past April"),
        ("In this Thursday, Sept. 12, 2019, file photo he speaks.", "this Thursday, Sept. 12, 2019"),
        ("In this July, 1944 photo he speaks.", "this July, 1944"),
        ("The month of May was cold.", "The month of May"),
        ("It began in the fall of last year.", "the fall of last year"),
        ("He travelled to Pennsylvania Monday for a rally.", "Monday"),
        ("The court found Monday Air France had failed.", "Monday"),
        ("Last Year over four million visitors came.", "Last Year"),
        ("It was the crisis of 2008.", "2008"),
        ("He governed from 2014-2018.", "2018"),
        ("She wrote it for the Sunday Times on Sunday.", "Sunday"),
        ("Breakfast is at 08:30 on Friday.", "08:30 on Friday"),
        ("Emissions fell to half of 2000 levels.", "2000"),
        ("They met on Easter Sunday.", "Easter Sunday"),
        ("Sales rose in the third-quarter report.", "third-quarter"),
        ("On May 4 and 25 days later they met.", "May 4"),
    ],
)
def test_what_only_looks_like_a_lookalike_is_found(read: Read, text: str, words: str) -> None:
    """A name, a number or a count beside a date does not hide it."""
    assert words in [found_words for found_words, _ in values(read, text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He is expected to resign on Tuesday.", "2024-06-04"),
        ("He agreed to resign on Tuesday.", "2024-06-04"),
        ("He began to resign on Tuesday.", "2024-05-28"),
        ("He resigned to please them on Tuesday.", "2024-05-28"),
        ("The court postponed the hearing until Tuesday.", "2024-06-04"),
        ("The court extended the deadline two days, to Tuesday.", "2024-06-04"),
        ("He stayed until Tuesday.", "2024-05-28"),
        ("They are to be tested again, as they were since November.", "2023-11"),
        ("There is a reason not to charge him for shooting them in November.", "2023-11"),
        ("On Tuesday, the envoys are to meet in Geneva.", "2024-06-04"),
        ("The vote is set for Tuesday.", "2024-06-04"),
        ("He set the record straight on Tuesday.", "2024-05-28"),
        ("They met this weekend.", "2024-W21-WE"),
        ("They will meet this weekend.", "2024-W22-WE"),
        ("The firm was sold in February.", "2024-02"),
        ("The firm was sold last March.", "2023-03"),
        ("The firm was sold last January.", "2024-01"),
        ("In 2018 it was built. It was sold in February.", "2024-02"),
        ("The firm was sold in December.", "2023-12"),
        ("They have lined up for the September primary.", "2024-09"),
        ("The firm expects to report a loss for the first quarter.", "2024-Q1"),
    ],
)
def test_the_verb_tells_the_direction(read: Read, text: str, value: str) -> None:
    """A date without a year or a week lies before or after publication as its verb says."""
    assert value in [found_value for _, found_value in values(read, text)]


@pytest.mark.parametrize(
    ("text", "written", "approximate"),
    [
        ("He won last year.", "2023", False),
        ("He won about two years ago.", "2022~", True),
        ("He won around 2014.", "2014~", True),
        ("The envoy will travel in a few weeks.", "2024-06-13~/2024-07-11~", True),
        ("They met in the spring of 2023.", "2023-21", True),
        ("They met in late March 2023.", "2023-03-21~/2023-03-31~", True),
        ("They met in mid-February 2023.", "2023-02-11~/2023-02-20~", True),
        ("They met in early 2023.", "2023-01~/2023-04~", True),
        ("They met in the early 1990s.", "1990~/1993~", True),
        ("They met in the mid-1990s.", "1994~/1996~", True),
        ("They met in the late 19th century.", "1867~/1899~", True),
        ("They met in late spring 2023.", "2023-21", True),
        ("They met at the end of the month.", "2024-05-21~/2024-05-31~", True),
        ("The empire fell in the 1900s.", "1900~/1999~", True),
        ("They met back in the 2000s.", "200X", False),
        ("Revenue doubled in fiscal 2019.", "2019~", True),
        ("They will work together in the near future.", "2024-05-30/..", False),
        ("The minister had previously resigned.", "../2024-05-30", False),
        ("Prices rose in the first half of 2023.", "2023-01/2023-06", False),
        ("The strike lasted several days.", "", True),
        ("He is ill now.", "", False),
        ("Talks will end by the end of the year.", "2024-12-31", False),
        ("Talks will end by the end of August.", "2024-08-31", False),
        ("They met at the end of 2023.", "2023-10~/2023-12~", True),
        ("They met at the beginning of 2023.", "2023-01~/2023-03~", True),
        ("They met in the middle of 2023.", "2023-05~/2023-08~", True),
        ("The summit of June 13-15, 2024 was a success.", "2024-06-13/2024-06-15", False),
        ("The fast ended on Eid al-Fitr.", "2024-04-10~", True),
    ],
)
def test_days_are_told_as_edtf(read: Read, text: str, written: str, *, approximate: bool) -> None:
    """What the words leave open is open, what they leave vague or a convention decides is approximate."""
    (row,) = found(read, text)
    assert (row.edtf, row.approximate) == (written, approximate)


def test_halves_of_a_game_are_none_of_a_year(read: Read) -> None:
    """What the text is about tells the second half of a match from that of a year."""
    game = "The team lost the match. The striker scored a goal in the second half."
    accounts = "The company lost money. Sales and profit fell in the second half."
    assert values(read, game) == []
    assert values(read, accounts) == [("the second half", "2023-H2")]


def test_datelines_and_captions_tell_when_and_count_for_nothing(read: Read) -> None:
    """They are read, but what the article counts from the date before it does not count from them."""
    text = "A flood in Kenya\n\nMonday, March 6, 2023\n\nThe river rose that day, the ministry said in Nairobi."
    assert values(read, text) == [("Monday, March 6, 2023", "2023-03-06"), ("that day", "")]


def test_footers_and_credits_hold_no_time_expression(read: Read) -> None:
    """The year of a copyright line is none of the article's times."""
    text = "The talks failed in 2019, the ministry said on Monday.\n\n© 2024 Reuters. All Rights Reserved."
    assert [words for words, _ in values(read, text)] == ["2019", "Monday"]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "9999", "2024-02-29"])
def test_the_ends_of_the_calendar_raise_nothing(read: Read, published: str) -> None:
    """Beyond the first and last day there are no values, and no exceptions."""
    text = "It began last year, last week, yesterday and a century ago. It will end tomorrow, next year, next summer, "
    text += "on Friday, at Christmas, in December, in a few weeks and in the next two decades."
    for row in found(read, text, published):
        assert row.earliest is None or dt.date.fromisoformat(row.earliest)


def test_rows_slice_the_text_and_do_not_overlap(read: Read) -> None:
    """Each row's text is its slice, curly quotes and all, and no two share a character."""
    text = "“Last year’s first quarter was worse,” he said on Sept. 3, 2021, at 8 p.m. on Friday, in the late 1990s."
    rows = found(read, text)
    assert [text[row.start : row.end] for row in rows] == [row.text for row in rows]
    assert all(one.end <= other.start for one, other in pairwise(rows))
    assert rows[0].text == "Last year’s first quarter"


def test_the_cost_grows_with_the_text_and_no_faster(nlp: Any) -> None:
    """However many dates it holds."""

    def reading(count: int) -> Reading:
        text = "On Friday 3 May 2024 it rained. " * count
        block = Block(doc_id="d.txt", start=0, end=len(text), kind="paragraph")
        return Reading(document(text, published=PUBLISHED), (Passage(block=block, doc=nlp.make_doc(text)),))

    assert len(list(timexes(reading(400), Config()))) == 400
    made = {count: reading(count) for count in (250, 4_000)}
    assert growth(lambda count: lambda: list(timexes(made[count], Config())), size=4_000) < PROPORTIONAL
