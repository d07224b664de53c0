"""The door: read models of the public record, editions, the projector, signing and verifying."""
