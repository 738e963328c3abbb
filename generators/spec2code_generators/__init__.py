"""The generators that come with spec2code, found by entry point."""
