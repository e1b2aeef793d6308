"""Examples from elsewhere, and for elsewhere: one module a format, all of them in `formats`."""
