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
    "advocate": {"noun": "ˈæ d v ə k ə t", "verb": "ˈæ d v ə k ˌeɪ t"},
    "affiliate": {"noun": "ə f ˈɪ l i ə t", "verb": "ɐ f ˈɪ l ɪ ˌeɪ t"},
    "aged": {"verb": "ˈeɪ dʒ d", "of two": "ˈeɪ dʒ ᵻ d"},
    "animate": {"noun": "ˈæ n ɪ m ə t", "verb": "ˈæ n ɪ m ˌeɪ t"},
    "associate": {"noun": "ɐ s ˈoʊ s ɪ ə t", "verb": "ɐ s ˈoʊ s ɪ ˌeɪ t"},
    "bass": {"noun": "b ˈeɪ s", "fish": "b ˈæ s"},
    "delegate": {"noun": "d ˈɛ l ɪ ɡ ə t", "verb": "d ˈɛ l ɪ ɡ ˌeɪ t"},
    "duplicate": {"noun": "d ˈuː p l ᵻ k ə t", "verb": "d ˈuː p l ᵻ k ˌeɪ t"},
    "excuse": {"noun": "ɛ k s k j ˈuː s", "verb": "ɛ k s k j ˈuː z"},
    "import": {"noun": "ˈɪ m p ɔːɹ t", "verb": "ɪ m p ˈɔːɹ t"},
    "insult": {"noun": "ˈɪ n s ʌ l t", "verb": "ɪ n s ˈʌ l t"},
    "lead": {"verb": "l ˈiː d", "metal": "l ˈɛ d"},
    "learned": {"verb": "l ˈɜː n d", "of two": "l ˈɜː n ᵻ d"},
    "lives": {"noun": "l ˈaɪ v z", "verb": "l ˈɪ v z"},
    "minute": {"noun": "m ˈɪ n ɪ t", "tiny": "m aɪ n ˈuː t"},
    "polish": {"verb": "p ˈɑː l ɪ ʃ"},
    "read": {"verb": "ɹ ˈiː d", "past": "ɹ ˈɛ d"},
    "resume": {"noun": "ɹ ˈɛ z ə m ˌeɪ", "verb": "ɹ ᵻ z ˈuː m"},
    "subject": {"noun": "s ˈʌ b dʒ ɛ k t", "verb": "s ə b dʒ ˈɛ k t"},
    "used": {"verb": "j ˈuː z d", "custom": "j ˈuː s t"},
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
