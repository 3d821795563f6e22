"""Who speaks and who is spoken to where no quotation marks say so: transcripts, interviews, speeches."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.config import Config
from analysis.reading import Reading
from analysis.steps.mentions import mentions

Read = Callable[..., Reading]

INTRODUCTION = "Angela Merkel governed Germany for sixteen years. She received the newspaper in Berlin on Monday."
QUESTION = "What did you learn in those years, and would you do it again?"
ANSWER = "I learned to wait. My colleagues taught me that, and I am grateful for it."
ANOTHER = "Do you miss your office?"
LAST = "I do not. I have a garden."

INTERVIEW = f"Interview with Angela Merkel\n\n{INTRODUCTION}\n\n{QUESTION}\n\n{ANSWER}\n\n{ANOTHER}\n\n{LAST}"
TRANSCRIPT = """\
The chancellor and the president spoke to the press in Berlin after their talks on Monday morning.

Angela Merkel received Barack Obama, and both took questions.

MERKEL: I thank my guest. You have been a friend.

OBAMA: I enjoyed myself. Your city is beautiful.

MERKEL: I hope that you come again.

OBAMA: I will.
"""
MARKED = """\
In an interview on Monday, Angela Merkel spoke about the years in which she governed the country.

Q: Did Barack Obama mislead you?

A: I think that he did. The talks were a mistake.

Q: What do you want?

A: I want the truth.
"""
SPEECH = """\
Remarks by President Barack Obama

I thank you all for coming here on this cold morning. My family and I have waited for this day.

I promise to do what I can. Nobody will stop me, and I ask for your help.
"""
NEWS = """\
Barack Obama gave a speech in Berlin

Barack Obama gave a speech in Berlin on Monday, and thousands came to hear him in the rain.

He spoke of trade. The crowd cheered him for several minutes before he left the city again.

As I noted last week, nobody expected him. I stood in the crowd and saw little.

The visit cost the city two million euros. The mayor defended the expense on Tuesday.

Hotels were full. The police closed eleven streets around the gate until the evening.

The next visit is planned for the summer. I will not be there.
"""


@pytest.fixture
def spoken(read: Read) -> Callable[[str], list[tuple[str, str]]]:
    """A text in, its pronouns of the first and second person out, each with whom it means."""

    def found(text: str) -> list[tuple[str, str]]:
        rows = mentions(read(text, until="mentions"), Config())
        return [(row.text, row.actor_id.removeprefix("person:")) for row in rows if "conversations" in row.rule]

    return found


def meant(rows: list[tuple[str, str]], *words: str) -> set[str]:
    return {who for text, who in rows if text in words}


def test_an_interview_tells_whom_it_is_with(spoken: Callable[[str], list[tuple[str, str]]]) -> None:
    """In the answers "I" and "my" are the person of the headline; in the questions "you" and "your" are."""
    rows = spoken(INTERVIEW)
    assert meant(rows, "I", "My", "me", "you", "your") == {"angela-merkel"}
    assert [text for text, _ in rows] == ["you", "you", "I", "My", "me", "I", "you", "your", "I", "I"]


def test_an_interview_with_nobody_in_particular(spoken: Callable[[str], list[tuple[str, str]]]) -> None:
    """Where no name says whom an interview is with, nobody is made up."""
    text = INTERVIEW.replace("Angela Merkel", "a gardener").replace("Germany", "the village")
    assert spoken(text) == []


def test_labels_tell_who_speaks(spoken: Callable[[str], list[tuple[str, str]]]) -> None:
    """In a transcript each speaker is "I"; of two who speak by turns the other one is "you"."""
    rows = spoken(TRANSCRIPT)
    assert meant(rows, "my", "Your") == {"angela-merkel"}
    assert meant(rows, "myself", "You") == {"barack-obama"}
    assert meant(rows, "I") == {"angela-merkel", "barack-obama"}


def test_labels_in_bold_tell_who_speaks(read: Read) -> None:
    """Markdown writes them so. Whoever speaks of a man speaks of another."""
    text = (
        "Barack Obama met Emmanuel Macron. He talked to Angela Merkel as well.\n\n"
        "**Obama:** I met Emmanuel Macron in Paris. He was glad to see me.\n\n"
        "**Merkel:** I was glad to see you as well, and thank you for that.\n\n"
        "**Obama:** I will meet Macron again. He is a friend, and I like him.\n"
    )
    rows = list(mentions(read(text, until="mentions"), Config()))
    assert {row.actor_id for row in rows if row.text == "I"} == {"person:barack-obama", "person:angela-merkel"}
    spoken = text.index("**Obama")
    assert {row.actor_id for row in rows if row.start > spoken and row.text in {"He", "him"}} == {
        "person:emmanuel-macron"
    }


def test_questions_and_answers(spoken: Callable[[str], list[tuple[str, str]]]) -> None:
    """Whom the introduction names answers, whoever is named in the questions."""
    rows = spoken(MARKED)
    assert meant(rows, "I", "you") == {"angela-merkel"}
    assert [text for text, _ in rows] == ["you", "I", "you", "I"]


def test_questions_name_people(read: Read) -> None:
    """A line that is marked as a question is no subhead, and the verb before a name is no part of it."""
    rows = list(mentions(read(MARKED, until="mentions"), Config()))
    assert [row.actor_id for row in rows if "Obama" in row.text] == ["person:barack-obama"]


def test_labels_of_unknown_people(spoken: Callable[[str], list[tuple[str, str]]]) -> None:
    """A label that names nobody of the text is nobody's, and ends the turn before it."""
    rows = spoken(TRANSCRIPT.replace("OBAMA:", "REPORTER:"))
    assert meant(rows, "I", "my") == {"angela-merkel"}
    assert "myself" not in {text for text, _ in rows}


def test_a_speech_has_one_speaker(spoken: Callable[[str], list[tuple[str, str]]]) -> None:
    """A headline such as "Remarks by" says whose "I" it is; the "you" of a crowd is nobody's."""
    rows = spoken(SPEECH)
    assert meant(rows, "I", "My", "me") == {"barack-obama"}
    assert not {text for text, _ in rows} & {"you", "your"}


@pytest.mark.parametrize("text", ["I am tired. I want to go home, and I want it now.", NEWS])
def test_an_author_is_not_whom_a_text_is_about(spoken: Callable[[str], list[tuple[str, str]]], text: str) -> None:
    """An article about a speech has an author of its own, who is not the speaker; nor is anybody guessed."""
    assert spoken(text) == []


def test_an_author_names_himself(spoken: Callable[[str], list[tuple[str, str]]]) -> None:
    """What begins with "I am" and a name says whose text it is."""
    text = "I am Barack Obama, and I approve this message. My opponents disagree, and I pity them."
    assert meant(spoken(text), "I", "My") == {"barack-obama"}


def test_whoever_has_a_title_may_be_interviewed(spoken: Callable[[str], list[tuple[str, str]]]) -> None:
    """A surname behind a title is a name as good as a full one."""
    assert meant(spoken(MARKED.replace("Angela Merkel spoke", "Lord Byron of Rochdale spoke")), "I") == {"byron"}
