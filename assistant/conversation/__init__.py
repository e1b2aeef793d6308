"""The conversation: what to answer to an Understanding, and what was said before."""
