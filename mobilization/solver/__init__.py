"""The engine behind the rules: the exact plan, and a quick one to show while the exact one is on its way."""
