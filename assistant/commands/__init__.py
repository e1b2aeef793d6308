"""The larger commands, a file each; `assistant.cli` has them all."""
