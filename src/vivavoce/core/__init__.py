"""Values: sound, voices, embeddings, requests, events. They know nothing above them."""
