"""Starts a carrying process: `python -m backend.push.carrying last`."""

import sys

from backend.push.carrying.manners import Manners

if __name__ == "__main__":
    # Before it loads what it works with, which takes a processor for a second.
    Manners(sys.argv[1]).assume()
    from backend.push.carrying import carrier

    carrier.main()
