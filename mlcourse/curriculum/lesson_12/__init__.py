"""Lesson 12: fine-tuning: a trained body, a new head, what is frozen, rates by layer, and what is forgotten."""
