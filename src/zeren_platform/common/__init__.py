"""What every slice shares: who acts, how errors are told, how lists are paged, how rows are locked."""
