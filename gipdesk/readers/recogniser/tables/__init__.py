"""Finding the tables of the form in a source, and placing their values."""
