"""The larger commands, a module each; `assistant.cli` has them all."""
