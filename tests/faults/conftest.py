"""The stage of the flows, for what goes wrong on it."""

from tests.flows.conftest import stage, staging

__all__ = ["stage", "staging"]
