"""REST v1: the public record for partner outlets."""
