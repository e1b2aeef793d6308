"""Looking inside: what the recurrent network does with one message, and how it would learn."""
