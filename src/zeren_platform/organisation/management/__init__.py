"""What is done to the organisation from the command line."""
