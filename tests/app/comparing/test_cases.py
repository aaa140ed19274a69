"""The case list, under every policy."""

import pytest

from tests.app.comparing.pairs import POLICIES, Case, cases

CASES = cases()


def test_the_list_is_long_enough_and_holds_every_verdict():
    assert len(CASES) >= 150
    assert {v for case in CASES for verdicts in case.verdicts.values() for v in verdicts} == {
        "verbatim", "permitted", "altered", "meaning_changed", "not_found",
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.line}:{case.printed[:30]}")
def test_case(case: Case):
    for policy in POLICIES:
        found = case.compared(policy)
        kinds = {str(d.kind) for d in found.differences}
        assert found.verdict in case.verdicts[policy], (policy, case.printed, case.said, found.differences)
        assert case.must <= kinds, (policy, case.printed, case.said, found.differences)
        assert not case.never & kinds, (policy, case.printed, case.said, found.differences)
        for d in found.differences:
            assert case.printed[slice(*d.quote)] == d.printed
            assert case.said[slice(*d.evidence)] == d.said
