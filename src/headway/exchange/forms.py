"""Forms of the import pages."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.common.http.forms import Form
from headway.common.http.lists import LONGEST, FilterForm
from headway.formats.detect import IMPORTED
from headway.project.lifecycle.forms import NewProjectForm

from .words import CHANGE_LABELS, SHOW_LABELS

ACCEPTED = ",".join(kind for form in IMPORTED for kind in (*form.extensions, *form.media_types))


def _readable_formats() -> str:
    return ", ".join(f"{form.name} ({_(form.how)})" for form in IMPORTED) + "."


class FileForm(Form):
    """A plan file."""

    asks: ClassVar[Mapping[str, Any]] = {"file": gettext_lazy("Choose the plan file to send.")}
    file = forms.FileField(
        label=gettext_lazy("Plan file"),
        help_text=lazy(_readable_formats, str)(),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean(self) -> dict[str, Any] | None:
        """The rest."""
        said = super().clean()
        if self.errors:
            self.ask_again()
        return said

    def ask_again(self) -> None:
        """Say that a file that was all right is to be chosen again: no page can fill in a file."""
        if "file" in self.files and not self.has_error("file"):
            self.add_error("file", _("Choose the file again. It could not be kept."))


class ImportForm(FileForm, NewProjectForm):
    """A plan file and the project that it becomes."""

    asks = {**NewProjectForm.asks, **FileForm.asks}
    field_order = (*NewProjectForm.base_fields, "file")

    @staticmethod
    def initial_of(wishes: dict[str, Any]) -> dict[str, Any]:
        """The fields as they were when somebody wished for this project."""
        return {**wishes, "place": wishes["programme"] or wishes["portfolio"]} if wishes else {}


class ReportFilterForm(FilterForm):
    """What the activities of a report can be narrowed by."""

    show = forms.ChoiceField(
        label=gettext_lazy("Show"), choices=[("", gettext_lazy("All")), *SHOW_LABELS.items()], required=False
    )
    q = forms.CharField(label=gettext_lazy("Name or number"), max_length=LONGEST, required=False)


class ChangeFilterForm(FilterForm):
    """What the changes of a newer file are narrowed by: the figure that was clicked."""

    show = forms.ChoiceField(label=gettext_lazy("Show"), choices=CHANGE_LABELS.items, required=False)
