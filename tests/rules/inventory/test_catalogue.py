"""The shipped catalogue: complete, unambiguous, lawful."""

from __future__ import annotations

from inventory.rules.catalogue import METRIC_FACTORS, Category, LegalForm, names_of, read_catalogue

TYPES = read_catalogue()


def test_all_176_types_are_there_once_in_the_order_of_their_codes() -> None:
    codes = [kind.code for kind in TYPES]
    assert len(set(codes)) == len(codes) == 176
    order = list(Category)
    assert codes == sorted(codes, key=lambda code: (order.index(Category(code[:2])), code))
    assert {kind.category for kind in TYPES} == set(Category)


def test_every_type_can_be_counted_and_called_on() -> None:
    for kind in TYPES:
        assert kind.name
        assert kind.unit
        assert kind.gloss
        assert kind.forms


def test_no_name_means_two_types() -> None:
    owners: dict[str, str] = {}
    for kind in TYPES:
        own = names_of(kind)[0]
        assert owners.setdefault(own, kind.code) == kind.code


def test_people_are_never_a_thing_to_requisition_or_buy() -> None:
    taken = {LegalForm.TRUNG_DUNG, LegalForm.TRUNG_MUA}
    assert [kind.code for kind in TYPES if kind.category is Category.FORCES and taken & set(kind.forms)] == []


def test_metric_factors_turn_back_where_both_ways_are_given() -> None:
    by_units = {(factor.unit, factor.base): factor.factor for factor in METRIC_FACTORS}
    both = [(unit, base) for unit, base in by_units if (base, unit) in by_units]
    assert both
    assert all(by_units[pair] * by_units[pair[::-1]] == 1 for pair in both)
