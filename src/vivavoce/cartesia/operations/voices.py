"""Voices: listed, got, cloned, mixed, made, changed, removed, localized."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NotRequired, TypedDict
from urllib.parse import quote

from vivavoce.cartesia.core.api_error import bad_request, told_before
from vivavoce.cartesia.core.pagination import Page
from vivavoce.cartesia.core.request_options import VERSION, RequestOptions
from vivavoce.cartesia.operations.answers import embedding_answer, model_answer, nothing, page_of
from vivavoce.cartesia.operations.options import check_names, json_of, some_text, wire
from vivavoce.cartesia.operations.specifiers import embedding_of
from vivavoce.cartesia.voices import (
    EmbeddingResponse,
    Gender,
    GenderPresentation,
    LocalizeDialect,
    LocalizeTargetLanguage,
    MixVoiceSpecifier,
    MixVoiceSpecifierParams,
    Voice,
    VoiceExpandOptions,
    VoiceMetadata,
)
from vivavoce.client.call import Ask, Source, Upload

MOST = 100  # items of a page, the most that the protocol allows: the fewest questions


class ListOptions(TypedDict, total=False):
    """Which voices.

    limit: how many are fetched at a time, 1 to 100; going through the list goes on over all of them
    starting_after: the id of the voice to go on after
    ending_before: the id of the voice before which to end: the list then goes backwards, page by page
    is_owner: whether they are the key's own; is_starred: whether they are starred
    gender: "masculine", "feminine" or "gender_neutral"
    q: words that occur in name or description
    language: what they speak, as in "de"
    expand: what is told besides; ``["embedding"]`` when not told
    request_options: time-out, retries and headers of each of the calls
    """

    limit: int | None
    starting_after: str | None
    ending_before: str | None
    is_owner: bool | None
    is_starred: bool | None
    gender: GenderPresentation | None
    q: str | None
    language: str | None
    expand: Sequence[VoiceExpandOptions] | None
    request_options: RequestOptions | None


class CloneDetails(TypedDict, total=False):
    """What ``voices.clone`` takes besides the recording and the name.

    language: what it speaks, "en" when not told
    mode: "similarity" or "stability"; "clip", or no name, only gives the embedding
    enhance: whether noise is taken out of the recording first
    description: free text
    transcript: what is said in the recording
    base_voice_id: a voice to start from
    request_options: time-out, retries and headers of this call
    """

    language: str | None
    mode: str | None
    enhance: bool | str | None
    description: str | None
    transcript: str | None
    base_voice_id: str | None
    request_options: RequestOptions | None


class CloneOptions(CloneDetails, total=False):
    """What ``voices.clone`` takes besides the recording.

    name: of the new voice
    """

    name: str | None


class LocalizeOptions(TypedDict):
    """What ``voices.localize`` takes.

    voice_id: the voice to start from
    name, description: of the new one
    language: what it is to speak
    original_speaker_gender: "male" or "female"
    dialect: of that language: au, in, so, uk, us; mx, pe; br, eu; ca
    accent: of that language, in place of a dialect (versions from 2026)
    request_options: time-out, retries and headers of this call
    """

    voice_id: str
    name: str
    description: NotRequired[str | None]
    language: NotRequired[LocalizeTargetLanguage | None]
    original_speaker_gender: NotRequired[Gender | None]
    dialect: NotRequired[LocalizeDialect | None]
    accent: NotRequired[str | None]
    request_options: NotRequired[RequestOptions | None]


def listing(options: ListOptions, cursor: str | None) -> Ask[Page[Voice]]:
    """The page of voices at a cursor."""
    check_names("voices.list", options, ListOptions)
    query = page_query("voices.list", options, cursor)
    for name in ("is_owner", "is_starred"):
        if (value := options.get(name)) is not None:
            query.append((name, flag(name, value)))
    for name in ("gender", "q", "language"):
        if (text := options.get(name)) is not None:
            query.append((name, some_text(f"voices.list: {name}", text)))
    query += [("expand[]", each) for each in expanded(options.get("expand"))]
    back = options.get("ending_before") is not None
    return Ask(method="GET", path="/voices/", query=query, answer=lambda reply: page_of(reply, Voice, back=back))


def expanded(given: object) -> list[str]:
    if given is None:
        return ["embedding"]
    if isinstance(given, str) or not isinstance(given, Sequence) or not all(isinstance(each, str) for each in given):
        raise bad_request(f'expand is a list such as ["embedding"], got {given!r:.80}')
    return list(given)


def page_query(what: str, options: Mapping[str, Any], cursor: str | None) -> list[tuple[str, str]]:
    """The part of a query that says which page. Raises BadRequest for a limit that cannot be."""
    limit = MOST if options.get("limit") is None else options["limit"]
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MOST:
        raise bad_request(f"{what}: limit is a whole number from 1 to {MOST}, got {limit!r}")
    after, before = options.get("starting_after"), options.get("ending_before")
    if after is not None and before is not None:
        raise bad_request(f"{what}: give starting_after or ending_before, not both")
    for name, value in (("starting_after", after), ("ending_before", before)):
        if value is not None:
            some_text(f"{what}: {name}", value)
            return [("limit", str(limit)), (name, cursor or value)]
    return [("limit", str(limit)), *([("starting_after", cursor)] if cursor else [])]


def flag(name: str, value: object) -> str:
    if not isinstance(value, bool):
        raise bad_request(f"{name} is True or False, got {value!r}")
    return "true" if value else "false"


def address(id: str) -> str:
    """The path of one voice."""
    return f"/voices/{quote(some_text('the id of a voice', id), safe='')}"


def one(id: str) -> Ask[Voice]:
    """A voice, with its embedding."""
    return Ask(method="GET", path=address(id), query=[("expand[]", "embedding")], answer=model_answer(Voice))


def cloned(filepath: Source | None, clip: Source | None, options: CloneOptions) -> Ask[Any]:
    """A voice, or its embedding, from a recording."""
    check_names("voices.clone", options, CloneOptions)
    source = filepath if clip is None else clip
    if source is None or (filepath is not None and clip is not None):
        raise bad_request("voices.clone: give a recording, as filepath or as clip" + (", not both" if source else ""))
    mode = options.get("mode")
    if mode not in (None, *CLONE_MODES):
        raise bad_request(f"voices.clone: mode is {', '.join(CLONE_MODES)}; got {mode!r}")
    upload = recording("clip", source)
    if mode == "clip" or (mode is None and options.get("name") is None):
        form = [("mode", "clip"), ("enhance", enhanced(options.get("enhance"), "true"))]
        return Ask(
            method="POST",
            path="/voices/clone/clip",
            headers={VERSION: CLIPS_VERSION},
            form=form,
            files=[upload],
            answer=embedding_answer,
        )
    return Ask(
        method="POST",
        path="/voices/clone",
        form=clone_form(options),
        files=[upload],
        answer=model_answer(Voice),
    )


CLONE_MODES = ("similarity", "stability", "clip")
CLIPS_VERSION = "2024-06-10"


def clone_form(options: CloneOptions) -> list[tuple[str, str]]:
    """The fields of the form that makes a voice."""
    name = some_text("voices.clone: name", options.get("name"))
    fields = {"name": name, "language": options.get("language") or "en", "mode": options.get("mode") or "similarity"}
    enhance = options.get("enhance")
    if enhance is not None:
        fields["enhance"] = enhanced(enhance, "false")
    for other in ("description", "transcript", "base_voice_id"):
        if (value := options.get(other)) is not None:
            if not isinstance(value, str):
                raise bad_request(f"voices.clone: {other} is a text, got {type(value).__name__}")
            fields[other] = value
    return list(fields.items())


def enhanced(given: bool | str | None, otherwise: str) -> str:
    word = otherwise if given is None else str(given).lower()
    if word not in ("true", "false"):
        raise bad_request(f"voices.clone: enhance is True or False, got {given!r}")
    return word


def recording(field: str, source: Source) -> Upload:
    """A file to be sent. Raises BadRequest when there is nothing to be read, with the system's error as its cause."""
    try:
        with told_before():
            upload = Upload.read(field, source)
    except (OSError, ValueError) as error:  # ValueError: of a file that was closed, or a path with NUL
        raise bad_request(f"{field}: {getattr(error, 'strerror', None) or error}: {source!r:.200}") from error
    if not upload.content:
        raise bad_request(f"{field}: {source!r:.200} is empty")
    return upload


