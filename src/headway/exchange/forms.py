"""Forms of the import pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.project.charter.forms import NewProjectForm


class FileForm(forms.Form):
    """A plan file."""

    file = forms.FileField(
        label=_("Plan file"),
        help_text=_("Microsoft Project XML (in Project: Save as, XML)."),
        widget=forms.FileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
    )


class ImportForm(FileForm, NewProjectForm):
    """A plan file and the project that it becomes."""

    field_order = (*NewProjectForm.base_fields, "file")
