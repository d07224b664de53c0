"""Who was held, when, where, accused of what, sentenced to what; places, prisons, offences; matching."""
