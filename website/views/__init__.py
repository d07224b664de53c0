"""The pages: each reads its input, calls one thing and shows the result."""