def mixed(voices: Iterable[MixVoiceSpecifier | MixVoiceSpecifierParams]) -> Ask[EmbeddingResponse]:
    """What a voice between voices sounds like."""
    from vivavoce.dialects.cartesia import Mix

    if isinstance(voices, str | Mapping) or not isinstance(voices, Iterable):
        raise bad_request(f"a mix is a list of dictionaries with id or embedding, and weight; got {voices!r:.80}")
    parts = [mix_part(number, part) for number, part in enumerate(voices)]
    if not parts:
        raise bad_request("a mix needs at least one voice")
    mix = wire("voices.mix", {"voices": parts}, Mix)
    return Ask(method="POST", path="/voices/mix", json=json_of(mix), answer=embedding_answer)


def mix_part(number: int, part: object) -> dict[str, Any]:
    if not isinstance(part, Mapping) or (("id" in part) == ("embedding" in part)) or "weight" not in part:
        raise bad_request(
            f"part {number} of a mix is {{'id': …, 'weight': …}} or {{'embedding': […], 'weight': …}}, got {part!r:.80}"
        )
    if "id" in part:
        return {"id": some_text("the id of a voice", part["id"]), "weight": part["weight"]}
    return {"embedding": embedding_of(part["embedding"]), "weight": part["weight"]}


