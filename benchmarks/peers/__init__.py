"""Ours beside what else could be picked: the same files, the same machine, one run."""
