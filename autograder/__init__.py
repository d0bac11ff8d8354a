"""The side that knows the answers: reference, misconceptions, building, grading."""
