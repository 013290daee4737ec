"""Draws that anyone can replay: frozen before the seed, decided by tickets, estimated as the sample allows."""
