"""What runs beside the student's code, in the sandbox: it is told what to run and to call, and never what is right.

Nothing here may import from the rest of the course: in the sandbox there is no more of it than this folder.
"""
