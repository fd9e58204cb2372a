"""The client's half of a wire, whatever is said on it: HTTP, sockets, retries, and a server inside this process.

An operation is data (``call``), what to do after a failure is a generator (``flow``), many conversations on one
socket are a value (``contexts``); ``sync`` and ``aio`` only wait:

    client = Client(Endpoint(url="https://…", headers={"X-API-Key": key}), refusal=refusal)
    voice = client.ask(Ask(method="GET", path="/voices/…", answer=read_voice))
    with client.listen(Listen(method="POST", path="/tts/bytes", json=…, decoder=Pieces)) as pieces:
        for piece in pieces: …
    socket = client.socket("/tts/websocket", context_of=context_of)
    with socket.context("id") as context:
        context.send(b"{…}")
        for message in context: …

and the same with ``AsyncClient`` and ``await``.
"""
