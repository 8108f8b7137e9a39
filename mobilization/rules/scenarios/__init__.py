"""From a scenario's facts to a list of needs, each with its working: norms, formulas, the thirteen scenarios."""
