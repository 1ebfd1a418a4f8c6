"""The catalogue of matters and the route each of them takes."""
