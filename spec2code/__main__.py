"""`python -m spec2code` is the command `spec2code`."""

from spec2code.cli import main

if __name__ == "__main__":
    main()
