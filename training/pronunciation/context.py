"""Learns how neighbours change a word, from clauses of words at random that the teacher has said.

    python -m training.pronunciation.context WORK DATA

Writes DATA/<language>.context.json. A word gets a list of rules, found one by one: each time the condition that
explains most of what is not explained yet.
"""

import json
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from training.pronunciation.teacher import Said
from training.pronunciation.words import COUNTED, LANGUAGES
from vivavoce.text.pronouncing.context import LAST, Place, places
from vivavoce.text.pronouncing.junctures import all_met
from vivavoce.text.pronouncing.phones import KNOWN, Phone, is_vowel, written

Phones = tuple[Phone, ...]
Sample = tuple[frozenset[str], Phones]  # conditions that hold, and what is said

FEWEST = 6  # samples that a rule has to explain beyond those it spoils
SHARE = 0.75  # of the samples that a condition holds for, to be said alike
MOST_RULES = 40  # of a word
RAREST = 3  # samples of a way to say a word

# Costs of taking one phone for another where clauses are taken apart into words.
ADDED, RESTRESSED, REPLACED, UNLIKE = 2.0, 0.5, 1.5, 5.0


def cost(wanted: Phone, heard: Phone) -> float:
    if wanted.symbol == heard.symbol:
        return 0.0 if wanted.stress == heard.stress else RESTRESSED
    return REPLACED if is_vowel(wanted.symbol) == is_vowel(heard.symbol) else UNLIKE


def apart(words: Sequence[Phones], heard: Phones) -> list[Phones]:
    """The phones of a clause taken apart into its words: by the cheapest way to make them of the words' own phones."""
    own = [(number, phone) for number, word in enumerate(words) for phone in word]
    if tuple(phone for _, phone in own) == heard:
        return list(words)
    rows, columns = len(own), len(heard)
    best = [[ADDED * (row + column) for column in range(columns + 1)] for row in range(rows + 1)]
    for row in range(1, rows + 1):
        above, line, phone = best[row - 1], best[row], own[row - 1][1]
        for column in range(1, columns + 1):
            line[column] = min(
                above[column - 1] + cost(phone, heard[column - 1]), above[column] + ADDED, line[column - 1] + ADDED
            )
    parts: list[list[Phone]] = [[] for _ in words]
    row, column = rows, columns
    while row or column:
        if row and column and best[row][column] == best[row - 1][column - 1] + cost(own[row - 1][1], heard[column - 1]):
            row, column = row - 1, column - 1
            parts[own[row][0]].append(heard[column])
        elif column and best[row][column] == best[row][column - 1] + ADDED:
            column -= 1
            parts[own[row - 1][0] if row else 0].append(heard[column])
        else:
            row -= 1
    return [tuple(part[::-1]) for part in parts]


def phones(said: Said) -> Phones:
    """In the phones of the voices."""
    return tuple(Phone(*sound) for sound in said)


def observed(
    clauses: Sequence[tuple[tuple[str, ...], Said]], plain: Mapping[str, Phones], language: str
) -> Iterator[tuple[str, Place, Phones, Phones]]:
    """Each word of the clauses with its place, what is heard of it, and what would be if it were said as by itself."""
    for clause, said in clauses:
        if not said or any(word not in plain for word in clause):
            continue
        own = [plain[word] for word in clause]
        usual = all_met(own, language)
        yield from zip(clause, places(clause, own), apart(usual, phones(said)), usual, strict=True)


def samples(
    clauses: Sequence[tuple[tuple[str, ...], Said]], plain: Mapping[str, Phones], language: str
) -> dict[str, list[Sample]]:
    """Word → conditions and what was said; the word's own phones where nothing but a meeting of words changed them."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for word, place, heard, usual in observed(clauses, plain, language):
        said = plain[word] if heard == usual else heard
        found[word].append((frozenset(place.conditions()), said))
    return found


def learnt(own: Phones, samples: Sequence[Sample]) -> list[tuple[str, Phones]]:
    """The rules of a word that is said ``own`` by itself."""
    counts = Counter(said for _, said in samples)
    left = [sample for sample in samples if counts[sample[1]] >= RAREST]
    rules: list[tuple[str, Phones]] = []
    while len(rules) < MOST_RULES:
        ways: dict[str, Counter[Phones]] = defaultdict(Counter)
        for conditions, said in left:
            for condition in conditions:
                ways[condition][said] += 1
        best, gain = None, FEWEST - 1
        for condition, said in sorted(ways.items()):
            way, count = max(said.items(), key=lambda item: (item[1], item[0]))
            better = count - said[own]
            if better > gain and count >= SHARE * sum(said.values()):
                best, gain = (condition, way), better
        if best is None:
            return rules
        rules.append(best)
        left = [sample for sample in left if best[0] not in sample[0]]
    return rules


def main(work: Path, data: Path) -> None:
    for language in LANGUAGES:
        read = {
            name: pickle.loads((work / f"{name}-{language}.pickle").read_bytes())
            for name in ("plain", "last", "clauses")
        }
        counts = pickle.loads((work / "words.pickle").read_bytes())[language]
        plain = {word: phones(said) for word, said in read["plain"].items()}
        heard = samples(read["clauses"], plain, language)
        found: dict[str, list[list[str]]] = {}
        for word in counts:
            if counts[word] <= COUNTED or word not in plain:
                continue
            rules = learnt(plain[word], heard.get(word, []))
            last = phones(read["last"].get(word, ()))
            if last and last != plain[word] and not any(condition == LAST for condition, _ in rules):
                rules.append((LAST, last))
            rules = [(condition, said) for condition, said in rules if all(phone.symbol in KNOWN for phone in said)]
            if rules:
                found[word] = [[condition, written(said)] for condition, said in rules]
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"')
        (data / f"{language}.context.json").write_text(text + "\n", "utf-8")
        print(f"{language}: {len(found)} words, {sum(map(len, found.values()))} rules, {len(text.encode())} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
