"""What is said to the vendors' clients, and by whom."""

VERA = "f786b574-daa5-4673-aa0c-cbe3e8534c02"
VIKTOR = "a0e99841-438c-4a64-b679-ae501e7d6091"
JUNE = "fd92f4d9-bad1-57c6-82d0-fb3f8cb70fe2"
JASPER = "23332be3-4ca1-51e3-beb3-7a9230e6b26c"
NOBODY = "00000000-0000-4000-8000-000000000000"
KEY = "a-key-for-the-tests"

TEXT = "Good morning! The kettle is on, and the tea will be ready in a minute."
TOKENS = ["Good", " morning", "!", " The", " kettle", " is", " on", ",", " and", " the", " tea", " will", " be"]
TOKENS += [" ready", " in", " a", " minute", "."]
PIECES = ["The first part comes ", "before the second part, ", "and the third part ends it."]
TEXTS = {
    "one": "One is the first of them.",
    "two": "Two comes right after that one.",
    "three": "Three is the last to speak.",
}
# Over seven minutes, so that nothing holds all of it when somebody leaves after the first words.
LONG = " ".join(f"This is sentence number {number}, and there are many more to come after it." for number in range(100))
CLIP_TEXT = "The birch canoe slid on the smooth planks, and the sun went down behind the hills."
