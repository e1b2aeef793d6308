"""Plugins: what they hold, finding them, calling their handlers, and the user's own phrases."""
