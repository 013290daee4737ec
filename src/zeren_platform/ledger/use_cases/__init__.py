"""Acts of the ledger: record, sequence."""
