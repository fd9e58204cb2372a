"""The command ``vivavoce``: ``main`` runs it, ``app`` names its commands, each of which has a module of its own."""
