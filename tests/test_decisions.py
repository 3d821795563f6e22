"""The editor's file: what actors.toml may say, what it comes to, and that every table follows."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from cost import PROPORTIONAL, growth

from analysis import cli, files, pipeline, tables
from analysis.config import Config, Execution
from analysis.editing import decisions as read
from analysis.steps.actors import actors
from analysis.steps.decisions import decisions
from analysis.tables import Actor, Claim, Decision, Event, Lookalike, Mention, Tables

CONFIG = Config()


def mention(text: str, start: int, name: str | None = None, doc_id: str = "a.txt", **columns: Any) -> Mention:
    """A mention as the document step makes it."""
    full = name or text
    known = {"kind": "name", "type": "person", "counted": True, "rule": "test", **columns}
    actor_id = f"{known['type']}:{full.casefold().replace(' ', '-')}"
    place = {"doc_id": doc_id, "start": start, "end": start + len(text), "text": text}
    return Mention.model_validate({**place, "name": full, "actor_id": actor_id, **known})


#: Two people of one name, in two documents, with what stands for them.
MENTIONS = (
    mention("Michael Jackson", 0),
    mention("Jackson", 20, "Michael Jackson", kind="alias"),
    mention("he", 30, "Michael Jackson", kind="pronoun"),
    mention("Michael Jackson", 0, doc_id="b.txt"),
    mention("his", 30, "Michael Jackson", doc_id="b.txt", kind="possessive"),
    mention("Jacko", 40),
    mention("Motown", 50, type="organisation"),
)


def row(kind: Any, **columns: Any) -> Any:
    return kind.model_construct(**{**dict.fromkeys(kind.model_fields), **columns})


def edited(toml: str, *mentions: Mention, **rows: Any) -> Tables:
    """The tables of these mentions after what an editor decided."""
    found = actors(Tables({Mention: mentions or MENTIONS, Claim: rows.get("claims", ()), Event: rows.get("events", ()),
                           Lookalike: rows.get("lookalikes", ())}), CONFIG)  # fmt: skip
    return decisions(found.with_rows((Decision, read(tomllib.loads(toml)))), CONFIG)


def counts(found: Tables) -> dict[str, int]:
    return {one.actor_id: one.mentions for one in found.rows(Actor)}


def refused(found: Tables) -> list[tuple[str, str | None]]:
    return [(one.told, one.why) for one in found.rows(Decision) if not one.used]


# --- what may be written ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("a = 1", "['a'] write it as a table"),
        ("[A]", "['A'] it decides nothing"),
        ("[A]\nmerged = ['B']", "merged: there is no such field (known fields: merge, split, rename, exclude, type)"),
        ("[A]\nmerge = 'B'", "merge: write a list"),
        ("[A]\nmerge = [1]", "merge.0: write it in quotation marks"),
        ("[A]\nrename = ''", "rename: it is empty"),
        ("[A]\nexclude = false", "exclude: Input should be True"),
        ("[A]\ntype = 'company'", "type: Input should be 'person', 'organisation', 'state', 'group' or 'place'"),
        ("[A]\nsplit = [{name = 'B'}]", "split.0: say which mentions: written = [...], or documents = [...]"),
        ("[A]\nsplit = [{written = ['B']}]", "split.0.name: it is missing (known fields: name, written, documents"),
    ],
)
def test_what_cannot_be_meant_is_an_error_with_the_remedy(toml: str, said: str, tmp_path: Path) -> None:
    """The message names the file, the entry, the field and what would be right."""
    (tmp_path / "actors.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(files.CorpusError, match=r"^actors\.toml: \['\w'\] ") as error:
        files.decisions(tmp_path)
    assert said in str(error.value)


def test_a_broken_file_is_said_once(tmp_path: Path) -> None:
    """What is no TOML at all is an error that names the file and the line; none is no decision."""
    assert files.decisions(tmp_path) == ()
    (tmp_path / "actors.toml").write_text("[A", encoding="utf-8")
    with pytest.raises(files.CorpusError, match=r"^actors\.toml: not TOML: .*Mend the line"):
        files.decisions(tmp_path)


def test_the_order_of_the_file_means_nothing() -> None:
    """Entries and what stands in them may be turned round."""
    one = "[A]\nmerge = ['B', 'C']\nsplit = [{name = 'D', written = ['x', 'y']}]\n"
    other = "[A]\nsplit = [{written = ['y', 'x'], name = 'D'}]\nmerge = ['C', 'B']\n"
    last = "[Z]\nexclude = true\n"
    assert read(tomllib.loads(one + last)) == read(tomllib.loads(last + other))


# --- what it comes to ------------------------------------------------------------------------------


@pytest.mark.parametrize("called", ["Michael Jackson", "michael  jackson", "Jackson", "person:michael-jackson"])
def test_an_actor_is_called_by_any_name(called: str) -> None:
    """The name, another name, whatever its case, and the id all mean the actor."""
    found = edited(f"['{called}']\nrename = 'M. Jackson'\nmerge = ['Jacko']")
    (jackson, motown) = sorted(found.rows(Actor), key=lambda one: -one.mentions)
    assert (jackson.actor_id, jackson.name, jackson.mentions) == ("person:michael-jackson", "M. Jackson", 6)
    assert jackson.edited == ("merge", "rename")
    assert jackson.aliases == ("Jacko", "Jackson", "Michael Jackson")
    assert motown.edited == ()
    assert refused(found) == []


def test_a_part_may_be_told_by_its_documents() -> None:
    """Everything in these documents means another, a new one or one that is there."""
    found = edited("['Michael Jackson']\nsplit = [{name = 'Michael Jackson (writer)', documents = ['b*']}]")
    assert counts(found) == {
        "organisation:motown": 1, "person:jacko": 1, "person:michael-jackson": 3, "person:michael-jackson-writer": 2,
    }  # fmt: skip
    assert {one.edited for one in found.rows(Actor) if "jackson" in one.actor_id} == {("split",)}
    there = edited("['Michael Jackson']\nsplit = [{name = 'Jacko', documents = ['a.txt']}]")
    assert counts(there) == {"organisation:motown": 1, "person:jacko": 4, "person:michael-jackson": 2}


def test_a_part_may_be_told_by_how_it_is_written() -> None:
    """Pronouns go with the name before them; in another document nothing changes."""
    found = edited("['Michael Jackson']\nsplit = [{name = 'La Toya Jackson', written = ['JACKSON']}]")
    meant = {(one.doc_id, one.text): one.actor_id for one in found.rows(Mention)}
    assert meant["a.txt", "Michael Jackson"] == meant["b.txt", "his"] == "person:michael-jackson"
    assert meant["a.txt", "Jackson"] == meant["a.txt", "he"] == "person:la-toya-jackson"


def test_a_type_is_decided_also_of_a_part() -> None:
    """The type stands in `actors` and in every mention; the id stays, so that links stay good."""
    part = "{name = 'Jackson City', written = ['Jackson'], type = 'place'}"
    found = edited(f"[Motown]\ntype = 'group'\n['Michael Jackson']\nsplit = [{part}]")
    types = {one.actor_id: one.type for one in found.rows(Actor)}
    assert types == {
        "organisation:motown": "group", "person:jackson-city": "place", "person:jacko": "person",
        "person:michael-jackson": "person",
    }  # fmt: skip
    assert {one.type for one in found.rows(Mention) if one.actor_id == "person:jackson-city"} == {"place"}


def test_who_is_merged_is_of_the_type_of_the_other() -> None:
    """The actor that stands at the head of an entry gives id, name and type."""
    found = edited("['Michael Jackson']\nmerge = ['Motown']")
    assert {one.type for one in found.rows(Mention)} == {"person"}
    assert counts(found) == {"person:jacko": 1, "person:michael-jackson": 6}


def test_who_is_excluded_is_not_counted_and_not_lost() -> None:
    """A row of zeros stays, mentions stay with `counted` false, and no claim or event has the actor."""
    claim = row(Claim, claim_id="c", doc_id="a.txt", start=0, end=90, source_actor="person:jacko",
                actors=("organisation:motown", "person:jacko"))  # fmt: skip
    event = row(Event, event_id="e", doc_id="a.txt", start=0, end=90, actors=("person:jacko",), agents=(), patients=())
    found = edited("[Jacko]\nexclude = true", *MENTIONS, claims=(claim,), events=(event,))
    (jacko,) = (one for one in found.rows(Actor) if one.name == "Jacko")
    assert (jacko.mentions, jacko.documents, jacko.edited) == (0, 0, ("exclude",))
    assert [one.counted for one in found.rows(Mention) if one.actor_id == "person:jacko"] == [False]
    assert (found.rows(Claim)[0].source_actor, found.rows(Claim)[0].actors) == (None, ("organisation:motown",))
    assert found.rows(Event)[0].actors == ()


def test_claims_events_and_lookalikes_follow() -> None:
    """A source goes by its own words; what names nobody itself goes with most mentions of its document."""
    who = "person:michael-jackson"
    claims = [
        row(Claim, claim_id="c1", doc_id="a.txt", start=18, end=60, source_actor=who, source_start=0, source_end=15,
            actors=(who,)),
        row(Claim, claim_id="c2", doc_id="b.txt", start=50, end=60, source_actor=who, actors=(who,)),
    ]  # fmt: skip
    lookalike = Lookalike(doc_id="b.txt", start=70, end=75, text="Jacko", actor_id=who, kind="joint", rule="test")
    events = [row(Event, event_id="e", doc_id="a.txt", start=18, end=28, actors=(who,), agents=(), patients=())]
    toml = (
        "['Michael Jackson']\nsplit = [{name = 'La Toya', written = ['Jackson']}, {name = 'Mike', documents = ['b*']}]"
    )
    found = edited(toml, *MENTIONS, claims=claims, events=events, lookalikes=[lookalike])
    first, second = found.rows(Claim)
    assert (first.source_actor, first.actors) == (who, ("person:la-toya",))
    assert (second.source_actor, second.actors) == ("person:mike", ("person:mike",))
    assert found.rows(Event)[0].actors == ("person:la-toya",)
    assert found.rows(Lookalike)[0].actor_id == "person:mike"


def test_one_place_that_means_both_is_counted_once_after_they_are_merged() -> None:
    """Where two actors were mentioned in the same characters, one mention is left."""
    found = edited("[Jacko]\nmerge = ['Motown']", mention("Jacko", 0), mention("Jacko", 0, "Motown"))
    assert counts(found) == {"person:jacko": 1}


# --- what cannot be used ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ("['Mikael Jackson']\nexclude = true", "no actor is called “Mikael Jackson”; near to it: Michael Jackson"),
        ("[Jacko]\nmerge = ['Nobody']", "no actor is called “Nobody”"),
        ("[Jacko]\nsplit = [{name = 'A', written = ['Jack']}]", "it has no such mention"),
        ("[Jacko]\nsplit = [{name = 'A', documents = ['c*']}]", "it has no such mention"),
        ("[Jacko]\nsplit = [{name = 'Jacko', written = ['Jacko']}]", "a part of it is to be the same actor"),
    ],
)
def test_what_names_nothing_is_told(toml: str, why: str) -> None:
    """The decision stays in its table with the reason, and nothing else changes."""
    found = edited(toml)
    assert [reason for _, reason in refused(found)] == [why]
    assert counts(found) == counts(edited("[Motown]\nrename = 'Motown'"))


def test_a_name_of_several_is_no_name() -> None:
    """Where two actors have the name, their ids are asked for."""
    several: tuple[Mention, ...] = (
        mention("Washington", 0),
        mention("Washington", 20, "Washington Post", type="organisation"),
    )
    several += (mention("Washington", 40, "Washington DC", type="place"),)
    found = edited("[Washington]\nexclude = true", *several[1:])
    assert refused(found)[0][1] == (
        "several actors are called “Washington”; write one of organisation:washington-post, place:washington-dc"
    )
    assert refused(edited("[Washington]\nexclude = true", *several)) == []


@pytest.mark.parametrize(
    "toml",
    [
        "[Jacko]\nmerge = ['Motown']\n['Michael Jackson']\nmerge = ['Motown']",
        "[Jacko]\nmerge = ['Motown']\n[Motown]\nmerge = ['Jacko']",
        "[Jacko]\nmerge = ['Motown']\n[Motown]\nmerge = ['Jackson']\n['Michael Jackson']\nmerge = ['Jacko']",
        "[Jackson]\nrename = 'A'\n['Michael Jackson']\nrename = 'B'",
        "[Jackson]\ntype = 'place'\n['Michael Jackson']\ntype = 'group'",
        "[Jackson]\nexclude = true\n['Michael Jackson']\nrename = 'B'",
        "[Jackson]\nexclude = true\n[Motown]\nmerge = ['Michael Jackson']",
        "[Jackson]\nsplit = [{name = 'A', written = ['he']}, {name = 'B', documents = ['a*']}]",
        "['Michael Jackson']\nmerge = ['Jacko', 'person:jacko']\n[Jacko]\nmerge = ['Jackson']",
        "['Michael Jackson']\nmerge = ['Jacko', 'person:jacko']\n[Motown]\nmerge = ['Jacko']",
    ],
)
def test_decisions_that_contradict_each_other_are_all_told_and_none_is_used(toml: str) -> None:
    """Nobody guesses which of them was meant."""
    found = edited(toml)
    assert len(refused(found)) == len(found.rows(Decision)) >= 2
    assert all(why and why.startswith("it contradicts [") for _, why in refused(found))
    assert counts(found) == counts(edited("[Motown]\nrename = 'Motown'"))
    assert {one.edited for one in found.rows(Actor)} == {()}


def test_what_is_contradicted_is_told_for_one_that_says_something_else() -> None:
    """Two that say the same do not contradict each other."""
    found = edited("['Michael Jackson']\nmerge = ['Jacko', 'person:jacko']\n[Motown]\nmerge = ['Jacko']")
    said = {one.told: one.why for one in found.rows(Decision)}
    (motown,) = (told for told in said if "Motown" in told)
    assert {why for told, why in said.items() if told != motown} == {f"it contradicts {motown}"}


def test_refusals_do_not_depend_on_the_hash_seed() -> None:
    """Of two that exclude, the one that is told is the same in every run."""
    toml = "[Jackson]\nmerge = ['Jacko']\n['person:michael-jackson']\nexclude = true\n['person:jacko']\nexclude = true"
    program = f"import test_decisions as t; print(t.edited({toml!r}).rows(t.Decision))"
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "0123"
    }
    assert len(said) == 1


def test_a_short_form_excludes_no_actor_of_another_name() -> None:
    """“MP” is not the Metropolitan Police for everybody; its name, its id and a part of its name are."""
    police = (
        mention("Metropolitan Police", 0, type="organisation"),
        mention("MP", 30, "Metropolitan Police", type="organisation", kind="acronym"),
    )
    found = edited("[MP]\nexclude = true", *police)
    assert counts(found) == {"organisation:metropolitan-police": 2}
    (why,) = (why for _, why in refused(found))
    assert why is not None
    assert why.startswith("“MP” is one of several names of “Metropolitan Police”")
    for called in ("Metropolitan Police", "organisation:metropolitan-police", "metropolitan police"):
        assert sum(counts(edited(f"['{called}']\nexclude = true", *police)).values()) == 0


def test_what_says_the_same_twice_is_no_contradiction() -> None:
    """Neither is a chain of merges, nor a decision of an actor by a name that the file itself gives."""
    found = edited(
        "[Jackson]\nrename = 'King'\n['Michael Jackson']\nrename = 'King'\nmerge = ['Jacko']\n"
        "[Jacko]\nmerge = ['Motown']\n[King]\ntype = 'group'"
    )
    assert refused(found) == []
    (king,) = found.rows(Actor)
    assert (king.name, king.type, king.mentions) == ("King", "group", 7)


def test_a_part_of_a_part_is_told_at_the_whole() -> None:
    """What a decision makes has no mentions yet when decisions are looked up: such a split is refused, and no more."""
    found = edited(
        "[Jacko]\nsplit = [{name = 'A', written = ['Jacko']}]\n[A]\nsplit = [{name = 'B', written = ['Jacko']}]"
    )
    assert refused(found) == [("[A] split B", "it has no such mention")]
    assert "person:a" in counts(found)


@pytest.mark.parametrize("name", ["", "  ", "\\u0000", "!!!", "'", "a" * 5000, "person:", "⟦x⟧ | <b>"])
def test_any_name_can_be_decided(name: str) -> None:
    """Whatever an editor calls somebody, there is a table and no exception."""
    for toml in (f'["{name}"]\nexclude = true', f'[Jacko]\nmerge = ["Motown", "{name}x"]\nrename = "x{name}"'):
        found = edited(toml)
        assert len(found.rows(Actor)) >= 2
    assert "\x00" not in str(found.rows(Actor))


def test_a_part_that_came_to_nothing_has_no_type() -> None:
    """What is decided of a part that is not used is not used either, and says so."""
    found = edited("[Jacko]\nsplit = [{name = 'A', written = ['Jack'], type = 'place'}]")
    assert [why for _, why in refused(found)] == ["nobody is left who is called so", "it has no such mention"]


def test_decisions_are_looked_up_in_linear_time() -> None:
    """Sixteen times as many actors, decisions and mentions take about sixteen times as long."""

    def case(size: int) -> Any:
        several = [mention(f"Name{i:06}", 20 * i) for i in range(size)]
        chain = "".join(f"[Name{i:06}]\nmerge = ['Name{i + 1:06}']\n" for i in range(size - 1))
        found = actors(Tables({Mention: several}), CONFIG)
        decided = found.with_rows((Decision, read(tomllib.loads(chain))))
        return lambda: decisions(decided, CONFIG)

    assert growth(case, size=3200) < PROPORTIONAL


# --- all the way -----------------------------------------------------------------------------------

ARTICLE = "Angela Merkel met Emmanuel Macron in Paris on Monday. Merkel said that talks had failed. Macron denied it."


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = 0
    try:
        cli.main([str(argument) for argument in arguments])
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, capsys.readouterr().err


def test_the_whole_way(tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the folder or beside it, heard of in every table, in run.json and on stderr; heeded by --strict."""
    corpus, out = tmp_path / "articles", tmp_path / "t"
    corpus.mkdir()
    (corpus / "one.txt").write_text(ARTICLE, encoding="utf-8")
    extract = ("extract", corpus, "--out", out, "--cache", cache, "--workers", "1")
    assert run(capsys, *extract) == (0, "")
    before = {one.actor_id: one.mentions for one in tables.read_rows(Actor, out)}

    (tmp_path / "actors.toml").write_text("[Merkel]\nrename = 'Chancellor Merkel'\n[Macrun]\nexclude = true\n")
    code, said = run(capsys, *extract)
    near = "no actor is called “Macrun”; near to it: Emmanuel Macron"
    assert (code, said) == (0, f"warning: actors.toml: [Macrun] exclude: {near}. Correct it, or take it out.\n")
    assert run(capsys, *extract, "--strict")[0] == 3
    found = tables.read(out)
    tables.check(found)
    assert counts(found) == before
    assert "Chancellor Merkel" in {one.name for one in found.rows(Actor)}
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert [one["used"] for one in record["decisions"]] == [False, True]

    (corpus / "actors.toml").write_text("[Merkel]\nmerge = ['Macron']\n", encoding="utf-8")
    assert run(capsys, *extract, "--strict")[0] == 0
    assert max(one.mentions for one in tables.read_rows(Actor, out)) > max(before.values())
    assert [one.status for one in tables.read_rows(tables.File, out)] == ["ignored", "analysed"]

    (corpus / "actors.toml").write_text("[Merkel]\nmerge = 'Macron'\n", encoding="utf-8")
    code, said = run(capsys, *extract)
    assert (code, "actors.toml: ['Merkel'] merge: write a list" in said) == (2, True)


