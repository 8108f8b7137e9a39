"""Photographs that stand beside a thing of the register: a row, a handover, a piece of damage."""
