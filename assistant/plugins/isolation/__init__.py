"""Handlers that run in a process of their own: the parent's side, the child, what they speak."""
