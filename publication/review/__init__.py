"""Reading the public record against what would replace it: the difference that a reviewer approves or returns."""
