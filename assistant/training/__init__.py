"""Teaching the network. The only package that imports torch; it runs in a process of its own."""
