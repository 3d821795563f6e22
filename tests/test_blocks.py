"""From text to blocks: every line gets its kind, and none is lost."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest
from cost import PROPORTIONAL, growth
from hypothesis import given
from hypothesis import strategies as st

from analysis import lexicons
from analysis.rules.blocks import blocks
from analysis.rules.furniture import Furniture, furniture
from analysis.tables import BlockKind

PROSE = "The minister said on Monday that the talks with the rebels had failed once more."


def kinds(text: str, *, marked: dict[int, BlockKind] | None = None) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks("a.txt", text, marked=marked or {})]


def only(text: str) -> list[str]:
    return [kind for kind, _ in kinds(text)]


def between(*lines: str) -> list[str]:
    """What lines are that stand between paragraphs, each with a blank line before it."""
    return only("\n\n".join([PROSE, *lines, PROSE]))[1:-1]


@pytest.mark.parametrize("entry", lexicons.read("furniture", Furniture), ids=lambda entry: entry.example[:30])
def test_every_entry_of_the_lexicon_knows_its_example(entry: Furniture) -> None:
    """The example of each entry is what the entry says, and as long as it says."""
    assert furniture(entry.example) == entry.kind
    assert entry.at_least <= len(entry.example.split()) <= entry.at_most


@pytest.mark.parametrize(
    "line",
    [
        "By midnight the rebels had taken the bridge and both roads to the capital.",
        "Source material was scarce, the historian said.",
        "Photographs of the bridge were shown in court.",
        "Next week the parliament votes on the law.",
        "More from the region was expected to arrive by noon, officials said.",
        "Copyright law was the subject of the talks.",
        "Read the statement aloud, the judge told him, and he did.",
        "Follow the money, the prosecutor said, and the case will solve itself.",
        "Reporting from the front has become dangerous, the ministry writes.",
        "The agency confirmed that it would not comment on the matter. (Reuters)",
        "This report, the third on the war published by the institute, names the ministry.",
        "“She has committed no crime,” he said, “except to follow me on Twitter.”",
        "Help came too late for the people of the village.",
        "In the photo, the soldiers stand beside the bridge that they had taken.",
        "Thank you.",
    ],
)
def test_prose_that_begins_like_furniture_is_prose(line: str) -> None:
    """A sentence is a paragraph whatever its first word."""
    assert kinds(f"{PROSE}\n\n{line}\n\n{PROSE}")[1] == ("paragraph", line)


@pytest.mark.parametrize(
    "line",
    [
        "The bank's next meeting takes place on 11 April 2024.",
        "The next round takes place in Geneva on 5 June 2024.",
        "The lane closes on 4 May 2025.",
        "Wall Street expects rates to fall in 2025.",
        "Copyright rules change in 2025.",
        "Copyright 2024 reforms divide the parliament.",
        "Sponsored by Iran, the militia attacks ships in the Red Sea.",
        "Black Friday is not unlike an election.",
        "Save money in good times, the bank's president warned.",
        "Aid for the victims came from a charity in Kyiv.",
        "The text of the treaty was published by the ministry on Monday.",
        "Any use of chemical weapons is prohibited by the treaty.",
        "First published in 1998, the book has sold a million copies.",
        "This report was corrected by the ministry on Tuesday.",
        "The newspaper does not agree with the ruling.",
        "Mobile units of the army destroyed 120 drones.",
        "Built by the army in 1975, the bridge collapsed.",
        "Part of the coalition opposes the law.",
        "We are looking for survivors.",
        "The bank holds its next meeting on 11 April 2024.",
        "The minister is seen in the party as weak.",
        "The government does not share the views of the opposition.",
        "House rules could let the deputies ask for a vote.",
        "The story continues to haunt the minister.",
        "Thank you for your support, the president told the crowd.",
        "By clicking on the link, the employee had let the thieves in.",
        "This video was not filmed in Kyiv.",
        "The video of the attack shows two men.",
        "More details of the plan appeared on Telegram.",
        "President Zelensky is under pressure, according to analysts.",
    ],
)
def test_a_sentence_of_the_article_is_a_paragraph(line: str) -> None:
    """A sentence is no furniture whatever words are in it, neither in the article nor as its last."""
    assert between(line) == ["paragraph"]
    assert only(f"{PROSE}\n\n{PROSE}\n\n{line}")[-1] == "paragraph"


@pytest.mark.parametrize(
    "line",
    [
        "The Evening Herald, 1 London Bridge Street, London SE1 9GF",
        "Evening Herald, 15 Market Street NW, Washington, D.C. 20071",
        "Redakcja, ul. Mokotowska 25, 00-640 Warszawa",
        "P.O. Box 120, 1010 Wien",
    ],
)
def test_a_postal_address_is_a_footer(line: str) -> None:
    """A house number and a street, or a street and a postcode, make an address."""
    assert furniture(line) == "footer"


@pytest.mark.parametrize("title", ["Peace talks resume", "Storm hits coast", "ECB holds rates", "Lagarde speaks"])
@pytest.mark.parametrize("under", ["", "By Marie Curie\n\n", "Photo: AFP\n\n", "5 June 2024\n\n"])
def test_a_brief_headline_stands_alone_above_the_text(title: str, under: str) -> None:
    """Two or three words as the first line are the headline, with or without who wrote it, where and when."""
    assert kinds(f"{title}\n\n{under}{PROSE}\n\n{PROSE}")[0] == ("headline", title)


def test_a_brief_headline_has_a_standfirst() -> None:
    """What stands between a brief headline and the text does not take its place."""
    under = "The ministry sees some hope in the new round of talks with the rebels"
    assert only(f"Peace talks resume\n\n{under}\n\n{PROSE}")[:2] == ["headline", "standfirst"]


def test_what_the_first_paragraph_begins_with_is_its_headline() -> None:
    """A name alone above the text is the headline where the text begins with it, as in a life."""
    life = "Augusta Ada Lovelace wrote the first program for a machine that was never built."
    assert kinds(f"Ada Lovelace\n\n{life}")[0] == ("headline", "Ada Lovelace")
    assert only(f"Charles Babbage\n\n{life}")[0] != "headline"


@pytest.mark.parametrize(
    "top", ["Home", "News", "BBC News", "World", "The Guardian", "UK politics", "Home\nNews\nWorld"]
)
def test_a_site_or_section_is_no_headline(top: str) -> None:
    """One word, and what sites and sections are called, is no headline above the text."""
    assert "headline" not in only(f"{top}\n\n{PROSE}\n\n{PROSE}")


@pytest.mark.parametrize(
    "line",
    [
        "View this email in your browser",
        "---------- Forwarded message ---------",
        "-----Original Message-----",
        "You need to enable JavaScript to run this app.",
        "Please enable cookies.",
    ],
)
def test_mail_and_empty_pages_are_navigation(line: str) -> None:
    """What a mail program or a page without its scripts says is no article."""
    assert furniture(line) == "navigation"


def test_a_page_is_taken_apart() -> None:
    """Menu, headline, standfirst, byline, credit, subhead, pull quote, caption and footer are told apart."""
    parts = [
        ("navigation", "Weather   Markets"),
        ("headline", "Talks with Rebels Fail for the Third Time"),
        ("standfirst", "“We have tried everything,” the minister said."),
        ("byline", "by the Foreign Desk"),
        ("credit", "© Agence France-Presse"),
        ("paragraph", PROSE),
        ("pull_quote", "“The talks were lost before they began.”"),
        ("subhead", "What comes next"),
        ("paragraph", PROSE),
        ("caption", "The bridge"),
        ("caption", "The bridge© Handout / Reuters"),
        ("paragraph", PROSE),
        ("navigation", "Share this article"),
        ("footer", "© 2019 The Evening Herald. All rights reserved."),
    ]
    assert kinds("\n\n".join(words for _, words in parts)) == parts


def test_an_opening_with_names_and_dates_is_taken_apart() -> None:
    """Names below the headline are its authors, a headline can be brief, what is dated above is no standfirst."""
    text = f"Home\n\nTalks fail\n\n3 May 2019\n\nMarie Curie and Isaac Newton\n\n{PROSE}\n\nPhoto: AFP\n\n{PROSE}"
    assert only(text) == ["navigation", "headline", "dateline", "byline", "paragraph", "credit", "paragraph"]


def test_an_article_without_a_headline_gets_none() -> None:
    """A text that begins with prose has no headline, and its menus above are no headline either."""
    assert [kind for kind, _ in kinds(f"Home\nNews\n\n{PROSE}\n\n{PROSE}")] == ["navigation"] * 2 + ["paragraph"] * 2


def test_a_quotation_that_goes_on_is_no_pull_quote() -> None:
    """A paragraph of quoted words after a quoted one is the article's own."""
    text = f"“We tried,” the minister said.\n\n“We shall try again, and then once more.”\n\n{PROSE}"
    assert only(text) == ["paragraph"] * 3


