"""Figures: one definition each, computed over the public record; estimates; downloads; charts."""
