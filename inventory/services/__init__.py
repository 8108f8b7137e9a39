"""Use cases on the register. Every change of a balance goes through `ledger.post`."""