def test_lines_broken_for_their_width_are_one_paragraph() -> None:
    """A paragraph wrapped at a fixed width is one block; a heading below it is another."""
    wrapped = (
        "The minister said on Monday that the talks with the rebels\n"
        "had failed once more, and that no further talks were planned\n"
        "before the summer."
    )
    assert kinds(f"{wrapped}\n\nWhat comes next\n\n{PROSE}") == [
        ("paragraph", wrapped),
        ("subhead", "What comes next"),
        ("paragraph", PROSE),
    ]


@pytest.mark.parametrize("dateline", ["KYIV, Ukraine (AP) —", "WASHINGTON —", "LONDON/PARIS (Reuters) -"])
def test_a_dateline_is_no_part_of_the_sentence(dateline: str) -> None:
    """Place and agency before the first words are a block of their own."""
    assert kinds(f"{dateline} {PROSE}") == [("dateline", dateline), ("paragraph", PROSE)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Author/author: ab // cde", "byline"),
        ("Expand", "navigation"),
        ("More news on the main page of the portal", "navigation"),
        ("Continuation of the report below the video", "navigation"),
        ("The rest of the report stands below the video material:", "navigation"),
        ("VIEW VIDEO The talks, their past and their future", "navigation"),
        ("View image in fullscreen The ministers meet. Photograph: Pool/Reuters", "caption"),
        ("ADVERTISEMENT", "advertisement"),
        ("Reklama", "advertisement"),
        ("(PAP)", "credit"),
        ("Source: PAP, Reuters", "credit"),
        ("Source: PAP", "credit"),
        ("Photo: AFP", "credit"),
        ("Russian troops near the border PAP", "caption"),
        ("The president has ruled nothing out in the war, he says. Pool/AFP via Getty Images", "caption"),
        ("Czytaj też: Rozmowy zakończone", "navigation"),
        ("Sign up for our newsletter and get the best of the week.", "navigation"),
        ("We use cookies to personalise content and ads.", "navigation"),
        ("pic.twitter.com/abc123", "navigation"),
        ("— NATO (@NATO) March 4, 2021", "credit"),
        ("Updated at 14.05 BST", "dateline"),
        ("14:05", "dateline"),
        ("newsroom@example.com", "footer"),
        ("Tel.: +44 20 7946 0000", "footer"),
        ("The views expressed in this column are the writer’s own.", "footer"),
        ("Wszelkie prawa zastrzeżone", "footer"),
        ("#Ukraine #NATO #Talks", "navigation"),
        ("***", "navigation"),
        ("THE MINISTRY SAYS THE TALKS WITH THE REBELS HAVE FAILED", "navigation"),
        ("– Talks fail again –", "subhead"),
        ("Q: Did he know of it?", "paragraph"),
        ("A: Yes", "paragraph"),
        ("Q&A: How to vote", "subhead"),
        ("‘Living on, whatever happens’", "subhead"),
    ],
)
def test_what_stands_between_paragraphs(line: str, kind: str) -> None:
    """Prompts, labels, credits and captions between two paragraphs are known by their words and shape."""
    assert between(line) == [kind]


