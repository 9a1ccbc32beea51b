class RefusedError(Exception):
    """It will never arrive: there is no such address. Trying again is of no use."""
