"""Dates known only to the day, month or year; spans; durations. No tables."""
