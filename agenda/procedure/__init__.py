"""The rules of procedure as versioned data, and the one table of duties."""
