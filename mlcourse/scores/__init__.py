"""Scores: what a trained model is judged by."""
