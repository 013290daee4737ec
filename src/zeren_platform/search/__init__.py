"""One index of everything that can be found, kept in step with the ledger: for people with a post and for everybody."""
