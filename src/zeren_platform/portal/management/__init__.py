"""What is done to the portal from the command line."""
