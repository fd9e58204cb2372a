"""The server: wire protocols over the engine, on asyncio."""
