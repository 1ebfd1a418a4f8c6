"""Minutes go out: scanned, sealed, and from then on only corrected by appending."""
