"""Making an account by an invitation code, or joining another neighbourhood with one."""
