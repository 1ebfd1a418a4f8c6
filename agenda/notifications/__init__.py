"""What people are told, from the outbox."""
