"""Every operation of the face as data, written once for both clients: what it sends and how its answer is read."""
