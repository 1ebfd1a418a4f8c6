"""The HTTP toolkit: sign-in wiring, forms, errors, rendering, languages, headers."""
