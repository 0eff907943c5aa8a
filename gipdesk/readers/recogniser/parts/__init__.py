"""Finding the parts of a report in a source: title, sections, signature, attachment, details."""
