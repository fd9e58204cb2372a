"""Pronunciation dictionaries."""

from collections.abc import Iterable
from typing import Unpack

from vivavoce.cartesia.connection import Awaiting, Blocking, Later
from vivavoce.cartesia.core.pagination import AsyncPager, SyncPager
from vivavoce.cartesia.core.request_options import RequestOptions
from vivavoce.cartesia.operations import dictionaries as operations
from vivavoce.cartesia.operations.dictionaries import DictionaryListOptions, Item
from vivavoce.cartesia.operations.options import spelled
from vivavoce.cartesia.pronunciation_dicts import PronunciationDict


class PronunciationDicts:
    """Pronunciation dictionaries: ``client.pronunciation_dicts``."""

    def __init__(self, connection: Blocking) -> None:
        self._connection = connection

    def create(
        self, *, name: str, items: Iterable[Item] | None = None, request_options: RequestOptions | None = None
    ) -> PronunciationDict:
        """Keep a dictionary; say its id to ``tts`` as ``pronunciation_dict_id``.

        name: of the dictionary
        items: words and how they are said, each a respelling or IPA as in ``<<h|ə|l|oʊ>>``
        raises: BadRequest for what cannot be, before anything is sent; ApiError

        Example::

            words = client.pronunciation_dicts.create(name="Places", items=[{"text": "Worcester", "alias": "Wooster"}])
            print(words.id, words.items[0].alias)
        """
        return self._connection.ask(operations.created(name, items), request_options)

    @spelled(DictionaryListOptions)
    def list(self, **options: Unpack[DictionaryListOptions]) -> SyncPager[PronunciationDict]:
        """The dictionaries there are, fetched page by page while one goes through them.

        options: as in ``DictionaryListOptions``
        raises: BadRequest or TypeError for what cannot be, before anything is sent; ApiError

        Example::

            for words in client.pronunciation_dicts.list():
                print(words.id, words.name)
        """
        return self._connection.pages(
            lambda cursor: operations.listing(options, cursor), options.get("request_options")
        )

    def get(self, id: str, *, request_options: RequestOptions | None = None) -> PronunciationDict:
        """A dictionary. Raises NotFoundError when there is none.

        id: of the dictionary

        Example::

            made = client.pronunciation_dicts.create(name="Places")
            assert client.pronunciation_dicts.get(made.id).name == "Places"
        """
        return self._connection.ask(operations.one(id), request_options)

    def update(
        self,
        id: str,
        *,
        name: str | None = None,
        items: Iterable[Item] | None = None,
        request_options: RequestOptions | None = None,
    ) -> PronunciationDict:
        """Change what is given of a dictionary, and leave the rest.

        id: of the dictionary
        name: what it is to be called; items: what takes the place of all its words
        raises: BadRequest when nothing is given; NotFoundError

        Example::

            words = client.pronunciation_dicts.create(name="Places")
            client.pronunciation_dicts.update(words.id, items=[{"text": "Leicester", "alias": "Lester"}])
        """
        return self._connection.ask(operations.updated(id, name, items), request_options)

    def delete(self, id: str, *, request_options: RequestOptions | None = None) -> bool:
        """Forget a dictionary. Raises NotFoundError when there is none.

        id: of the dictionary
        returns: True

        Example::

            words = client.pronunciation_dicts.create(name="Places")
            client.pronunciation_dicts.delete(words.id)
        """
        return self._connection.ask(operations.deleted(id), request_options)


class AsyncPronunciationDicts:
    """Pronunciation dictionaries: ``client.pronunciation_dicts``."""

    def __init__(self, connection: Awaiting) -> None:
        self._connection = connection

    def create(
        self, *, name: str, items: Iterable[Item] | None = None, request_options: RequestOptions | None = None
    ) -> Later[PronunciationDict]:
        """As ``PronunciationDicts.create``, awaited."""
        return self._connection.ask(operations.created(name, items), request_options)

    @spelled(DictionaryListOptions)
    def list(self, **options: Unpack[DictionaryListOptions]) -> AsyncPager[PronunciationDict]:
        """As ``PronunciationDicts.list``: go through it with ``async for``; it may be awaited before that."""
        return self._connection.pages(
            lambda cursor: operations.listing(options, cursor), options.get("request_options")
        )

    def get(self, id: str, *, request_options: RequestOptions | None = None) -> Later[PronunciationDict]:
        """As ``PronunciationDicts.get``, awaited."""
        return self._connection.ask(operations.one(id), request_options)

    def update(
        self,
        id: str,
        *,
        name: str | None = None,
        items: Iterable[Item] | None = None,
        request_options: RequestOptions | None = None,
    ) -> Later[PronunciationDict]:
        """As ``PronunciationDicts.update``, awaited."""
        return self._connection.ask(operations.updated(id, name, items), request_options)

    def delete(self, id: str, *, request_options: RequestOptions | None = None) -> Later[bool]:
        """As ``PronunciationDicts.delete``, awaited."""
        return self._connection.ask(operations.deleted(id), request_options)
