"""What was asked for and the names that there are in, what is meant out; and a sentence on what meets nothing."""

from __future__ import annotations

import difflib
import fnmatch
import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.frames import Corpus, in_order
from analysis.summaries.sources import Sources

#: Kinds of source, which are no words: `article` does not mean "an article in the gazette".
_KINDS = frozenset({"article", "named", "unspecified"})
#: So many near names are worth reading.
_NEAR = 3


def is_meant(wanted: str, names: Collection[str], words: Iterable[str]) -> bool:
    """Whether it is one of the names, or stands as whole words within the words. Case does not matter."""
    if wanted.casefold() in {name.casefold() for name in names}:
        return True
    pattern = _whole(wanted)
    return pattern is not None and any(pattern.search(_plain(text)) for text in words)


def is_document(wanted: str, doc_id: str) -> bool:
    """Whether it is the document's id, or a pattern that the id fits."""
    return wanted == doc_id or fnmatch.fnmatchcase(doc_id, wanted)


@functools.lru_cache(maxsize=1024)
def _whole(wanted: str) -> re.Pattern[str] | None:
    plain = _plain(wanted)
    wordless = plain in _KINDS or not re.search(r"\w", plain)
    return None if wordless else re.compile(rf"(?<!\w){re.escape(plain)}(?!\w)")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


# --- what meets nothing ----------------------------------------------------------------------------


def unmet(
    corpus: Corpus,
    *,
    sources: Sequence[str] = (),
    documents: Sequence[str] = (),
    actors: Sequence[str] = (),
    mentioned: Sequence[str] = (),
) -> str:
    """A sentence for each name asked for that nothing has, with the names nearest to it; nothing if all are met.

    `actors` are looked for among those of events, `mentioned` among all that are mentioned.
    """
    found = (
        _missing(sources, "No claim has the source", known=lambda: _sources(corpus)),
        _missing(documents, "There is no document", known=lambda: [_Document((name,)) for name in corpus.texts]),
        _missing(actors, "No event has the actor", known=lambda: _actors(corpus)),
        _missing(mentioned, "Nobody is mentioned as", known=lambda: _mentioned(corpus)),
    )
    return " ".join(sentence for sentences in found for sentence in sentences)


@dataclass(frozen=True, slots=True)
class _Known:
    """The names of a source or an actor, and the words in which a name may stand."""

    names: tuple[str, ...]
    words: tuple[str, ...] = ()

    def meets(self, wanted: str) -> bool:
        return is_meant(wanted, self.names, self.words)


class _Document(_Known):
    """The id of a document."""

    def meets(self, wanted: str) -> bool:
        return is_document(wanted, self.names[0])


def _missing(wanted: Sequence[str], what: str, *, known: Callable[[], Sequence[_Known]]) -> Iterator[str]:
    every = known() if wanted else ()
    for one in wanted:
        if any(each.meets(one) for each in every):
            continue
        near = _nearest(one, {name for each in every for name in (*each.names, *each.words)} - _KINDS)
        hint = f" Near to it: {', '.join(f'“{name}”' for name in near)}." if near else ""
        yield f"{what} “{one}”.{hint}"


def _nearest(wanted: str, names: Collection[str]) -> list[str]:
    """Names that hold the letters asked for, else those spelled nearly so, or with a word that is."""
    by_form = {_plain(name): name for name in sorted(names)}
    by_word = {_plain(word): word for name in sorted(names) for word in re.findall(r"\w+", name) if word.istitle()}
    plain = _plain(wanted)
    holding = [name for form, name in sorted(by_form.items()) if plain and plain in form]
    return holding[:_NEAR] or [
        {**by_word, **by_form}[form]
        for form in difflib.get_close_matches(plain, sorted({**by_word, **by_form}), n=_NEAR, cutoff=0.7)
    ]


def _sources(corpus: Corpus) -> list[_Known]:
    """The names and the words of every source, each once."""
    sources = Sources(corpus)
    return list(dict.fromkeys(_Known(sources.names(one), sources.words(one)) for one in in_order(corpus.claims)))


def _actors(corpus: Corpus) -> list[_Known]:
    """The names of every actor of an event."""
    ids = {actor for actors in corpus.events["actors"] for actor in actors}
    return [_Known(names) for actor, names in actor_names(corpus).items() if actor in ids]


def actor_names(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """By the id of each actor its name, its other names and the id itself."""
    rows = in_order(corpus.actors, "actor_id")
    return {one.actor_id: (one.name, *one.aliases, one.actor_id) for one in rows}


def actors_meant(corpus: Corpus, wanted: Sequence[str]) -> frozenset[str]:
    """The ids of the actors that go by one of these names. Case does not matter."""
    names = actor_names(corpus)
    return frozenset(actor for actor, own in names.items() if any(is_meant(one, own, ()) for one in wanted))


def _mentioned(corpus: Corpus) -> list[_Known]:
    """Everything that each actor is called whose mentions count."""
    mentioned = set(corpus.mentions.loc[corpus.mentions["counted"], "actor_id"])
    return [_Known(names) for actor, names in actor_names(corpus).items() if actor in mentioned]
