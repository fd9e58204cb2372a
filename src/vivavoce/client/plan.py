"""What both shells of a client do alike: where they ask, how often, how long, and what they make of a refusal."""

import os
from collections.abc import Callable
from dataclasses import replace

from vivavoce.client.call import Call, Endpoint, Options, Refusal, Reply, Talk, check_max_retries, check_timeout
from vivavoce.client.flow import Answered, Failed, Outcome, Steps, attempts
from vivavoce.client.letters import TIMEOUT, Letter, handshake, letter

Find = Callable[[], Endpoint]


class Plan:
    """A client's settings, checked when made.

    endpoint: where the server is, or what tells it; that is asked once in each process
    timeout: seconds; None for a minute, or what the user's own HTTP client has where there is one
    """

    def __init__(
        self,
        endpoint: Endpoint | Find,
        refusal: Refusal,
        max_retries: int,
        timeout: float | None,
        jitter: Callable[[], float],
        own_http: bool,
    ) -> None:
        check_max_retries(max_retries)
        if timeout is not None:
            check_timeout(timeout)
        self.refusal = refusal
        self.timeout = TIMEOUT if timeout is None and own_http else timeout
        self._find: Find = (lambda: endpoint) if isinstance(endpoint, Endpoint) else endpoint
        self._max_retries = max_retries
        self._jitter = jitter
        self._found: tuple[int, Endpoint] | None = None  # in which process, and where

    def known(self) -> Endpoint | None:
        """Where the server is, if this process has asked; a server inside it does not outlive a fork."""
        found = self._found
        return found[1] if found is not None and found[0] == os.getpid() else None

    def find(self) -> Endpoint:
        """Where the server is; may take a while, as it may have to be started."""
        endpoint = self._find()
        self._found = os.getpid(), endpoint
        return endpoint

    def letter(self, endpoint: Endpoint, call: Call, options: Options) -> Letter:
        """What to send for an operation."""
        return letter(endpoint, call, options, self.timeout)

    def handshake(self, endpoint: Endpoint, path: str, options: Options) -> Letter:
        """What opens a socket."""
        return handshake(endpoint, path, options, self.timeout)

    def talk(self, endpoint: Endpoint, talk: Talk, options: Options) -> Letter:
        """What opens a socket of its own, which has the key in its first message."""
        bare = replace(endpoint, headers={})
        return handshake(bare, talk.path, replace(options, query=(*talk.query, *options.query)), self.timeout)

    def attempts(self, options: Options) -> Steps:
        """How often, and when."""
        retries = self._max_retries if options.max_retries is None else options.max_retries
        return attempts(retries, jitter=self._jitter)

    def settle(self, outcome: Outcome | None) -> Answered:
        """The answer that stands, if what was asked was done. Raises the refusal or the failure."""
        if isinstance(outcome, Failed):
            raise outcome.error
        assert outcome is not None, "a course of attempts ends with an outcome"
        if not outcome.well:
            raise self.refusal(Reply(outcome.status, outcome.headers, outcome.body))
        return outcome
