"""What a page, a mail or a server calls its encoding in; Python's name for what browsers take it to mean out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType

#: What a label means to browsers (WHATWG Encoding Standard) where Python takes it by its letter.
_MEANT: Mapping[str, str] = MappingProxyType(
    {
        "ascii": "cp1252",
        "iso8859-1": "cp1252",
        "iso8859-9": "cp1254",
        "iso8859-11": "cp874",
        "tis-620": "cp874",
        "shift_jis": "cp932",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "euc_kr": "cp949",
        "big5": "big5hkscs",
        "utf-16": "utf-16-le",
        "utf-32": "utf-32-le",
    }
)
#: Python also knows codecs that are no encodings of text (`unicode_escape`, `idna`) or that hide it (`utf-7`).
_DECLARABLE = re.compile(
    r"cp(437|85[0-8]|86\d|874|93[26]|949|950|125[0-8])|iso8859-\d+|koi8-[rtu]|mac-\w+|gb\w+|big5\w*|euc_\w+"
    r"|iso2022_\w+|shift_jis\w*|johab|tis-620|ascii|utf-(8|(16|32)(-[bl]e)?)"
)
_LABEL = re.compile(r"[\w.:()-]{1,40}", re.ASCII)


def codec_of(label: str | None) -> str:
    """Python's name of the encoding that a label means, or "" where it means none."""
    label = (label or "").strip(" \t\r\n\f\"'")
    try:
        name = codecs.lookup(label).name if _LABEL.fullmatch(label) else ""
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(name, name) if _DECLARABLE.fullmatch(name) else ""
