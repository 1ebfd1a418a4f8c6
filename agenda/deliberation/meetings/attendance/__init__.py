"""Who is there: signing in with the code, by the secretary or from paper; chair and recorder."""
