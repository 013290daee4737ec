"""Documents, what they say, and the proposals that a clerk decides on."""
