"""Types of voices."""

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from vivavoce.cartesia.embedding import Embedding
from vivavoce.cartesia.model import Model

VoiceId: TypeAlias = str
BaseVoiceId: TypeAlias = str
Weight: TypeAlias = float
CloneMode: TypeAlias = Literal["similarity", "stability"]
Gender: TypeAlias = Literal["male", "female"]
GenderPresentation: TypeAlias = Literal["masculine", "feminine", "gender_neutral"]
VoiceExpandOptions: TypeAlias = Literal["embedding", "is_starred", "preview_file_url"]
LocalizeTargetLanguage: TypeAlias = str  # "en", "de", "es" …
LocalizeDialect: TypeAlias = str  # of English au, in, so, uk, us; Spanish mx, pe; Portuguese br, eu; French eu, ca


class VoiceMetadata(Model):
    """A voice as it is answered when it has been made.

    created_at: when, ISO 8601
    """

    id: VoiceId
    name: str
    description: str = ""
    language: str = "en"
    created_at: str = ""
    user_id: str | None = None
    is_public: bool | None = None


class Voice(VoiceMetadata):
    """A voice.

    embedding: what it sounds like, 192 numbers; None when it was not asked for
    gender: masculine, feminine, gender_neutral; None when nobody said
    """

    is_owner: bool | None = None
    is_starred: bool | None = None
    gender: GenderPresentation | None = None
    embedding: Embedding | None = None
    preview_file_url: str | None = None
    accent: str | None = None
    country: str | None = None
    tagline: str | None = None
    access: str | None = None
    visibility: str | None = None


class EmbeddingResponse(list[float]):
    """What a voice sounds like: 192 numbers, a list as in version 1, with ``embedding`` as in version 2."""

    @property
    def embedding(self) -> Embedding:
        return list(self)

    def __getitem__(self, key: Any) -> Any:
        return self.embedding if key == "embedding" else super().__getitem__(key)


class IdSpecifierParams(TypedDict):
    """A voice of a mix, by its id."""

    id: VoiceId
    weight: Weight


class EmbeddingSpecifierParams(TypedDict):
    """A voice of a mix, by what it sounds like."""

    embedding: Embedding
    weight: Weight


class IdSpecifier(Model):
    """As ``IdSpecifierParams``."""

    id: VoiceId
    weight: Weight


class EmbeddingSpecifier(Model):
    """As ``EmbeddingSpecifierParams``."""

    embedding: Embedding
    weight: Weight


MixVoiceSpecifier: TypeAlias = IdSpecifier | EmbeddingSpecifier
MixVoiceSpecifierParams: TypeAlias = IdSpecifierParams | EmbeddingSpecifierParams


class VoiceParams(TypedDict):
    """As ``Voice``, for type checkers."""

    id: VoiceId
    is_owner: bool
    name: str
    description: str
    created_at: str
    language: str
    embedding: NotRequired[Embedding]
    is_starred: NotRequired[bool]


class VoiceMetadataParams(TypedDict):
    """As ``VoiceMetadata``, for type checkers."""

    id: VoiceId
    user_id: str
    is_public: bool
    name: str
    description: str
    created_at: str
    language: str
