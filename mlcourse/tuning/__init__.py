"""Hyperparameter tuning: a space, candidates from it, and what each of them is worth on examples held out.

``space`` · ``candidates`` (a grid, or drawn) · ``fleets`` (candidates that can be trained side by side) · ``judging``
(a number for each example held out) · ``tune`` · ``tuning`` (what came of it: what it cost, and the winner's curse).
"""
