"""The widgets, a folder for each: its Python, its JavaScript, its style and its words; and the kit that all share.

Each is loaded when it is first asked for: who answers a question does not wait for the labs.
"""
