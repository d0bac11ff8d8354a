"""The reference solutions, one module a topic; the lessons quote from them."""