def test_a_changed_decision_changes_the_corpus_and_no_document(tmp_path: Path, cache: Path) -> None:
    """The run has another key, and takes every document's rows from the cache."""
    corpus = tmp_path / "articles"
    corpus.mkdir()
    (corpus / "one.txt").write_text(ARTICLE, encoding="utf-8")
    execution = Execution(cache=cache)

    def state() -> tuple[str, Path, list[Path]]:
        folder = pipeline.tables_folder(corpus, CONFIG, execution)
        return pipeline.run_key(corpus, CONFIG), folder, sorted((cache / "parts").rglob("*.json"))

    key, folder, parts = state()
    (tmp_path / "actors.toml").write_text("[Merkel]\nexclude = true\n", encoding="utf-8")
    assert state() == state()
    assert state()[0] != key
    assert state()[1] != folder
    assert state()[2] == parts


def test_every_order_of_entries_gives_the_same_tables() -> None:
    """So do decisions that refuse each other."""
    entries: tuple[str, ...] = (
        "[Jacko]\nmerge = ['Motown']",
        "['Michael Jackson']\nmerge = ['Jacko']",
        "[Motown]\nmerge = ['Jackson']",
    )
    entries += ("[Jackson]\ntype = 'group'",)
    results = [edited("\n".join(several)) for several in itertools.permutations(entries)]
    assert all(list(one.items()) == list(results[0].items()) for one in results)
