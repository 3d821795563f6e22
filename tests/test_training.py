"""How weights are learned: from data to a file that anyone can read, twice the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from analysis import training, weights
from analysis.reading import Reading
from analysis.training import __main__ as command
from analysis.training import antecedents, attributions
from analysis.training.corpora import readings
from analysis.training.examples import Examples

Read = Callable[..., Reading]

#: Who says something, the word for it, and what is said.
SAID = [
    ("The minister", "said", "that the bridge was closed"),
    ("The mayor", "warned", "that the river would rise"),
    ("Doctors", "fear", "that the virus may return"),
    ("The bank", "expects", "that prices will fall"),
]
NOT_SAID = "The bridge crosses the river. The bank closed the door."


def rows() -> list[dict[str, Any]]:
    """A small corpus in the form of the evaluation data."""
    made: list[dict[str, Any]] = []
    for number in range(24):
        who, cue, what = SAID[number % len(SAID)]
        text = f"{who} {cue} {what} on day {number}. {NOT_SAID}"
        middle = len(who) + 1 + len(cue)
        marked = {
            "source": [[0, len(who)]],
            "cue": [[len(who) + 1, middle]],
            "content": [[middle + 1, text.index(".")]],
            "kind": "indirect",
        }
        made.append({"doc_id": f"document-{number}", "text": text, "attributions": [marked]})
    return made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "claims"
    folder.mkdir(parents=True)
    (folder / "polnear_train.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows()), encoding="utf-8")
    return folder.parent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where weights are written instead of the package."""
    written = tmp_path / "weights"
    written.mkdir()
    monkeypatch.setattr(training, "FOLDER", written)
    monkeypatch.setattr(attributions, "_FEWEST_ROWS", 2)
    return written


def test_the_command_learns_the_same_weights_twice(nlp: object, data: Path, folder: Path) -> None:
    """The same data give the same bytes, and every file is a model that can be read."""
    del nlp
    written = []
    for _ in range(2):
        attributions.train(data)
        written.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert written[0] == written[1]
    assert list(written[0]) == [f"attribution_{name}.json" for name in ("contents", "cues", "rows", "sources")]
    cues = weights.Linear.model_validate_json(written[0]["attribution_cues.json"])
    assert cues.weights["has ccomp that"] > 0


