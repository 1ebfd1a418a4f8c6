"""Route, lead and parties of a listed proposal; referral to an office and its reply."""
