"""Answers and parameters that are a dictionary and an object at once: ``voice["name"]`` and ``voice.name``.

Version 1 of the vendor's library answered with dictionaries, version 2 with objects; programs written for either find
here what they know.
"""

import inspect
from collections.abc import Mapping
from typing import Any, ClassVar, Self, dataclass_transform

from vivavoce.cartesia.core.api_error import bad_request


@dataclass_transform(kw_only_default=True)
class Model(dict[str, Any]):
    """A JSON object whose known keys are attributes too.

    A subclass annotates the keys there may be; those with a default may be missing, and read as that default, as an
    attribute and as ``model[key]``. ``key in model`` tells whether it was there. Keys that are not known are kept.

    raises: BadRequest when a key without a default is missing
    """

    nested: ClassVar[Mapping[str, type["Model"]]] = {}
    defaults: ClassVar[Mapping[str, Any]] = {}
    needed: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(
        cls, nested: Mapping[str, type["Model"]] | None = None, needed: tuple[str, ...] = (), **others: Any
    ) -> None:
        """Learn a subclass.

        nested: keys whose values, or the elements of whose lists, are models themselves
        needed: keys that must be there although they are not annotated
        """
        super().__init_subclass__(**others)
        annotated = inspect.get_annotations(cls)
        own = {name: vars(cls)[name] for name in annotated if name in vars(cls)}
        for name in own:
            delattr(cls, name)  # so that the attribute is what the instance holds
        cls.defaults = {**cls.defaults, **own}
        cls.needed = (*cls.needed, *(name for name in annotated if name not in own), *needed)
        cls.nested = {**cls.nested, **(nested or {})}

    def __init__(self, **values: Any) -> None:
        super().__init__(values)
        for name, kind in self.nested.items():
            if name in self:
                self[name] = nested_value(kind, self[name])
        for name in self.needed:
            if name not in self:
                raise bad_request(f"{type(self).__name__} needs {name}; there is {', '.join(self) or 'nothing'}")

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """The model of a JSON object."""
        return cls(**values)

    @classmethod
    def trusted(cls, values: dict[str, Any]) -> Self:
        """The model of values that were checked already: none is missing, none is a model itself."""
        model = cls.__new__(cls)
        model.update(values)
        return model

    def __missing__(self, name: str) -> Any:
        try:
            return self.defaults[name]
        except KeyError:
            raise KeyError(f"{type(self).__name__} has no {name!r}; it has {', '.join(self)}") from None

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(*error.args) from None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={shown(value)}' for name, value in self.items())})"

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self, *self.defaults]


def nested_value(kind: type[Model], value: Any) -> Any:
    """The value with each JSON object in it as a model of that kind."""
    if isinstance(value, list):
        return [nested_value(kind, each) for each in value]
    return kind.of(value) if isinstance(value, Mapping) and not isinstance(value, kind) else value


def shown(value: object) -> str:
    """The value as an error or a print-out shows it: long lists and much sound only by their size."""
    if isinstance(value, list) and len(value) > 16:
        return f"[{len(value)} of {type(value[0]).__name__}]"
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    return repr(value)
