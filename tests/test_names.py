"""What may be a name, whose it is, and which names are one: rules, data and weights; texts that are hard on them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from cost import PROPORTIONAL, growth

from analysis import lexicons, weights
from analysis.config import Config
from analysis.reading import Reading
from analysis.rules import bodies, candidates, given_names, grouping, kinds, states
from analysis.rules.forms import actor_id
from analysis.rules.grouping import Seen
from analysis.rules.name_evidence import around, evidence
from analysis.steps.mentions import mentions
from analysis.tables import Mention
from analysis.training import names as training

Read = Callable[..., Reading]


def found_in(read: Read, text: str) -> list[candidates.Candidate]:
    return candidates.candidates(read(text, until="mentions").passages)


def seen(*names: str, **counts: int) -> Mapping[str, Seen]:
    """The names in the order of the text, once each unless a count is given."""
    return {name: Seen(counts.get(name.replace(" ", "_"), 1), at) for at, name in enumerate(names)}


# --- what may be a name ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("Mr. President Barack Obama spoke.", "Barack Obama", True),
        ("The White House Press Secretary Sarah Sanders spoke.", "Sarah Sanders", True),
        ("Mathematician Emmy Noether spoke.", "Emmy Noether", True),
        ("The Reverend Desmond Tutu spoke.", "Desmond Tutu", True),
        ("Lord Byron of Rochdale spoke.", "Byron", True),
        ("Thank you, Mr. President, for your time.", "President", False),
        ("The interests of our Nation come first.", "Nation", False),
        ("A post-Brexit deal was signed.", "Brexit", False),
        ("They passed the Violence Against Women Act.", "Violence Against Women Act", True),
        ("Texas Sen. Ted Cruz spoke.", "Ted Cruz", True),
        ("Deputy Attorney General Rod Rosenstein spoke.", "Rod Rosenstein", True),
        ("The work of Martin Luther King Jr. goes on.", "Martin Luther King Jr.", True),
        ("Secretary of State Colin Powell spoke.", "Colin Powell", True),
        ("The Republican Lindsey Graham spoke.", "Lindsey Graham", True),
        ("Pro-independence Joshua Wong spoke.", "Joshua Wong", True),
        ("Yesterday Angela Merkel spoke.", "Angela Merkel", True),
        ("Barack Obama In the evening spoke.", "Barack Obama", True),
        ("Belarus Alexander Lukashenko spoke.", "Alexander Lukashenko", True),
        ("He met President Moon Jae-in.", "Moon Jae-in", True),
        (
            "He praised the Association for Computational Linguistics.",
            "Association for Computational Linguistics",
            True,
        ),
        ("He told the New York Times on Monday that he would stay.", "New York Times", True),
        ("Sunday Boris Johnson met ministers.", "Boris Johnson", True),
        ("He flew to Mar-a-Lago after the speech.", "Mar-a-Lago", True),
        ("The NATO-Russia talks failed.", "NATO-Russia", False),
        ("The Committee met again.", "Committee", False),
        ("He will go to prison, UNLESS he pays.", "UNLESS", False),
    ],
)
def test_where_a_name_begins_and_ends(read: Read, text: str, name: str, there: bool) -> None:  # noqa: FBT001
    """Titles, roles and what opens a sentence are no part of a name, and a noun with a capital is none."""
    assert (name in {one.name for one in found_in(read, text)}) is there


def test_every_place_of_a_name_is_known(read: Read) -> None:
    """A name has all its places, in the order of the text, whoever saw it there."""
    text = "Angela Merkel resigned. Nobody had expected Angela Merkel to go."
    (one,) = [one for one in found_in(read, text) if one.name == "Angela Merkel"]
    assert [place.start_char for place in one.places] == [0, text.rindex("Angela")]


# --- whose it is --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Barack Obama, 63, told reporters that he would not run. Obama smiled.", "Barack Obama", "person"),
        ("The Ministry of Health said that hospitals were full.", "Ministry of Health", "organisation"),
        ("They met near the Lincoln Tower in the morning.", "Lincoln Tower", "place"),
        ("The member for North East Hampshire spoke to reporters.", "North East Hampshire", "place"),
        ("The city gave her the Lincoln Prize for her novel.", "Lincoln Prize", "other"),
        ("The court decided Roe v. Wade in 1973.", "Roe v. Wade", "other"),
        ("Many of them turned to Marxism in exile.", "Marxism", "other"),
        ("The actor Jude Law spoke to reporters.", "Jude Law", "person"),
        ("The physicist Edwin H. Hall spoke to reporters.", "Edwin H. Hall", "person"),
        ("Lee Cheuk-yan won the election.", "Lee Cheuk-yan", "person"),
    ],
)
def test_what_a_name_names(read: Read, text: str, name: str, kind: kinds.Kind) -> None:
    """The words of a name and what stands around it say what it is."""
    found = kinds.kinds(found_in(read, text), [text])
    assert found[name] == kind


def test_a_surname_is_weighed_with_the_full_name(read: Read) -> None:
    """What is clear of the full name is clear of the surname alone."""
    text = "Kofi Annan spoke first. Annan was in Geneva. They thanked Annan."
    found = kinds.kinds(found_in(read, text), [text])
    assert found["Annan"] == found["Kofi Annan"] == "person"


def test_signs_do_not_tell_the_taggers_guess(read: Read) -> None:
    """The second witness has not heard the first: no sign holds a label of the tagger."""
    text = "Angela Merkel met officials of the World Bank in Berlin."
    found = found_in(read, text)
    signs = {sign for one in found for sign in evidence(one, around(found, [text]))}
    labels = {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"}
    assert signs
    assert not labels & {word for sign in signs for word in sign.split()}


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_weights_say_what_they_are_and_name_nobody(kind: kinds.Kind) -> None:
    """Each model says what it decides and what it was learned from; its signs are short and hold no name."""
    model = weights.read(f"names_{kind}")
    assert kind in model.about
    assert all(source in model.learned_from for source in ("PolNeAR", "GAP", "MEANTIME"))
    assert max(len(sign.split()) for sign in model.weights) <= 7
    assert not {"trump", "clinton", "obama", "google"} & {word for sign in model.weights for word in sign.split()}


def test_the_tagger_teaches_where_it_agrees_with_itself(read: Read) -> None:
    """A name that is tagged alike everywhere is an example, with signs and an answer; the same again next time."""
    text = "Angela Merkel met Emmanuel Macron in Paris. Angela Merkel spoke to reporters."
    reading = read(text, until="mentions")
    lessons = list(training.lessons(reading))
    assert "person" in {answer for _, answer in lessons}
    assert all(signs for signs, _ in lessons)


def test_the_same_examples_give_the_same_weights(monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
    """A model for each kind, in which a sign that only its names have speaks for it; the same bytes each time."""
    signs = {kind: frozenset({f"sign of {kind}", "all"}) for kind in kinds.KINDS}
    monkeypatch.setattr(training, "lessons", lambda _: [(signs[kind], kind) for kind in kinds.KINDS])
    many = [read("Nothing.", until="mentions")] * 10
    learned = training.learn(many)
    assert learned == training.learn(many)
    for kind, model in learned.items():
        assert max(model.weights, key=lambda sign: model.weights[sign]) == f"sign of {kind}"


# --- which names are one ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bill Clinton", "William Clinton", True),
        ("Robert S. Mueller III", "Robert Mueller", True),
        ("Kristen Stewart", "Kristin Stewart", True),
        ("George H. W. Bush", "George W. Bush", False),
        ("Bill Clinton", "Hillary Clinton", False),
        ("Kim Jong Un", "Kim Jong Il", False),
        ("José Mourinho", "Jose Mourinho", True),
    ],
)
def test_full_names_of_one_person(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    """Short forms of given names, suffixes, initials, accents and spellings make no second person; else names do."""
    owners = grouping.people([one, other], seen(one, other))
    assert (owners[one] == owners[other]) is same


@pytest.mark.parametrize(
    ("names", "short", "owner"),
    [
        (["Angela Merkel", "Merkel"], "Merkel", "Angela Merkel"),
        (["Emmanuel Macron", "Macron", "Brigitte Macron"], "Macron", "Emmanuel Macron"),
        (["Bill Clinton", "Hillary Clinton", "Clinton"], "Clinton", "Clinton"),
        (["Kim Jong Un", "Kim"], "Kim", "Kim Jong Un"),
        (["Ursula von der Leyen", "von der Leyen"], "von der Leyen", "Ursula von der Leyen"),
        (["Steven Mnuchin", "Mnuhcin"], "Mnuhcin", "Steven Mnuchin"),
    ],
)
def test_surnames(names: Sequence[str], short: str, owner: str) -> None:
    """A surname is that of who was introduced with it before; of two equals, nobody's."""
    assert grouping.people(names, seen(*names))[short] == owner


