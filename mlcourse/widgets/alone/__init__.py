"""Widgets without a kernel: ``alone.js`` mounts one, and ``page.js`` those of an exported page."""
