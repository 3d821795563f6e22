"""Which language a text is in, how sure that is, and what is no text to tell it by."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

import pytest
from cost import growth
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.rules.languages import SURE, code_of, language_of, name_of

NEWS = {
    "en": (
        "The government presented a new budget on Monday. The minister said that spending on schools and "
        "roads would rise next year. The opposition criticised the draft and demanded a vote in parliament "
        "before the summer."
    ),
    "de": (
        "Die Regierung hat am Montag einen neuen Haushalt vorgelegt. Der Minister sagte, die Ausgaben für "
        "Schulen und Straßen würden im kommenden Jahr steigen. Die Opposition kritisierte den Entwurf und "
        "forderte eine Abstimmung."
    ),
    "fr": (
        "Le gouvernement a présenté lundi un nouveau budget. Le ministre a déclaré que les dépenses pour les "
        "écoles et les routes augmenteraient l'année prochaine. L'opposition a critiqué le projet et demandé "
        "un vote."
    ),
    "es": (
        "El gobierno presentó el lunes un nuevo presupuesto. El ministro dijo que el gasto en escuelas y "
        "carreteras aumentará el próximo año. La oposición criticó el proyecto y pidió una votación en el "
        "parlamento."
    ),
    "pt": (
        "O governo apresentou na segunda-feira um novo orçamento. O ministro disse que os gastos com escolas "
        "e estradas vão aumentar no próximo ano. A oposição criticou o projeto e pediu uma votação no "
        "parlamento."
    ),
    "pl": (
        "Rząd przedstawił w poniedziałek nowy budżet. Minister powiedział, że wydatki na szkoły i drogi "
        "wzrosną w przyszłym roku. Opozycja skrytykowała projekt i zażądała głosowania w parlamencie przed "
        "latem."
    ),
    "ru": (
        "Правительство представило в понедельник новый бюджет. Министр сказал, что расходы на школы и дороги "
        "вырастут в следующем году. Оппозиция раскритиковала проект и потребовала голосования в парламенте до"
        " лета."
    ),
    "uk": (
        "Уряд у понеділок представив новий бюджет. Міністр сказав, що видатки на школи та дороги зростуть "
        "наступного року. Опозиція розкритикувала проєкт і вимагала голосування в парламенті до літа."
    ),
    "zh": (
        "政府星期一提交了新的预算案。部长表示，明年用于学校和道路的开支将会增"
        "加。反对党批评了这一草案，并要求在夏季之前在议会进行表决。部长拒绝了这一要求。"
    ),
    "ar": (
        "قدمت الحكومة يوم الاثنين ميزانية جديدة. وقال الوزير إن الإنفاق على المدارس والطرق سيرتفع في العام "
        "المقبل. وانتقدت المعارضة المشروع وطالبت بإجراء تصويت في البرلمان قبل الصيف."
    ),
}
CROATIAN = (
    "Vlada je u ponedjeljak predstavila novi proračun. Ministar je rekao da će izdaci za škole i ceste sljedeće godine "
    "porasti. Oporba je kritizirala prijedlog i zatražila glasovanje u parlamentu prije ljeta."
)


@pytest.mark.parametrize("code", NEWS)
def test_three_sentences_of_news_are_enough(code: str) -> None:
    """Of each language two sentences, and three, are told for sure."""
    for text in (NEWS[code], NEWS[code][:130]):
        found = language_of(text)
        assert found and found[0] == code and found[1] >= SURE


def test_capitals_are_english_as_well() -> None:
    """A text in capitals, with some small letters in it, is read as if it had none."""
    found = language_of(NEWS["en"].upper() + " the agency said")
    assert found and found[0] == "en" and found[1] >= SURE


def test_close_languages_are_sure_not_to_be_english() -> None:
    """Croatian, Bosnian and Serbian are hard to tell apart and easy to tell from English."""
    found = language_of(CROATIAN)
    assert found and found[0] in ("bs", "hr", "sr") and found[1] >= SURE


@pytest.mark.parametrize("other", ["de", "ru", "ar", "zh", "es"])
def test_a_long_quotation_in_another_language_leaves_an_article_english(other: str) -> None:
    """Where a third of an article is quoted in the original, it is not left out: nothing else is sure."""
    found = language_of(f"{NEWS['en']} “{NEWS[other]}” {NEWS['en']}")
    assert found and (found[0] == "en" or found[1] < SURE)


def test_a_foreign_article_with_an_english_notice_is_foreign() -> None:
    """A line of English below a German article does not make it readable."""
    found = language_of(NEWS["de"] * 3 + " All rights reserved. Read our terms of use.")
    assert found and found[0] == "de" and found[1] >= SURE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The minister resigned.",
        "1.23 4.56 7.89 " * 50,
        "(" * 500,
        "\ud800" * 80,
    ],
)
def test_where_there_are_few_letters_nothing_is_told(text: str) -> None:
    """A short line and figures are no text to tell a language by."""
    assert language_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Emmanuel Macron, Olaf Scholz, Giorgia Meloni, Pedro Sánchez, Donald Tusk, Ursula von der Leyen, Mark Rutte",
        "Arsenal 2 Chelsea 1, Liverpool 0 Everton 0, Leeds 3 Fulham 2, Leicester 1 Southampton 4, West Ham 2",
        "Bayern Munich 3 Borussia Dortmund 1. RB Leipzig 2 Bayer Leverkusen 2. Eintracht Frankfurt 0 VfL Wolfsburg 1.",
        "a " * 500,
    ],
)
def test_names_and_scores_are_not_sure_to_be_foreign(text: str) -> None:
    """A list that could stand in any language is not left out for its language."""
    found = language_of(text)
    assert found and (found[0] == "en" or found[1] < SURE)


@settings(deadline=None)
@given(st.text(max_size=600))
def test_any_text_has_one_answer(text: str) -> None:
    """The same text, the same answer; how sure it is lies between 0 and 1."""
    found = language_of(text)
    assert found == language_of(text)
    assert found is None or (0 <= found[1] <= 1 and found[0])


def test_of_a_long_text_a_sample_is_read() -> None:
    """A text many times longer costs hardly more, and the answer is that of all of it."""
    assert growth(lambda count: partial(language_of, NEWS["en"] * count), size=1_600, enough=0.5) < 0.5


def test_the_language_is_that_of_the_whole_text() -> None:
    """The sample is spread over the text: an English standfirst does not hide a German article."""
    found = language_of(NEWS["en"] + NEWS["de"] * 100)
    assert found and found[0] == "de" and found[1] >= SURE


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("en", "en"), ("EN", "en"), ("en-GB", "en"), ("en_US.UTF-8", "en"), ("eng", "en"), ("English", "en"),
        ("english (United States)", "en"), (" en ", "en"), ("en, fr", "en"), ("ger", "de"), ("deu", "de"),
        ("German", "de"), ("zh-Hant-TW", "zh"), ("yue", "yue"), ("Old English", None),
        ("", None), ("x", None), ("C", None), ("und", None), ("mul", None), ("zxx", None), ("Elvish", None),
        ("../etc", None), ("\ud800", None),
    ],
)  # fmt: skip
def test_codes_and_names_of_languages(name: str, code: str | None) -> None:
    """What pages, feeds and people write, as ISO 639-1; what names no one language is none."""
    assert code_of(name) == code


@pytest.mark.parametrize(("code", "name"), [("de", "German"), ("el", "Modern Greek"), ("pcm", "Nigerian Pidgin")])
def test_a_message_can_name_a_language(code: str, name: str) -> None:
    """People read names, not codes."""
    assert name_of(code) == name


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    """Importing the module loads neither the model nor the list of languages."""
    heavy = ("py3langid", "pycountry", "numpy")
    code = f"import sys, analysis.rules.languages; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
