"""A voice of one's own: made from a recording, renamed, used, removed."""

from vivavoce.charactr_api import CharactrAPISDK, ClientError

with CharactrAPISDK() as sdk:
    somebody = sdk.tts.get_voices()[0]
    text = "This stands for a recording of somebody, who speaks for some seconds."
    recording = sdk.tts.convert(somebody.id, text).data

    voice = sdk.voice_clone.create_cloned_voice("Ada", recording)
    voice = sdk.voice_clone.update_cloned_voice(voice.id, "Grace")
    print([each.name for each in sdk.voice_clone.get_cloned_voices()])
    audio = sdk.tts.convert(voice.id, "This is how I sound.", {"cloned_voice": True})
    print(voice.name, "spoke for", audio.duration_ms, "ms")

    sdk.voice_clone.delete_cloned_voice(voice.id)
    try:
        sdk.tts.convert(voice.id, "Am I still here?")
    except ClientError as error:
        print(error.code, error.message)