def test_a_junior_is_told_apart_only_where_the_text_does() -> None:
    """Who is called by surname and "Jr." is not who bears the same name without; else the two forms are one's."""
    names = ["Donald Trump Jr.", "Donald Trump", "Trump Jr."]
    owners = grouping.people(names, seen(*names))
    assert owners["Trump Jr."] == owners["Donald Trump Jr."] != owners["Donald Trump"]
    names = ["Joseph R. Biden Jr.", "Joe Biden"]
    assert len(set(grouping.people(names, seen(*names)).values())) == 1


def test_of_two_the_one_who_is_named_far_more_often() -> None:
    """Where nearly every mention is of one of two people of a surname, the surname alone is that one's."""
    names = ["Bill Clinton", "Hillary Clinton", "Clinton"]
    assert grouping.people(names, seen(*names, Hillary_Clinton=9))["Clinton"] == "Hillary Clinton"


@pytest.mark.parametrize(
    ("full", "short", "same"),
    [
        ("Sorbonne University", "Sorbonne", True),
        ("Society of Friends", "Friends", True),
        ("Premier League Football", "Premier League", True),
        ("Toronto Raptors", "Raptors", True),
        ("UN Security Council", "Security Council", True),
        ("Security Council", "Council", False),
        ("United Kingdom Treasury", "Untied Kingdom Treasury", True),
        ("National Bank", "National Guard", False),
        ("Department of Justice", "Justice Department", True),
        ("Ministry of the Interior", "Interior Ministry", True),
        ("University of Washington", "Washington University", False),
    ],
)
def test_short_forms_of_organisations(full: str, short: str, same: bool) -> None:  # noqa: FBT001
    """A part of a name that tells it from others may stand for it; a general word may not."""
    assert (grouping.organisations([full, short], seen(full, short))[short] == full) is same