def test_the_headlines_under_a_heading_of_links_belong_to_it() -> None:
    """Below "Read also" stand other articles, until the text goes on."""
    assert between("Related stories", "Ministers meet in the capital", "Rebels refuse to talk") == ["navigation"] * 3


def test_initials_below_an_article_are_a_credit() -> None:
    """An agency's writers sign with a few letters, which are no menu and no name."""
    for initials in ("ol", "ab/cd", "A.B.", "(ab)"):
        assert only(f"{PROSE}\n\n{PROSE}\n\n{initials}") == ["paragraph", "paragraph", "credit"]


@pytest.mark.parametrize(
    ("line", "inside", "below"),
    [
        ("Sign up for our newsletter and get the best of the week.", "navigation", "footer"),
        ("Comments are moderated before they are shown.", "navigation", "footer"),
        ("We use cookies to improve this site.", "navigation", "footer"),
        ("© Agence France-Presse", "credit", "footer"),
        ("Copyright Reuters", "credit", "footer"),
        ("Share this article", "navigation", "navigation"),
        ("The author is a former ambassador.", "paragraph", "credit"),
        ("Marie Curie is a columnist for the newspaper.", "paragraph", "credit"),
        ("The Associated Press contributed to this report.", "credit", "credit"),
        ("(PAP)", "credit", "credit"),
    ],
)
def test_where_a_line_stands_says_what_it_is(line: str, inside: str, below: str) -> None:
    """What the publisher says below the article is a footer, who its author is a credit; above they may be else."""
    assert between(line) == [inside]
    assert only(f"{PROSE}\n\n{PROSE}\n\n{line}")[-1] == below


