"""The pages that look across the slices: overview, units."""
