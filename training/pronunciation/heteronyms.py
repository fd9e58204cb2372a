"""Asks the teacher for English words that are said one way as a noun and another way as a verb.

    python -m training.pronunciation.heteronyms DATA

Writes DATA/en.heteronyms.json: word → sense → phones. Which is meant where,
``vivavoce.text.pronouncing.heteronyms`` decides; the teacher itself sees little more than "to" and "the".
"""

import json
import sys
from pathlib import Path

from training.pronunciation.teacher import citations, phones
from vivavoce.text.pronouncing.phones import written

WORDS = (
    "abuse alternate appropriate approximate attribute bow close compound conduct conflict console consort construct"
    " content contest contract contrast converse convert convict coordinate defect deliberate desert digest dove"
    " elaborate entrance escort estimate excuse exploit export extract graduate house implant incense increase insert"
    " live misuse moderate object perfect permit present produce progress project protest rebel recall record"
    " refund refuse separate subject survey suspect tear torment transfer transport update upgrade upset use wind"
)
# What the teacher does not tell apart, in its symbols.
OWN = {
    "bass": {"noun": "b ˈeɪ s", "fish": "b ˈæ s"},
    "excuse": {"noun": "ɛ k s k j ˈuː s", "verb": "ɛ k s k j ˈuː z"},
    "lead": {"verb": "l ˈiː d", "metal": "l ˈɛ d"},
    "lives": {"noun": "l ˈaɪ v z", "verb": "l ˈɪ v z"},
    "read": {"verb": "ɹ ˈiː d", "past": "ɹ ˈɛ d"},
    "wound": {"noun": "w ˈuː n d", "past": "w ˈaʊ n d"},
}


def asked() -> dict[str, dict[str, str]]:
    """Word → sense → phones."""
    noun = citations(WORDS.split(), "en", "Lil the {} lil.")
    verb = citations(WORDS.split(), "en", "Lil to {} lil.")
    found = {word: {"noun": written(phones(noun[word])), "verb": written(phones(verb[word]))} for word in WORDS.split()}
    return {word: said for word, said in found.items() if said["noun"] != said["verb"]} | OWN


def main(data: Path) -> None:
    found = asked()
    lines = (f"{json.dumps(word)}: {json.dumps(found[word], ensure_ascii=False)}" for word in sorted(found))
    (data / "en.heteronyms.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    print(f"{len(found)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