def test_a_menu_of_the_publisher_above_the_article_is_navigation() -> None:
    """The words "Contact us" lead elsewhere above the article; below it the publisher speaks."""
    found = only(f"Contact us\n\nTalks with the rebels fail\n\n{PROSE}\n\nContact us")
    assert found == ["navigation", "headline", "paragraph", "footer"]


def test_what_stands_between_two_notices_is_one() -> None:
    """An address or a sentence between rights and terms is the publisher's, whatever it says."""
    notices = "© 2019 The Herald. All rights reserved.\n\nThe Herald House\n\n{}\n\nTerms of Use"
    found = only(f"{PROSE}\n\n{PROSE}\n\n{notices.format('Privacy Policy')}")
    assert found == ["paragraph"] * 2 + ["footer"] * 4
    own = "It is printed in the capital, and has been since the year of the flood."
    assert (
        only(f"{PROSE}\n\n{PROSE}\n\n© 2019 The Herald. All rights reserved.\n\n{own}\n\nTerms of Use")[-2] == "footer"
    )


def test_what_stands_under_a_headline() -> None:
    """Place and date are no standfirst, and what is told after the byline is told of a picture."""
    opening = "Talks with the rebels fail\n\nThe ministry sees no hope of a new round\n\nBy Marie Curie"
    text = f"{opening}\n\nGeneva, 3 May 2019\n\nThe hall where the ministers met\n\n{PROSE}"
    assert only(text) == ["headline", "standfirst", "byline", "dateline", "caption", "paragraph"]


def test_a_first_paragraph_that_is_told_again_is_a_standfirst() -> None:
    """The article tells its lead again in nearly the same words; the very same words are only printed twice."""
    again = PROSE.replace("The minister said", "At a meeting in the capital the minister said")
    lead = "The minister said on Monday that talks with rebels had failed once more, and that nobody expected others."
    retold = lead.replace("The minister said on Monday", "Speaking in the capital on Monday, the minister said")
    assert only(f"{lead}\n\n{PROSE}\n\n{retold}")[0] == "standfirst"
    assert only(f"{lead}\n\nNobody else spoke.\n\n{lead}")[0] == "paragraph"
    assert only(f"{again}\n\nNobody else spoke.")[0] == "paragraph"


