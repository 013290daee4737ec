"""The check of a bundle in a browser: scripts that need no server, and the page that works from a saved file."""