def created(
    name: str, description: str | None, embedding: object, language: str | None, base_voice_id: str | None
) -> Ask[Voice]:
    """A voice that is kept, from an embedding."""
    from vivavoce.dialects.cartesia import NewVoice

    values = {
        "name": some_text("voices.create: name", name),
        "description": description,
        "embedding": embedding_of(embedding),
        "language": language,
        "base_voice_id": base_voice_id,
    }
    body = json_of(wire("voices.create", values, NewVoice))
    return Ask(method="POST", path="/voices/", json=body, answer=model_answer(Voice))


def updated(id: str, changes: Mapping[str, Any]) -> Ask[Voice]:
    """A voice, changed in what is given."""
    from vivavoce.dialects.cartesia import VoiceChanges

    given = {name: value for name, value in changes.items() if value is not None}
    if not given:
        raise bad_request(f"voices.update changes {', '.join(changes)}; none of them is given")
    if "name" in given:
        some_text("voices.update: name", given["name"])
    body = json_of(wire("voices.update", given, VoiceChanges))
    return Ask(method="PATCH", path=address(id), json=body, answer=model_answer(Voice))


def deleted(id: str) -> Ask[bool]:
    """True: whatever is not gone is an error."""
    return Ask(method="DELETE", path=address(id), answer=nothing)


def localized(options: LocalizeOptions) -> Ask[VoiceMetadata]:
    """A voice that is kept, made of another so that it speaks another language."""
    from vivavoce.dialects.cartesia import Localization

    check_names("voices.localize", options, LocalizeOptions)
    values = {name: value for name, value in options.items() if name != "request_options"}
    if not values.get("language") and not values.get("accent"):
        raise bad_request("voices.localize needs language")
    for name in ("voice_id", "name"):
        some_text(f"voices.localize: {name}", values[name])
    body = json_of(wire("voices.localize", values, Localization))
    return Ask(method="POST", path="/voices/localize", json=body, answer=model_answer(VoiceMetadata))
