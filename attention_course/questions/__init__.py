"""How each answer is put to the test: inputs and probes, one module a topic. No answers."""
