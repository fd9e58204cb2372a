"""Tests of ``vivavoce.charactr_api``: one list of scenes for both clients."""
