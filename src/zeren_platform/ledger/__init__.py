"""The official record: every act leaves one record, numbered without gaps under one Merkle root."""
