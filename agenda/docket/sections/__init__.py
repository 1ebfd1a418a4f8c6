"""The parts of a proposal's page that other features bring: each with its own query and template."""
