"""What is said to the vendors' clients, and by whom."""

VERA = "dee0c7f0-6e99-543b-9626-a0d2c52d1924"
VIKTOR = "836e43d7-682f-5b7c-ace4-73130f9b0430"
JUNE = "f786b574-daa5-4673-aa0c-cbe3e8534c02"
JASPER = "a0e99841-438c-4a64-b679-ae501e7d6091"
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
