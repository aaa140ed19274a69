"""How often each rule's finds are right, as measured; see tests/app/quotations/test_calibration.py."""

_DEFAULT = 0.7
_BY_RULE: dict[str, float] = {}


def confidence(rule: str) -> float:
    """The share of this rule's finds that are right, 0 to 1."""
    return _BY_RULE.get(rule, _DEFAULT)
