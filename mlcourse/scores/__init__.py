"""Scores: what a trained model is judged by; of classes, of numbers."""
