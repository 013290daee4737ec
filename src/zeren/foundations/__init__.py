"""What every engine stands on: errors and canonical bytes."""
