"""What a client offers: each group of operations twice, blocking and awaited, in shells of a few lines."""
