"""Witnesses (c2sp.org/tlog-witness): a small one to run elsewhere, and the way to ask those of a policy."""
