"""The chain-rule widget of lesson 04: a small network as a computation graph, forwards, backwards, path by path."""

from mlcourse.widgets.chain_rule.chain_rule import ChainRule

__all__ = ["ChainRule"]