@pytest.mark.parametrize(
    ("before", "line", "kind"),
    [
        (PROSE, "What comes next?", "subhead"),
        (PROSE, "But why?", "paragraph"),
        ("He was asked:", "What comes next?", "paragraph"),
        ("Did he know of it at the time?", "Who had told him?", "paragraph"),
    ],
)
def test_a_brief_question_can_be_a_paragraph(before: str, line: str, kind: str) -> None:
    """Within speech, or where no heading would ask so."""
    assert between(PROSE, before, line)[-1] == kind


def test_text_that_was_extracted_has_no_menus() -> None:
    """Short lines of a web page's article are the article's; only words make them navigation."""
    text = f"Politics\n\n{PROSE}\n\nKyiv\n\nLviv\n\nOdesa\n\nShare this article"
    assert [block.kind for block in blocks("a.txt", text)].count("navigation") == 5
    assert [block.kind for block in blocks("a.txt", text, extracted=True)].count("navigation") == 1


def test_front_matter_in_toml_is_no_article() -> None:
    """What stands between two lines of `+++` is navigation as between `---`, prose between rules is not."""
    assert only(f'+++\ntitle = "x"\n+++\n{PROSE}') == ["navigation", "paragraph"]
    assert only(f"---\n{PROSE}\n---\n{PROSE}").count("paragraph") == 2


def test_text_without_spaces_is_read() -> None:
    """A sentence of Chinese is a paragraph though it has no spaces."""
    sentence = "部长周一表示，与叛军的会谈再次失败，夏天之前不会再有会谈。"
    assert only(f"会谈再次失败\n\n{sentence}\n\n{sentence}") == ["headline", "paragraph", "paragraph"]


def test_a_letter_is_signed_with_name_and_place() -> None:
    """Below each letter to the editor stands who wrote it, and where."""
    letters = f"{PROSE}\n\nMarie Curie\nWarsaw, Poland\n\n{PROSE}\n\nIsaac Newton\nGrantham"
    assert only(letters) == ["paragraph", "byline", "byline"] * 2


def test_words_lifted_out_of_a_paragraph_are_a_pull_quote() -> None:
    """A line without a full stop whose words all stand in a paragraph repeats it for show."""
    lifted = "any sign of weakness in the talks may be read abroad as the beginning of the end"
    prose = f"The minister knows that {lifted} of the alliance, and says so to everyone who asks."
    assert only(f"{PROSE}\n\n{lifted}\n\n{prose}") == ["paragraph", "pull_quote", "paragraph"]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["• The talks have failed."], "list_item"),
        (["* The talks have failed", "* The war goes on"], "list_item"),
        (["- The talks have failed", "- The war goes on"], "list_item"),
        (["1. The talks have failed.", "2. The war goes on."], "list_item"),
        (["a) The talks have failed;", "b) the war goes on."], "list_item"),
        (["• World", "• Politics", "• Sport"], "navigation"),
        (["- [World](/world)", "- [Politics](/politics)"], "navigation"),
        (["– We will not talk any more, and that is all – he said.", "– They will not talk to us."], "paragraph"),
        (["1. The talks have failed, the ministry said."], "paragraph"),
    ],
)
def test_lists_are_told_from_menus_and_from_speech(lines: list[str], kind: str) -> None:
    """Bullets and numbers make items, links and single words a menu, and a dash opens speech where others do."""
    assert between(*lines) == [kind] * len(lines)


def test_what_a_colon_announces_is_a_list() -> None:
    """Lines that are no sentences below one that ends in a colon are its items."""
    text = f"{PROSE}\n\nThe talks are to be about:\n\nthe bridges over the river;\n\nthe roads\n\n{PROSE}"
    assert only(text) == ["paragraph", "paragraph", "list_item", "list_item", "paragraph"]


