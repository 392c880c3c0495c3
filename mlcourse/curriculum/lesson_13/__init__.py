"""Lesson 13, the capstone: a project audited, one workflow three times, one's own table."""
