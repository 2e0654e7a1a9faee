"""What is known of a file format apart from how it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Format:
    """A file format of plans. `detect.READERS` has those that can be read, each with its reader.

    Parameters
    ----------
    key : str
        What is stored with a plan that came in it; never another one, of at most 20 characters.
    name : str
        As people say it.
    how : str
        How people get such a file; in the words of a sentence, and marked for translation.
    extensions, media_types : tuple of str
        What files of it are called (``.xml``) and sent as.
    recognises : callable
        Whether a file that begins with these bytes (64 KB) has this format.
    start : str
        What is typed into a file that does not say when its project starts; empty where nobody types there.
    names : mapping of str to str
        What it calls the things of a plan document (``task.hyperlink``), for reports and refusals. What it
        does not have needs none.
    """

    key: str
    name: str
    how: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    start: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, thing: str) -> str:
        """What the format calls it; without a name of its own, what the plan document does.

        Examples
        --------
        >>> from headway.formats.mspdi import MSPDI
        >>> MSPDI.name_of("task.hyperlink"), MSPDI.name_of("task.notes")
        ('HyperlinkAddress', 'notes')
        """
        return self.names.get(thing, thing.rpartition(".")[2])
