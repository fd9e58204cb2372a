"""Voices: list, get, create, change, clone, mix, localize; and the accents there are."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, cast
from uuid import uuid4

from msgspec import UNSET, UnsetType
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from vivavoce.core.embedding import Embedding
from vivavoce.core.genders import Gender
from vivavoce.core.languages import resolve
from vivavoce.core.voices import Voice, checked_name, checked_text
from vivavoce.dialects import cartesia as wire
from vivavoce.dialects import cartesia_meaning as meaning
from vivavoce.dialects.cartesia_accents import ACCENTS, DIALECTS, title
from vivavoce.dsp.reading import read
from vivavoce.engine.mixing import mixed
from vivavoce.errors import BadRequest, LanguageNotSupported, MissingExtra, PermissionDenied, VoiceNotFound
from vivavoce.making import CLIP_RATE, LONGEST_CLIP, cloned, created, localized
from vivavoce.server.asked import body_of, form_of, query_of, service_of
from vivavoce.server.cartesia.answers import LISTS, version_of
from vivavoce.server.previews import preview as preview_of
from vivavoce.server.sending import answer, nothing
from vivavoce.server.service import Service
from vivavoce.server.streamed import unless_left

MOST_IN_PAGE = 100
LATIN_AMERICA = "es-419"
MOST_ACCENTS = 10  # of one voice
ACCENT_LABEL = "accent:"  # the labels that keep the accents which were attached to a voice
USER = "local"  # whoever uses this server


async def list_voices(request: Request) -> Response:
    """A page of voices; up to version 2024-06-10 all of them in an array."""
    version, wanted = version_of(request), query_of(request, wire.VoiceListing, lists=LISTS)
    service = service_of(request)
    told = Teller(request, version, wanted.expand)
    if version < wire.PAGED_SINCE:
        voices = await service.bridge.run(lambda: list(service.library.voices()))
        return answer([told(voice) for voice in voices])
    page = await service.bridge.run(page_of, service, wanted)
    return answer(
        wire.Page(data=[told(voice) for voice in page.data], has_more=page.has_more, next_page=page.next_page)
    )


async def get_voice(request: Request) -> Response:
    service, version = service_of(request), version_of(request)
    wanted = query_of(request, wire.VoiceListing, lists=LISTS)
    voice = await service.bridge.run(service.voice, request.path_params["id"])
    return answer(Teller(request, version, wanted.expand, one=True)(voice))


async def create_voice(request: Request) -> Response:
    """A voice of 192 numbers."""
    asked, service = await body_of(request, wire.NewVoice), service_of(request)
    language = language_or_english(asked.language)
    await service.bridge.run(check_language, service, language)
    voice = created(
        embedding_of(asked.embedding),
        id=str(uuid4()),
        name=asked.name,
        description=asked.description or "",
        language=language,
    )
    return await kept(request, service, voice)


async def change_voice(request: Request) -> Response:
    asked, service = await body_of(request, wire.VoiceChanges), service_of(request)
    voice = await service.bridge.run(own_voice, service, request.path_params["id"])
    changes: dict[str, Any] = {"name": asked.name, "description": asked.description}
    if asked.gender is not UNSET:
        changes["gender"] = meaning.gender_here(asked.gender)
    if asked.accent is not None:
        changes["language"] = locale_of(asked.accent)
    if asked.tagline is not None:
        changes["labels"] = (*attached(voice), *tagline_labels(asked.tagline))
    changed = await service.bridge.run(service.library.update, voice.id, unique_name=False, **changes)
    return answer(Teller(request, version_of(request), [], one=True)(changed))


async def delete_voice(request: Request) -> Response:
    service = service_of(request)
    voice = await service.bridge.run(own_voice, service, request.path_params["id"])
    await service.bridge.run(service.library.remove, voice.id)
    return nothing()


async def clone_voice(request: Request) -> Response:
    """The voice in a recording, kept."""
    asked, files = await form_of(request, wire.CloneForm)
    service = service_of(request)
    if not asked.name.strip():
        raise BadRequest("name is missing: what the voice is to be called; POST /voices/clone/clip keeps nothing")
    language = language_or_english(asked.language)
    if asked.accent is not None:
        language = locale_of(asked.accent)
    name, description = checked_name(asked.name), checked_text("a description", asked.description or "")
    await service.bridge.run(check_language, service, language)
    work = service.heavy.run(clone_of, service, files, name=name, description=description, language=language)
    voice = await unless_left(request.receive, work)
    return await kept(request, service, voice)


async def embed_clip(request: Request) -> Response:
    """The voice in a recording, in 192 numbers; nothing is kept."""
    _, files = await form_of(request, wire.CloneForm)
    service = service_of(request)
    voice = await unless_left(request.receive, service.heavy.run(clone_of, service, files))
    return answer(wire.EmbeddingAnswer(embedding=meaning.embedding_list(voice)))


async def mix_voices(request: Request) -> Response:
    """A voice between voices, in 192 numbers; nothing is kept."""
    asked, service = await body_of(request, wire.Mix), service_of(request)
    embedding = await service.bridge.run(mix_of, service, asked.voices)
    return answer(wire.EmbeddingAnswer(embedding=[float(value) for value in embedding.values]))


async def localize_voice(request: Request) -> Response:
    """The voice with another language or accent as its own, kept as another voice."""
    asked, service = await body_of(request, wire.Localization), service_of(request)
    tag = target_of(asked)
    voice = await service.bridge.run(service.voice, asked.voice_id)
    await service.bridge.run(check_spoken, service, tag, asked)
    made = localized(
        voice,
        tag,
        id=str(uuid4()),
        name=asked.name,
        description=asked.description or "",
        labels=tagline_labels(asked.tagline or ""),
    )
    return await kept(request, service, made)


async def list_accents(request: Request) -> Response:
    service = service_of(request)
    spoken_here = await service.bridge.run(languages, service)
    accents = [
        wire.Accent(
            id=accent_id,
            name=title(accent_id),
            language=accent.language,
            locale=accent.locale,
            is_locale_default=accent.is_default,
            is_localizable=is_spoken(accent.locale, accent.language, spoken_here),
        )
        for accent_id, accent in sorted(ACCENTS.items())
    ]
    return answer(wire.AccentList(accents=accents))


async def attach_accents(request: Request) -> Response:
    """More accents for a voice; here every voice speaks every language, so this only notes them."""
    asked, service = await body_of(request, wire.Accents), service_of(request)
    for accent in asked.accents:
        locale_of(accent)
    voice = await service.bridge.run(own_voice, service, request.path_params["id"])
    labels = dict.fromkeys([*voice.labels, *(f"{ACCENT_LABEL}{accent}" for accent in asked.accents)])
    if sum(label.startswith(ACCENT_LABEL) for label in labels) > MOST_ACCENTS:
        raise BadRequest(f"a voice has at most {MOST_ACCENTS} attached accents; detach some first")
    return await relabelled(request, service, voice, labels)


async def detach_accent(request: Request) -> Response:
    service = service_of(request)
    voice = await service.bridge.run(own_voice, service, request.path_params["id"])
    gone = f"{ACCENT_LABEL}{request.path_params['accent_id']}"
    if gone not in voice.labels:
        raise BadRequest(f"the accent {request.path_params['accent_id'][:80]!r} is not attached to this voice")
    return await relabelled(request, service, voice, [label for label in voice.labels if label != gone])


async def preview(request: Request) -> Response:
    """A sentence in the voice, as a WAV."""
    service = service_of(request)
    voice = await service.bridge.run(service.voice, request.path_params["id"])
    return await preview_of(request, voice)


class Teller:
    """Puts voices on the wire as the client wants them.

    one: a single voice was asked for, with which the older versions send its embedding unasked
    """

    def __init__(self, request: Request, version: str, expand: Iterable[str], *, one: bool = False) -> None:
        self._base = str(request.base_url)
        self._expand = frozenset(expand)
        old = version < wire.PAGED_SINCE or (one and version < wire.BUFFERED_SINCE)
        self._with_embedding = old or "embedding" in self._expand

    def __call__(self, voice: Voice) -> wire.VoiceObject:
        is_own = voice.origin.kind != "built-in"
        shown = replace(voice, labels=tuple(label for label in voice.labels if not label.startswith(ACCENT_LABEL)))
        accent = accent_of(voice.language)
        return wire.VoiceObject(
            id=voice.id,
            name=voice.name,
            description=voice.description,
            language=meaning.base_language(voice.language),
            created_at=voice.origin.made or meaning.BUILT,
            gender=meaning.GENDERS[voice.gender],
            is_owner=is_own,
            is_public=not is_own,
            user_id=USER,
            access="private" if is_own else "public",
            visibility="owner" if is_own else "all",
            tagline=meaning.tagline_of(shown),
            locales=[
                wire.VoiceLocale(locale=voice.language, is_native=True),
                *(wire.VoiceLocale(locale=ACCENTS[each].locale, is_native=False) for each in attached_ids(voice)),
            ],
            accent=accent,
            embedding=meaning.embedding_list(voice) if self._with_embedding else UNSET,
            preview_file_url=(
                f"{self._base}voices/{voice.id}/preview.wav" if "preview_file_url" in self._expand else UNSET
            ),
        )


def accent_of(language: str) -> str | UnsetType:
    """The accent of the catalogue that a tag means; where several are at home there, the usual one."""
    same = [known for known, accent in ACCENTS.items() if accent.locale.lower() == language.lower()]
    return min(same, key=lambda one: not ACCENTS[one].is_default, default=UNSET)


async def kept(request: Request, service: Service, voice: Voice) -> Response:
    """The voice, now in the library. Its name is a label here: several may have the same."""
    await service.bridge.run(service.library.add, voice, unique_name=False)
    return answer(Teller(request, version_of(request), [], one=True)(voice))


async def relabelled(request: Request, service: Service, voice: Voice, labels: Iterable[str]) -> Response:
    changed = await service.bridge.run(service.library.update, voice.id, labels=tuple(labels), unique_name=False)
    return answer(Teller(request, version_of(request), [], one=True)(changed))


def own_voice(service: Service, id: str) -> Voice:
    """A voice that may be changed. Raises VoiceNotFound, PermissionDenied for a built-in one."""
    voice = service.kept_voice(id)
    if voice.origin.kind == "built-in":
        raise PermissionDenied(f"{voice.name!r} is a built-in voice and stays as it is; create one from its embedding")
    return voice


def page_of(service: Service, wanted: wire.VoiceListing) -> wire.Page[Voice]:
    """The voices that were asked for, and whether there are more."""
    if not 1 <= wanted.limit <= MOST_IN_PAGE:
        raise BadRequest(f"limit lies between 1 and {MOST_IN_PAGE}, got {wanted.limit}")
    if wanted.starting_after and wanted.ending_before:
        raise BadRequest("starting_after and ending_before exclude one another: give one of them")
    voices = fitting(service, wanted)
    if wanted.ending_before:
        before = before_voice(voices, wanted.ending_before, wanted.limit + 1)
        return wire.Page(data=before[-wanted.limit :], has_more=len(before) > wanted.limit, next_page=None)
    found: list[Voice] = []
    for voice in voices:
        if len(found) == wanted.limit:
            return wire.Page(data=found, has_more=True, next_page=found[-1].id)
        found.append(voice)
    return wire.Page(data=found, has_more=False, next_page=None)


def fitting(service: Service, wanted: wire.VoiceListing) -> Iterator[Voice]:
    """The voices that fit, from where the client is."""
    if wanted.starting_after is not None:
        service.kept_voice(wanted.starting_after)
    voices = service.library.voices(
        language=wanted.language,
        gender=None if wanted.gender is None else cast(Gender, meaning.gender_here(wanted.gender)),
        query=wanted.q,
        after=wanted.starting_after,
    )
    for voice in voices:
        if wanted.is_owner is not None and wanted.is_owner == (voice.origin.kind == "built-in"):
            continue
        if wanted.is_starred:  # nobody stars voices here
            continue
        yield voice


def before_voice(voices: Iterable[Voice], id: str, most: int) -> list[Voice]:
    """The last voices before that one. Raises VoiceNotFound when it does not come."""
    before: deque[Voice] = deque(maxlen=most)
    for voice in voices:
        if voice.id == id.lower():
            return list(before)
        before.append(voice)
    raise VoiceNotFound(f"there is no voice {id[:80]!r} to end before")


def clone_of(
    service: Service,
    files: dict[str, UploadFile],
    *,
    name: str = "a cloned voice",
    description: str = "",
    language: str = "en",
) -> Voice:
    if "clip" not in files:
        raise BadRequest("the recording is missing: send it as the file clip")
    with files["clip"].file as file:
        audio = read(file, longest_seconds=LONGEST_CLIP, highest_rate=CLIP_RATE)
    return cloned(service.engine(), audio, id=str(uuid4()), name=name, description=description, language=language)


def mix_of(service: Service, parts: list[wire.MixPart]) -> Embedding:
    return mixed([(part_of(service, part), part.weight) for part in parts])


def part_of(service: Service, part: wire.MixPart) -> Embedding:
    if part.id is not None:
        return service.voice(part.id).embedding
    if part.embedding is not None:
        return embedding_of(part.embedding)
    raise BadRequest('a part of a mix is {"id": …} or {"embedding": […]} with its weight; neither was given')


def embedding_of(values: list[float]) -> Embedding:
    return Embedding(values)  # type: ignore[arg-type]  # what is no embedding is refused there


def language_or_english(language: str | None) -> str:
    return language or "en"


def locale_of(accent: str) -> str:
    """The BCP 47 tag of an accent. Raises BadRequest."""
    try:
        return ACCENTS[accent].locale
    except KeyError:
        raise BadRequest(f"there is no accent {accent[:80]!r}; GET /accents lists them") from None


def target_of(asked: wire.Localization) -> str:
    """The BCP 47 tag that a voice is to be localized to. Raises BadRequest."""
    if asked.accent is not None:
        return locale_of(asked.accent)
    if asked.language is None:
        raise BadRequest("a voice is localized to a language or an accent; neither was given")
    if asked.dialect is None:
        return asked.language
    try:
        return DIALECTS[asked.language, asked.dialect]
    except KeyError:
        known = ", ".join(f"{dialect} of {language}" for language, dialect in DIALECTS)
        raise BadRequest(
            f"there is no dialect {asked.dialect!r:.40} of {asked.language!r:.40}; there are {known}"
        ) from None


def check_language(service: Service, tag: str) -> None:
    """Raises what speaking it would for a language that no installed synthesizer speaks; without any, all will do.

    raises: LanguageNotSupported, or MissingExtra when more languages are spoken once that is installed
    """
    if languages(service):
        service.engine().chosen(None, tag)


def check_spoken(service: Service, tag: str, asked: wire.Localization) -> None:
    """Raises as ``check_language`` does when the language is not spoken here, or only in another accent."""
    known = service.engine().languages()
    check_language(service, tag)
    if "-" in tag and not is_spoken(tag, tag.split("-")[0], known):
        accent = asked.accent or asked.dialect or tag
        if missing := service.engine().missing():
            raise MissingExtra(f"what is installed does not speak {accent!r:.40}; {missing}") from missing
        raise LanguageNotSupported(f"{accent!r:.40} is not spoken here; GET /accents tells which are (is_localizable)")


def is_spoken(locale: str, language: str, known: Iterable[str]) -> bool:
    """Whether the locale is spoken here in an accent that is its own, its region's, or the only one."""
    found = resolve(locale, known)
    if found is None:
        return False
    is_own = found.lower() in (locale.lower(), LATIN_AMERICA)
    return is_own or (is_usual(locale) and found == resolve(language, known))


def is_usual(locale: str) -> bool:
    """Whether the locale is what its language alone means."""
    return any(accent.locale.lower() == locale.lower() and accent.is_default for accent in ACCENTS.values())


def languages(service: Service) -> dict[str, str]:
    """Tag → name of the languages that can be spoken; none when no synthesizer is installed."""
    try:
        return service.engine().languages()
    except MissingExtra:
        return {}


def attached_ids(voice: Voice) -> list[str]:
    return [label.removeprefix(ACCENT_LABEL) for label in attached(voice)]


def attached(voice: Voice) -> list[str]:
    return [label for label in voice.labels if label.startswith(ACCENT_LABEL)]


def tagline_labels(tagline: str) -> tuple[str, ...]:
    """The tagline as labels, which is where ``tagline_of`` finds it again. Raises BadRequest when it is too long."""
    if len(tagline) > meaning.LONGEST_TAGLINE:
        raise BadRequest(f"a tagline has at most {meaning.LONGEST_TAGLINE} characters, got {len(tagline)}")
    return (tagline.strip(),) if tagline.strip() else ()
