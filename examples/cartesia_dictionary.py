"""Words that are said differently from how they are written."""

from vivavoce.cartesia import Cartesia

with Cartesia() as client:
    words = client.pronunciation_dicts.create(
        name="English places",
        items=[{"text": "Worcester", "alias": "Wooster"}, {"text": "Leicester", "alias": "<<l|ˈ|ɛ|s|t|ə>>"}],
    )
    for dictionary in (None, words.id):
        audio = client.tts.bytes(
            model_id="sonic-3",
            transcript="From Worcester to Leicester.",
            voice={"id": "6ccbfb76-1fc6-48f7-b71d-91ac6298247b"},
            output_format={"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000},
            pronunciation_dict_id=dictionary,
        )
        print(f"{len(bytes(audio)) / 2 / 24000:.2f} s")
    client.pronunciation_dicts.delete(words.id)