def test_the_marks_of_markdown() -> None:
    """Pictures are captions, links, rules, tables of words and code are no article, an open fence swallows nothing."""
    assert between("![The bridge](a.png)") == ["caption"]
    assert between("[More](a.html)") == ["navigation"]
    assert between("---") == ["navigation"]
    assert between("| Kyiv | 12 |\n|---|---|") == ["navigation"] * 2
    assert between("```\nx = 1\n```") == ["navigation"] * 3
    assert between("```")[:1] == ["navigation"]


def test_what_the_format_says_wins() -> None:
    """The kind that a reader gives to a line holds against every rule."""
    text = f"Advertisement\n\n{PROSE}"
    assert kinds(text, marked={0: "headline"})[0] == ("headline", "Advertisement")
    assert kinds(text, marked={15: "list_item"})[1] == ("list_item", PROSE)


def test_lines_that_recur_are_the_pages_own() -> None:
    """What stands in other documents too is furniture: prose below the article its footer, all else navigation."""
    text = f"What we do\n\n{PROSE}\n\nThe Herald is written for readers."
    repeated = {"what we do", "the herald is written for readers."}
    found = [block.kind for block in blocks("a.txt", text, repeated=repeated)]
    assert found == ["navigation", "paragraph", "footer"]


def test_a_line_of_a_whole_article_is_cut_at_sentences() -> None:
    """No block is too long to be parsed, and headline and dateline are found on the same line."""
    text = f"Talks With Rebels Fail Again KYIV, Ukraine (Reuters) - {' '.join([PROSE] * 500)}"
    found = kinds(text)
    assert found[:2] == [("headline", "Talks With Rebels Fail Again"), ("dateline", "KYIV, Ukraine (Reuters) -")]
    assert {kind for kind, _ in found[2:]} == {"paragraph"}
    assert all(len(words) <= 10_000 and words.startswith("The minister") for _, words in found[2:])
    assert all(len(words) <= 10_000 for _, words in kinds("x" * 25_000))


def test_markdown_headings_are_headings() -> None:
    """`#` marks the headline and `##` a subhead; front matter is no article."""
    text = f"---\ntitle: x\n---\n# Talks Fail\n\n{PROSE}\n\n## What next\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["navigation", "headline", "paragraph", "subhead", "paragraph"]


@given(st.text(st.sampled_from("ab. \n\r\t\u2028\u00a0“”©#-—") | st.characters(codec="utf-8")))
def test_no_character_is_lost(text: str) -> None:
    """Blocks stand in order, do not overlap, and hold everything that is not white space."""
    found = list(blocks("a.txt", text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    inside = "".join(text[block.start : block.end] for block in found)
    assert re.sub(r"\s", "", inside) == re.sub(r"\s", "", text)
    assert all(text[block.start : block.end].strip() == text[block.start : block.end] for block in found)


SHAPES = [
    "(", '"', "#", "-", " ", "\n", "©", "a\n", "- a\n", "By A ", ". A", "[a](", "```\n", "a b c d:\nb\n", "A b c d\n",
    "A b.\n", "(" * 1_100 + "\n", "a " * 500 + "\n", "(a " * 40 + "\n", "word " * 14 + "\n",
    "A b c d e f g h " * 9 + "\n", "© a\na b c.\n", "1 " * 19 + "\n", "Mar 1 " * 9 + "\n", "A walks " * 19 + "\n",
    "。", "会", "a?\n",
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: repr(shape[:8]))
def test_time_grows_with_the_text_and_no_faster(shape: str) -> None:
    """The cost grows with the text and not with its square, whatever it consists of."""

    def cutting(length: int) -> Callable[[], object]:
        text = (shape * length)[:length]
        return lambda: list(blocks("a.txt", text))

    assert growth(cutting, size=200_000) < PROPORTIONAL
