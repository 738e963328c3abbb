"""Tests see no cache of the user's and leave nothing in it; those of the cache choose a folder of their own."""

import os

os.environ["SPEC2CODE_CACHE_DIR"] = os.path.join(os.devnull, "none")
