"""One context on the engine's side: text in, messages out. Everything here runs in a thread, a step at a time."""

import time
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import UNSET, UnsetType

from vivavoce.core.audio import Samples
from vivavoce.core.embedding import Embedding
from vivavoce.core.events import Event, Phoneme, Word
from vivavoce.core.voices import Voice
from vivavoce.dialects import cartesia as wire
from vivavoce.dialects import cartesia_meaning as meaning
from vivavoce.dialects.cartesia_socket import (
    Chunk,
    FlushDone,
    PhonemeTimes,
    PhonemeTimestamps,
    ServerMessage,
    Timestamps,
    WordTimestamps,
)
from vivavoce.dsp import pcm
from vivavoce.dsp.formats import Format
from vivavoce.engine.speaker import Speaker
from vivavoce.errors import BadRequest
from vivavoce.making import created
from vivavoce.server.portions import Portion, Portions
from vivavoce.server.saying import fed
from vivavoce.server.service import Service

After: TypeAlias = Literal["more", "flush", "end"]  # what comes after a text: perhaps more, say it all now, the end


class Talk:
    """Says the texts of one context.

    version: of the protocol; up to 2024-06-10 a duration is hit exactly, later it is a maximum, which is left aside
        where text comes in pieces
    first_flush: what flush ids count from; None leaves them out
    raises: whatever is wrong with the request, when made or at the first text
    """

    def __init__(
        self, service: Service, asked: wire.Generation, version: str, *, first_flush: int | None = None
    ) -> None:
        self._service, self._asked = service, asked
        self._is_exact = is_exact(version)
        self._begun = False
        self._format = raw_format(asked.output_format)
        self._flush = first_flush
        self._speaker: Speaker | None = None
        self._portions = Portions(self._format.rate)
        self._stopped = False

    def stop(self) -> None:
        """Nothing more is wanted: a step under way ends at its next event. From any thread."""
        self._stopped = True

    def say(self, text: str, after: After, *, told: bool = True) -> Iterator[list[ServerMessage]]:
        """The messages that the text makes, and those of what comes after it, as many as come of one step.

        told: whether a flush is told of
        """
        yield from self._messages(self._events(text, after))
        if after == "flush" and told and self._flush is not None:
            yield [FlushDone(context_id=self._asked.context_id, flush_id=self._flush)]
            self._flush += 1

    def _events(self, text: str, after: After) -> Iterator[Event | None]:
        is_first, self._begun = not self._begun, True
        duration = self._asked.duration
        if duration is not None and after == "end" and is_first:
            yield from self._speaking().fitted(text, duration, at_most=not self._is_exact)
            return
        if duration is not None and self._is_exact:
            raise BadRequest("a duration to hit needs the whole text at once, not pieces as they arrive")
        speaker = self._speaking()
        yield from fed(speaker, text)
        if after == "flush":
            yield from speaker.flush()
        elif after == "end":
            yield from speaker.close()

    def seconds(self, chunk: Chunk) -> float:
        """How long the chunk's sound lasts."""
        return len(chunk.data) / pcm.WIDTHS[self._format.encoding] / self._format.rate

    def _speaking(self) -> Speaker:
        if self._speaker is None:
            self._speaker = speaker_for(self._service, self._asked, self._format.rate)
        return self._speaker

    def _messages(self, events: Iterable[Event | None]) -> Iterator[list[ServerMessage]]:
        began = time.perf_counter()
        for portions in self._portions.of(self._until_stopped(events)):
            messages: list[ServerMessage] = []
            for portion in portions:
                messages.extend(self._told(portion))
                if len(portion.samples):
                    step_time = round((time.perf_counter() - began) * 1000, 3)
                    messages.append(self._chunk(portion.samples, step_time))
                    began = time.perf_counter()
            yield messages
            began = time.perf_counter()

    def _until_stopped(self, events: Iterable[Event | None]) -> Iterator[Event | None]:
        for event in events:
            yield event
            if self._stopped:
                return

    def _chunk(self, samples: Samples, step_time: float) -> Chunk:
        return Chunk(
            context_id=self._asked.context_id,
            data=pcm.encode(samples, self._format.encoding),
            step_time=step_time,
            flush_id=self._flush_id,
        )

    def _told(self, portion: Portion) -> Iterator[ServerMessage]:
        """When the words and phonemes sound, where that was asked for."""
        if portion.words and self._asked.add_timestamps:
            yield Timestamps(
                context_id=self._asked.context_id,
                word_timestamps=word_timestamps(portion.words, self._format.rate),
                flush_id=self._flush_id,
            )
        if portion.phonemes and self._asked.add_phoneme_timestamps:
            yield PhonemeTimes(
                context_id=self._asked.context_id,
                phoneme_timestamps=phoneme_timestamps(portion.phonemes, self._format.rate),
                flush_id=self._flush_id,
            )

    @property
    def _flush_id(self) -> int | UnsetType:
        return UNSET if self._flush is None else self._flush


def is_exact(version: str) -> bool:
    """Whether a duration is to be hit, and not only to be kept within."""
    return version < wire.PAGED_SINCE


def speaker_for(service: Service, asked: wire.Generation, rate: int) -> Speaker:
    """Someone who speaks as the request says. Raises what is wrong with it."""
    synthesizer = meaning.checked_model(asked.model_id, service.synthesizers)
    return service.speaker(
        voice_for(service, asked.voice),
        language=meaning.language_of(asked.language, asked.locale),
        controls=meaning.controls_of(asked.voice, asked.generation_config, asked.speed),
        rate=rate,
        dictionary=asked.pronunciation_dict_id,
        synthesizer=synthesizer,
    )


def voice_for(service: Service, wanted: str | wire.VoiceSpecifier) -> Voice:
    """The voice that is meant; where both an id and numbers are given, the id. Raises BadRequest, VoiceNotFound."""
    if isinstance(wanted, str):
        return service.voice(wanted)
    if wanted.id is not None:
        return service.voice(wanted.id)
    if wanted.embedding is not None:
        return created(Embedding(wanted.embedding))  # type: ignore[arg-type]  # checked there
    raise BadRequest('voice is an id, {"id": …} or {"embedding": [192 numbers]}; neither id nor embedding was given')


def raw_format(wanted: wire.OutputFormat) -> Format:
    """The format of messages, which is raw. Raises BadRequest for others."""
    raw = meaning.format_of(wanted)
    if raw.container != "raw":
        raise BadRequest(f"output_format.container is raw here, got {raw.container!r}; /tts/bytes has wav and mp3")
    return raw


def word_timestamps(words: list[Word], rate: int) -> WordTimestamps:
    return WordTimestamps(
        words=[word.text for word in words],
        start=[seconds(word.start, rate) for word in words],
        end=[seconds(word.end, rate) for word in words],
    )


def phoneme_timestamps(phonemes: list[Phoneme], rate: int) -> PhonemeTimestamps:
    return PhonemeTimestamps(
        phonemes=[phoneme.symbol for phoneme in phonemes],
        start=[seconds(phoneme.start, rate) for phoneme in phonemes],
        end=[seconds(phoneme.end, rate) for phoneme in phonemes],
    )


def seconds(samples: int, rate: int) -> float:
    return round(samples / rate, 4)  # a tenth of a millisecond: two samples at 24 kHz
