"""What a hint or a worked solution looks like: Markdown in a notebook, the same as text in a terminal."""

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class Note:
    """A few lines to a learner, with code if there is any.

    Args:
        title: the first line.
        text: what there is to say; ``$…$`` is a formula.
        code: Python.
        after: what can be done next.
    """

    title: str
    text: str = ""
    code: str = ""
    after: str = ""

    def __repr__(self) -> str:
        """Return the note as text."""
        code = "\n".join(f"    {line}".rstrip() for line in self.code.splitlines())
        return "\n".join(part for part in (self.title, self.text, code, self.after) if part)

    def _repr_markdown_(self) -> str:
        """Return the note as Markdown; JupyterLab colors the code after its theme."""
        code = f"```python\n{self.code}\n```" if self.code else ""
        after = f"<small>{self.after}</small>" if self.after else ""
        return "\n\n".join(part for part in (f"**{self.title}**", self.text, code, after) if part)