def test_acronyms_with_and_without_points() -> None:
    """An acronym is an organisation's in every spelling, unless it is a state's or fits two."""
    owners = {name: name for name in ("United Nations", "Department of Justice", "Union of Students")}
    found = grouping.acronyms([], owners)
    assert found["UN"] == found["U.N."] == "United Nations"
    assert found["DOJ"] == "Department of Justice"
    assert "US" not in found


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("In Washington (CNN) the senators met. CNN was there. Washington was cold.", {"CNN": "CNN"}),
        ("The troops left Kherson in November. They fear that Kherson falls again.", {}),
        ("The Affordable Care Act (ACA) was signed. Many dislike the ACA.", {}),
        ("The Foundation paid. The Rockefeller Foundation was founded in 1913. It says the Foundation must go on.",
         {"Rockefeller Foundation": "Rockefeller Foundation", "Foundation": "Rockefeller Foundation"}),
        ("Angela Merkel spoke. Angela Merkel left. They showed Angela Merkel Image to her.",
         {"Angela Merkel": "Angela Merkel"}),
    ],
)  # fmt: skip
def test_what_names_nobody_and_what_names_somebody_known(read: Read, text: str, named: Mapping[str, str]) -> None:
    """An outlet in brackets is no acronym, a law nobody, a head noun the only one that has it, a joined name no other.

    Places are named, too, and are nobody.
    """
    found = [row for row in rows(read, text) if row.type != "place" and row.kind not in {"pronoun", "possessive"}]
    assert {row.text: row.name for row in found} == named


@pytest.mark.parametrize("entry", lexicons.read("bodies", bodies.Body), ids=lambda entry: entry.name)
def test_lexicon_bodies(read: Read, entry: bodies.Body) -> None:
    """Every form of a well-known organisation names it, though the document has no other."""
    for form in (entry.name, *entry.forms):
        text = entry.example.replace((*entry.forms, entry.name)[0], form)
        assert actor_id("organisation", entry.name) in {row.actor_id for row in rows(read, text)}, text


def test_a_document_says_itself_what_an_acronym_stands_for(read: Read) -> None:
    """What stands before the brackets comes before what the letters mean elsewhere."""
    text = "The International Chamber of Commerce (ICC) met. The ICC elected a president."
    found = {row.actor_id for row in rows(read, text) if row.text == "ICC"}
    assert found == {"organisation:international-chamber-of-commerce"}


