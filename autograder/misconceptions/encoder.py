"""Wrong answers of chapter 03, by exercise."""

from __future__ import annotations

from autograder.misconceptions import encoder_parts as parts
from autograder.misconceptions import encoder_reading as reading
from autograder.misconceptions import encoder_size as size

MISCONCEPTIONS = {
    "Q9.Encoder": parts.ENCODER,
    "Q10.join_directions": parts.JOIN_DIRECTIONS,
    "Q10.encode": reading.ENCODE,
    "Q11.count_parameters": size.COUNT_PARAMETERS,
    "Q11.summarise": size.SUMMARISE,
    "Q11.choose": size.CHOOSE,
    "Q11.claims": size.CLAIMS,
}
