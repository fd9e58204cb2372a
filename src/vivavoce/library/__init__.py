"""Keeps voices and pronunciation dictionaries: SQLAlchemy on SQLite, or any database by URL."""
