"""From the pieces of a source to a report; `recognise` is the way in."""
