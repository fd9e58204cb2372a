"""The modules of the vendor's library, by their names."""
