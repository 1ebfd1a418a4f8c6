"""Written proxies: registered by two, bound to what the owner instructed."""
