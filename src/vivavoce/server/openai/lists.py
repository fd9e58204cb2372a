"""What there is to choose from: models and voices."""

from starlette.requests import Request
from starlette.responses import Response

from vivavoce.dialects import openai as wire
from vivavoce.errors import NotFound
from vivavoce.server.asked import service_of
from vivavoce.server.sending import answer
from vivavoce.server.service import Service


class UnknownModel(NotFound):
    """No model is called that; where a text is to be said, any name will do."""

    code = "model_not_found"


async def list_models(request: Request) -> Response:
    return answer(wire.ModelList(data=[wire.Model(id=name) for name in models(service_of(request))]))


async def get_model(request: Request) -> Response:
    known, wanted = models(service_of(request)), request.path_params["id"]
    if wanted not in known:
        raise UnknownModel(f"there is no model {wanted[:80]!r}; there are {', '.join(known)}")
    return answer(wire.Model(id=wanted))


async def list_models_by_name(request: Request) -> Response:
    """The models as Open WebUI asks for them."""
    return answer(
        wire.NamedModelList(models=[wire.NamedModel(id=name, name=name) for name in models(service_of(request))])
    )


async def list_voices(request: Request) -> Response:
    service = service_of(request)
    voices = await service.bridge.run(lambda: list(service.library.voices()))
    return answer(wire.NamedVoiceList(voices=[wire.NamedVoice(id=voice.id, name=voice.name) for voice in voices]))


def models(service: Service) -> list[str]:
    """The vendor's, and the installed synthesizers."""
    return [*wire.MODELS, *sorted(service.synthesizers)]