def test_the_command_names_every_training(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every training is given the folder; without a folder there is an error."""
    seen: list[Path] = []
    monkeypatch.setattr(command, "TRAININGS", (seen.append,))
    assert CliRunner().invoke(command.main, [str(data)]).exit_code == 0
    assert seen == [data]
    assert CliRunner().invoke(command.main, [str(data / "missing")]).exit_code != 0


@pytest.mark.parametrize("name", ["cues", "contents", "sources", "rows"])
def test_weights_are_there_and_hold_no_sentence(name: str) -> None:
    """Each model can be read, says what it is and from what it was learned; a feature has few words."""
    model = weights.read(f"attribution_{name}")
    assert model.about
    assert "PolNeAR" in model.learned_from
    assert model.weights
    assert max(len(feature.split()) for feature in model.weights) <= 12


def test_a_feature_counts_by_documents_not_by_examples() -> None:
    """A word of one document is left out however often it stands there, and so is a name."""
    examples = Examples()
    for document, features in enumerate((["often", "here"], ["often", "here"], ["often"], ["often", "subject name"])):
        examples.add(features, right=True, document=min(document, 2))
    assert examples.names(fewest=2) == ["here", "often"]
    assert examples.names(fewest=1, left_out={"name"}) == ["here", "often"]
    assert examples.matrix(["often", "here"]).toarray().tolist() == [[1, 1], [1, 1], [1, 0], [1, 0]]


def test_ranking_puts_the_right_one_first() -> None:
    """Of each group the example that was right has the highest value; what all share decides nothing."""
    examples = Examples()
    for document in range(10):
        examples.add_group([{"all", "bad"}, {"all", "good"}, {"all"}], [0, 1, 0], document=document)
    model = training.rank(examples, "which", "made up", strength=1.0, fewest=1)
    assert model.value({"all", "good"}) > model.value({"all"}) > model.value({"all", "bad"})


def test_classifying_separates_what_differs() -> None:
    """An example is likelier right for a feature that only right ones have; small weights are left out."""
    examples = Examples()
    for number in range(20):
        examples.add({"good" if number % 2 else "bad", "all"}, right=number % 2)
    model = training.classify(examples, "whether", "made up", strength=1.0, fewest=1, smallest=0.1)
    assert model.probability({"good"}) > 0.5 > model.probability({"bad"})
    assert "all" not in model.weights


def test_names_are_what_mostly_has_a_capital(read: Read) -> None:
    """A word that stands with a capital within sentences is a name; `I` and other pronouns are not."""
    found = attributions.proper_names([read("On Monday I met Biden in the garden. The garden was green.")])
    assert {"monday", "biden"} <= set(found)
    assert not {"i", "garden", "the"} & set(found)


def test_documents_are_read_as_extract_reads_them(nlp: object) -> None:
    """A row becomes a parsed document of its own text, and of equal texts there is one."""
    del nlp
    text = "The minister said that the bridge was closed."
    found = list(readings([{"doc_id": name, "text": text} for name in ("a", "b")]))
    assert [reading.document.text for reading in found] == [text]
    assert [passage.doc.text for passage in found[0].passages] == [text]


#: A text of GUM's form: everybody's mentions are marked.
MARKED = "Angela Merkel met Emmanuel Macron. She smiled. He left, and his car waited."


def marked(number: int) -> dict[str, Any]:
    """A document in which whom each pronoun means is marked."""
    text = f"{MARKED} It was day {number}."
    said = {"merkel": ("Angela Merkel", "She"), "macron": ("Emmanuel Macron", "He", "his")}
    entities = [
        {
            "id": name,
            "mentions": [
                {
                    "start": text.index(one),
                    "end": text.index(one) + len(one),
                    "kind": "name" if " " in one else "pronoun",
                }
                for one in words
            ],
        }
        for name, words in said.items()
    ]
    return {"doc_id": f"marked-{number}", "text": text, "entities": entities}


def asked(number: int) -> dict[str, Any]:
    """A passage of GAP's form: one pronoun, and two names of which one is meant."""
    text = f"On day {number}, Angela Merkel thanked Marie Curie. She smiled."
    a, b, she = text.index("Angela"), text.index("Marie"), text.index("She")
    return {
        "id": f"asked-{number}", "text": text, "pronoun": [she, she + 3], "a": [a, a + 13], "b": [b, b + 11],
        "a_coref": number % 3 > 0, "b_coref": False, "gender": "F",
    }  # fmt: skip


def test_antecedents_are_learned_the_same_twice(nlp: object, tmp_path: Path, folder: Path) -> None:
    """From marked pronouns come weights, the same bytes each time: the subject of one sentence before speaks for it."""
    del nlp
    (tmp_path / "actors").mkdir()
    rows = {name: [marked(n) for n in range(6 * at, 6 * at + 6)] for at, name in enumerate(antecedents.GUM)}
    for name, some in {**rows, antecedents.GAP: [asked(n) for n in range(24)]}.items():
        lines = "".join(json.dumps(row) + "\n" for row in some)
        (tmp_path / "actors" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    written = []
    for _ in range(2):
        antecedents.train(tmp_path)
        written.append((folder / "antecedents.json").read_bytes())
    assert written[0] == written[1]
    model = weights.Linear.model_validate_json(written[0])
    assert model.value(["subject of a sentence"]) > model.value(["nobody"])


def test_what_antecedents_were_learned_from() -> None:
    """The model names its data with their licence; a sign is of grammar and place, and holds no name."""
    model = weights.read("antecedents")
    assert all(word in model.learned_from for word in ("GUM", "CC BY 4.0", "GAP", "Apache-2.0"))
    assert not [sign for sign in model.weights if sign != sign.lower()]
