"""Text → Understanding. NumPy and SentencePiece only: nothing here needs torch."""
