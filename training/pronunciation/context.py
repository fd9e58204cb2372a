"""Learns how neighbours change a word, from clauses of words at random that the teacher has said.

    python -m training.pronunciation.context WORK DATA

Writes DATA/<language>.context.json. A word gets a list of rules, found one by one: each time the condition that
explains most of what is not explained yet.
"""

import json
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from training.pronunciation.ask import SINGLE
from training.pronunciation.teacher import Said, phones
from training.pronunciation.words import COUNTED, LANGUAGES
from vivavoce.text.pronouncing.context import AFTER, BEFORE, FIRST, LAST, Place, places
from vivavoce.text.pronouncing.junctures import LINKED, all_met
from vivavoce.text.pronouncing.phones import KNOWN, Phone, is_vowel, written

Phones = tuple[Phone, ...]
Rule = tuple[str, Phones]  # a condition, and what is said where it holds
Sample = tuple[frozenset[str], Phones]  # conditions that hold, and what is said

FEWEST = 6  # samples that a rule has to explain beyond those it spoils
SHARE = 0.75  # of the samples that a condition holds for, to be said alike
MOST_RULES = 40  # of a word
MOST_BESIDE = 60  # rules of a word for single neighbours; more of them are no exceptions
PAIR_ENDS = frozenset({FIRST, LAST})  # hold in a pair, but it was said amid a clause
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


def observed(
    clauses: Sequence[tuple[tuple[str, ...], Said]], plain: Mapping[str, Phones], language: str
) -> Iterator[tuple[str, Place, Phones]]:
    """Each word of the clauses with its place and what it is without what the meeting of words does to it."""
    for clause, said in clauses:
        if not said or any(word not in plain for word in clause):
            continue
        own = [plain[word] for word in clause]
        heard = apart(all_met(own, language), phones(said))
        for at, (word, place) in enumerate(zip(clause, places(clause, own), strict=True)):
            before = own[at - 1] if at else ()
            after = own[at + 1] if at + 1 < len(own) else ()
            yield word, place, unmet(heard[at], own[at], before, after, language)


def unmet(heard: Phones, own: Phones, before: Phones, after: Phones, language: str) -> Phones:
    """What a word is by itself that is heard so between two others: as usual, if that explains it."""
    for guess in (own, relinked(heard), heard):
        if all_met([before, guess, after], language)[1] == heard:
            return guess
    return heard


def relinked(heard: Phones) -> Phones:
    """With a last r made part of the vowel before it again."""
    for vowel, (plain, consonant) in LINKED.items():
        if [phone.symbol for phone in heard[-2:]] == [plain, consonant]:
            return (*heard[:-2], Phone(vowel, heard[-2].stress))
    return heard


def samples(
    clauses: Sequence[tuple[tuple[str, ...], Said]], plain: Mapping[str, Phones], language: str
) -> dict[str, list[Sample]]:
    """Word → the conditions that held and what was said, again and again."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for word, place, said in observed(clauses, plain, language):
        found[word].append((frozenset(place.conditions()), said))
    return found


def learnt(own: Phones, samples: Sequence[Sample]) -> list[Rule]:
    """The rules of a word that is said ``own`` by itself."""
    counts = Counter(said for _, said in samples)
    left = [sample for sample in samples if counts[sample[1]] >= RAREST]
    rules: list[Rule] = []
    while len(rules) < MOST_RULES:
        ways: dict[str, Counter[Phones]] = defaultdict(Counter)
        for conditions, said in left:
            for condition in conditions:
                ways[condition][said] += 1
        best, gain = None, FEWEST - 1
        for condition, heard in sorted(ways.items()):
            way, count = max(heard.items(), key=lambda item: (item[1], item[0]))
            better = count - heard[own]
            if better > gain and count >= SHARE * sum(heard.values()):
                best, gain = (condition, way), better
        if best is None:
            return rules
        rules.append(best)
        left = [sample for sample in left if best[0] not in sample[0]]
    return rules


def exceptions(pairs: Iterable[Sample], rules: Sequence[Rule], own: Phones, side: str) -> list[Rule]:
    """Rules for a word beside one other, where the rules it has already say something else.

    pairs: of clauses of two words; side: ``BEFORE`` or ``AFTER``, of the neighbour
    """
    found = []
    for conditions, said in pairs:
        beside = next(condition for condition in conditions if condition[0] == side)
        usual = next((way for condition, way in rules if condition in conditions - PAIR_ENDS), own)
        if said != usual:
            found.append((beside, said))
    return found


def of_language(work: Path, language: str) -> dict[str, list[Rule]]:
    """Word → rules, the particular before the general."""
    names = ("plain", "last", "clauses", "pairs", "letters", "voiced")
    read = {name: pickle.loads((work / f"{name}-{language}.pickle").read_bytes()) for name in names}
    counts: dict[str, int] = pickle.loads((work / "words.pickle").read_bytes())[language]
    single = {letter.lower(): said for letter, said in read["letters"]["amid"].items() if letter in SINGLE[language]}
    plain = {word: phones(said) for word, said in {**read["voiced"], **read["plain"], **single}.items()}
    heard = samples(read["clauses"], plain, language)
    lowered = [(tuple(word.lower() for word in pair), said) for pair, said in read["pairs"]]
    first: dict[str, list[Sample]] = defaultdict(list)
    second: dict[str, list[Sample]] = defaultdict(list)
    for number, (word, place, said) in enumerate(observed(lowered, plain, language)):
        (second if number % 2 else first)[word].append((frozenset(place.conditions()), said))
    found = {}
    for word in sorted({*heard, *first, *read["last"]} & plain.keys()):
        rules = learnt(plain[word], heard.get(word, []))
        beside = exceptions(first[word], rules, plain[word], AFTER) + exceptions(
            second[word], rules, plain[word], BEFORE
        )
        last = phones(read["last"].get(word, ()))
        if (
            last
            and last != plain[word]
            and (word in read["voiced"] or counts.get(word, 0) > COUNTED)
            and not any(rule[0] == LAST for rule in rules)
        ):
            rules.append((LAST, last))
        ends = [rule for rule in rules if rule[0] == LAST]
        rules = [*ends, *(beside if len(beside) <= MOST_BESIDE else []), *(rule for rule in rules if rule[0] != LAST)]
        rules = [
            (condition, said) for condition, said in rules if said and all(phone.symbol in KNOWN for phone in said)
        ]
        if rules:
            found[word] = rules
    return found


def main(work: Path, data: Path) -> None:
    for language in LANGUAGES:
        found = of_language(work, language)
        listed = {word: [[condition, written(said)] for condition, said in rules] for word, rules in found.items()}
        text = json.dumps(listed, ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"')
        (data / f"{language}.context.json").write_text(text + "\n", "utf-8")
        print(
            f"{language}: {len(found)} words, {sum(map(len, found.values()))} rules, {len(text.encode())} bytes",
            flush=True,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