def test_given_names_are_known_as_data() -> None:
    """Common given names of many languages are known, with their gender where nearly all of its bearers share it."""
    assert given_names.gender_of("Vladimir") == "male"
    assert given_names.gender_of("Fatima") == "female"
    assert given_names.gender_of("Kim") is None
    assert given_names.is_given_name("Kim")
    assert not given_names.is_given_name("Ministry")


def test_states_that_are_no_more_and_parts_of_one() -> None:
    """News speaks of them as of states, each with its own code."""
    known = states.atlas().names
    assert [known[name].code for name in ("Soviet Union", "USSR", "Scotland")] == ["SU", "SU", "GB-SCT"]


# --- hard texts -----------------------------------------------------------------------------------------


def rows(read: Read, text: str) -> list[Mention]:
    return list(mentions(read(text, until="mentions"), Config()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bill Clinton met Hillary Clinton. Clinton smiled at Clinton.", "person:clinton"),
        ("Ursula von der Leyen spoke. Von der Leyen left.", "person:ursula-von-der-leyen"),
        ("Marie Curie spoke first. Mr. Curie replied.", "person:curie"),
        ("Russia’s Security Council met.", "organisation:security-council"),
        ("Michael Jordan signed. Fans saw Jordan dance.", "person:michael-jordan"),
        ("Theresa May resigned. Ms. May thanked her voters.", "person:theresa-may"),
        ("The North launched a missile, and North Korea denied it.", "state:KP"),
    ],
)
def test_names_that_mean_something_else_too(read: Read, text: str, expected: str) -> None:
    """Two people of one surname, a surname that is a country or a month, a state in short."""
    assert expected in {row.actor_id for row in rows(read, text)}


def test_text_in_capitals_names_whom_other_text_names(read: Read) -> None:
    """What is in capitals starts no name: who is named elsewhere is found, words are words, the rest is left open."""
    text = (
        "MERKEL SAID THAT OBAMA WAS RIGHT. THE OFFICER WHO SHOT US WAS THERE.\n\nAngela Merkel met reporters in Berlin."
    )
    assert {row.actor_id for row in rows(read, text)} == {"person:angela-merkel"}
    assert rows(read, "BARACK OBAMA MET ANGELA MERKEL AND TOLD HER THAT THE OFFICER WHO SHOT US WAS THERE.") == []


def test_an_acronym_has_two_letters() -> None:
    """One letter with a point is an initial."""
    assert set(grouping.acronyms([], {"Ministry of defence": "Ministry of defence"})) <= {"MOD", "M.O.D."}


@pytest.mark.parametrize("text", ["nobody came. it rained.", "12 + 12 = 24 …", "IT RAINED ALL DAY LONG IN THE VALLEY."])
def test_text_without_names(read: Read, text: str) -> None:
    """Where nobody is named, nobody is found."""
    assert rows(read, text) == []


def surnames(number: int) -> list[str]:
    """So many different names of people, of which many share a surname or nearly so."""
    chance = random.Random(7)  # noqa: S311 - no secret
    letters = "abcdefghijklmnopqrstuvwxyz"
    return ["".join(["A", *chance.choices(letters, k=4), " ", "B", *chance.choices("ab", k=9)]) for _ in range(number)]


def test_many_people_are_grouped_in_linear_time() -> None:
    """Ten thousand names, of few surnames and of many that are nearly alike, cost in proportion."""

    def work(size: int) -> Callable[[], Any]:
        names = surnames(size)
        names += [name.split()[1] for name in names]
        return lambda: grouping.people(names, seen(*names))

    assert growth(work, size=8000) < PROPORTIONAL


def test_many_organisations_are_grouped_in_linear_time() -> None:
    """The same of organisations."""

    def work(size: int) -> Callable[[], Any]:
        names = [f"{name} Bank" for name in surnames(size)]
        return lambda: grouping.organisations(names, seen(*names))

    assert growth(work, size=8000) < PROPORTIONAL


def test_a_name_ten_thousand_times_is_counted_in_linear_time(read: Read) -> None:
    """Every place is counted, and the cost is in proportion."""

    def work(size: int) -> Callable[[], Any]:
        reading = read("Angela Merkel said so. " * size, until="mentions")
        return lambda: list(mentions(reading, Config()))

    assert len(work(1000)()) == 1000
    assert growth(work, size=1600) < PROPORTIONAL
