"""Wire protocols as plain values and pure functions, for both ends: no socket, no file, no clock."""
