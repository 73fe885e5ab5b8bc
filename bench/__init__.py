"""`make bench`: how fast webhooks are stored and answered, by the real processes. docs/performance.md tells how to read it."""
