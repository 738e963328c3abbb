"""The model that both readers fill: standard library only, no I/O."""
