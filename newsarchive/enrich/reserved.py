"""Path segments that Windows, a web server or this site uses for something else. Imports nothing, so that it costs nothing."""

RESERVED = frozenset(["con", "prn", "aux", "nul", "index", "page", "feed", "unknown"]) | {
    device + digit for device in ("com", "lpt") for digit in "0123456789"
}
