"""What PostgreSQL makes of an expression: its type, whether it is the same every day, and why it is refused."""
