"""A line in, what it is by its words alone out: a credit, a byline, an advertisement, a menu; or nothing.

What such lines look like stands in analysis/lexicons/furniture.toml. Patterns are tried on short lines only, and only
those that fit a line's number of words, since a page may have very many lines.
"""

from __future__ import annotations

import functools
import re

from analysis import lexicons
from analysis.tables import BlockKind

#: A line of more characters is prose, however few words it has.
_LONGEST = 1_200
#: No entry has more words.
_MOST = 200
#: What stands for what in the patterns of the lexicon.
_PARTS = {
    "<agency>": (
        r"(?-i:Reuters|REUTERS|Getty Images|Getty|GETTY|AFP|AP Photo|AP|EPA-EFE|EPA|EFE|PAP|DPA|dpa|ANSA|UPI|TASS|Tass|"
        r"RIA Novosti|Interfax|Ukrinform|UKRINFORM|UNIAN|BelTA|Xinhua|XINHUA|Kyodo|Yonhap|Anadolu Agency|Anadolu|"
        r"Bloomberg|Shutterstock|SHUTTERSTOCK|Alamy|PA Wire|PA Images|PA Media|PA|Press Association|Associated Press|"
        r"Agence France-Presse|Sipa|SIPA|Zuma|ZUMA|NurPhoto|Nurphoto|IMAGO|Imago|imago|Redux|REDUX|Magnum|iStock|"
        r"East News|EAST NEWS|Reporter|Agencja Wyborcza|Forum|FORUM|Abaca|ABACA|Rex|REX|Keystone|KEYSTONE|Belga|NTB|"
        r"TT|ANP|LUSA|CNN|BBC|NASA|Maxar|Planet Labs|Pool|POOL|Handout|HANDOUT|Facebook|Twitter|Telegram|YouTube|"
        r"Youtube|Instagram|TVN24|tvn24|Corbis|WireImage|Polaris|Sputnik|SPUTNIK|Global Images Ukraine|EyeVine|eyevine)"
    ),
    "<name>": r"(?-i:[A-ZÀ-ÞŁŚŻŹŠŽČ][\w.’'-]+(?: (?:[A-ZÀ-ÞŁŚŻŹŠŽČ][\w.’'-]*|de|van|von|al)){1,3})",
    "<site>": r"[\w-]{1,40}(?:\.[\w-]{1,40}){0,3}\.(?:com|org|net|pl|uk|ua|ru|de|fr|eu|info|tv|by|news|it|es|int|gov)",
    "<other>": r"(?:more|here|full (?:story|report|article|text|interview|coverage)|main page|home ?page|our \w+)\b",
}
#: Verbs that tell what others do. What a page says to its readers seldom has one.
_VERB = re.compile(
    r"\b(?:said|says|told|tells|added|adds|asked|asks?|warned|warns|wrote|writes|announced|argued|argues|claimed|insisted|"
    r"insists|explained|explains|demanded|demands?|urged|urges?|advised|hoped|hopes|shouted|answered|replied|joked|ruled|"
    r"found|wondered|suggests?|proves?|proved|was|were|had|has|did|does|would|could|takes?|meets?|met|began|begins|"
    r"became|becomes|remains|comes|came|goes|went|falls|fell|rises|rose|grew|shrinks|gets|gained|gives|gave|makes|wins|won|"
    r"loses|lost|led|held|holds|kept|broke|sank|fled|fought|drove|saw|shows|expects|depends|reaches|threatens|refused|"
    r"rejected|refuses|denied|agreed|agrees|resigned|accused|criticised|killed|died|collapsed|surprised|caused|ordered|"
    r"resumed|doubled|leaked|trusts?|begged|begs?|bans|banned|faces?|needs|wants|convinced|destroyed|appear(?:ed|s)?)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"\.[\"'”’»)\]]{0,3}$")


class Furniture(lexicons.Entry):
    """A kind of line that is not the article: what it looks like, how long it is, and whether it leads others."""

    kind: BlockKind
    pattern: str
    at_most: int
    at_least: int = 1
    leads: bool = False
    captions: bool = False
    above: BlockKind | None = None
    below: BlockKind | None = None
    last: bool = False
    tells: bool = False

    def at(self, *, above: bool, below: bool) -> BlockKind:
        """What such a line is above the article's first paragraph, below its last, or between them."""
        return (above and self.above) or (below and self.below) or self.kind


def furniture(text: str) -> BlockKind | None:
    """What a line is by its words alone, or None if they do not tell."""
    entry = known(text)
    return entry.kind if entry else None


@functools.lru_cache(maxsize=4_096)
def known(text: str) -> Furniture | None:
    """The entry of the lexicon that a line is a case of."""
    if len(text) > _LONGEST:
        return None
    words = text.split()
    # Single spaces: no pattern has to fear a run of them.
    plain = " ".join(words)
    found = (entry for pattern, entry in _entries(min(len(words), _MOST)) if pattern.search(plain))
    return next((entry for entry in found if entry.tells or not _tells(plain)), None)


def _tells(plain: str) -> bool:
    """Whether a line is a full sentence that tells something, as those of the article do."""
    return bool(_STOP.search(plain) and _VERB.search(plain))


@functools.cache
def _entries(words: int) -> tuple[tuple[re.Pattern[str], Furniture], ...]:
    """The patterns that a line of so many words can be a case of."""
    entries = lexicons.read("furniture", Furniture)
    return tuple((_compiled(one.pattern), one) for one in entries if one.at_least <= words <= one.at_most)


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    for part, meaning in _PARTS.items():
        pattern = pattern.replace(part, meaning)
    return re.compile(pattern, re.IGNORECASE)
