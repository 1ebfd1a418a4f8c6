"""What each stage opens and what each silence brings: the table the mechanism works from."""
