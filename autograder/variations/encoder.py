"""Right answers of chapter 03, written differently."""

from autograder.variations import encoder_reading as reading
from autograder.variations import encoder_size as size

VARIATIONS = {
    "Q9.Encoder": [reading.EncoderByHand, reading.EncoderWithBuffers, reading.EncoderWithMatch, reading.EncoderInitialised],
    "Q10.join_directions": [reading.joined_with_cat, reading.joined_layer_by_layer, reading.joined_with_permute, reading.joined_by_filling, reading.joined_with_einsum],
    "Q10.encode": [reading.encode_one_by_one, reading.encode_sorted, reading.encode_with_pack_sequence, reading.encode_by_length, reading.encode_by_formula],
    "Q11.count_parameters": [size.count_in_closed_form, size.count_on_meta, size.count_matrix_by_matrix, size.count_recursively],
    "Q11.summarise": [size.summarise_with_torch, size.summarise_with_numpy, size.summarise_by_hand, size.summarise_with_groupby],
    "Q11.choose": [size.choose_by_sorting, size.choose_by_steps, size.choose_by_loop, size.choose_with_numpy],
    "Q11.claims": [size.CLAIMS_ROUNDED, size.CLAIMS_BY_RULE, size.CLAIMS_AS_LISTS, size.CLAIMS_WITH_ANOTHER_TABLE],
}
