"""What forms of all rooms share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headway.common.refusal import Invalid, Refusal, Stale

STALE = "stale"  # the code of the error that somebody else was faster
THEIRS = "theirs"  # sent with a form: names of fields in which what others wrote is to stay


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class LongText(forms.CharField):
    """A text of several lines. Browsers end a line with two characters; it is kept and compared with one."""

    def to_python(self, value: Any) -> Any:
        """The text."""
        said = super().to_python(value)
        return said.replace("\r\n", "\n") if isinstance(said, str) else said

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether it is another text."""
        return super().has_changed(self.to_python(initial), data)


class Form(forms.Form):
    """A form that says in its own words what each field that must be filled in ``asks`` for."""

    asks: ClassVar[Mapping[str, Any]] = {}  # by field: what to enter, as a sentence

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in self.asks.items():
            self.fields[name].error_messages["required"] = sentence


class SharedForm(Form):
    """A form about something that others change, too.

    It sends along what its fields said when it was opened. So the fields that were changed in it are known
    from those that were only shown, and somebody else's change of these stays. Its fields have one value
    each: what is sent several times under one name, such as a multiple choice, has no place in it.
    """

    needed: ClassVar[frozenset[str]] = frozenset()  # fields that may stay empty until it is submitted

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written: dict[str, str] = {}  # what others wrote where this form was changed as well, in words
        for field in self.fields.values():
            field.show_hidden_initial = True
        if self.is_bound:
            self.data = self._as_chosen(cast(QueryDict, self.data))

    def _as_chosen(self, sent: QueryDict) -> QueryDict:
        """What was sent, with the words of others where they are to stay."""
        said = sent.copy()
        for bound in (self[name] for name in sent.getlist(THEIRS) if name in self.fields):
            said[bound.html_name] = sent.get(bound.html_initial_name, "")
        return said

    @property
    def opened_at(self) -> str:
        """The version that belongs to what this form shows; none yet where it was not sent."""
        return cast(QueryDict, self.data).get("version", "") if self.is_bound else ""

    def go_on_from(self, now: Mapping[str, Any]) -> None:
        """Take over what is written ``now`` (values by field) in what was not changed in this form.

        A field that others have changed as well keeps what was typed; ``written`` then says what they wrote.
        ``now`` names the ``version``, too, and reads it before the values: a change between both is met as
        one more change, and not written over by what was there before it.
        """
        changed, said = self.changed_data, cast(QueryDict, self.data).copy()
        values = dict(now)
        said["version"] = str(values.pop("version"))
        for name, value in values.items():
            bound, field = self[name], self.fields[name]
            opened = said.get(bound.html_initial_name)
            if name not in changed:
                said[bound.html_name] = _as_sent(field, value)
            elif field.has_changed(value, bound.data) and field.has_changed(value, opened):
                self.written[name] = _in_words(field, value)
            said[bound.html_initial_name] = _as_sent(field, value)
        self.data = said


def written(form: type[forms.Form], row: Model | None) -> dict[str, Any]:
    """What a row says in the fields of a form; nothing where there is no row yet."""
    return {} if row is None else {name: getattr(row, name) for name in form.base_fields}


def _as_sent(field: forms.Field, value: Any) -> str:
    prepared = field.prepare_value(value)
    return "" if prepared is None else str(prepared)


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.DateField) and value:
        return date_format(value)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(cast("Any", field.choices)).get(value, value))
    return "" if value is None else str(value)


def say_beside(form: forms.BaseForm, refusal: Refusal, *, otherwise: str | None = None) -> None:
    """Put a refusal beside the field that it names, or ``otherwise``; above the form where it has neither."""
    field = refusal.extra.get("field", otherwise)
    form.add_error(field if field in form.fields else None, str(refusal.detail))


def carried_out(
    form: forms.Form, act: Callable[[], Any], *, current: Callable[[], Mapping[str, Any]] = dict
) -> bool:
    """Do what a form asks for. False where it is refused: the form then keeps what was typed, and says why.

    A wrong value is said beside its field. Where somebody was faster, it says who changed what, and goes on
    from what is ``current``, the version and then values by field: a ``SharedForm`` keeps only what was
    changed in it, any other takes over these values. Sending it once more is the decision.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except Invalid as refusal:
        say_beside(form, refusal)
    except Stale as refusal:
        form.add_error(None, forms.ValidationError(str(refusal.detail), code=STALE))
        if isinstance(form, SharedForm):
            form.go_on_from(current())
        else:
            _renew(form, current())
    return not form.errors


def _renew(form: forms.Form, now: Mapping[str, Any]) -> None:
    sent = cast(QueryDict, form.data).copy()
    for name, value in now.items():
        sent[form.add_prefix(name)] = value
    form.data = sent


def status_of(form: forms.Form | None) -> int:
    """The status of a page that shows this form again: 409 after a change of somebody else, 422 otherwise."""
    if form is None or not form.errors:
        return 200
    return 409 if form.has_error(NON_FIELD_ERRORS, STALE) else 422


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that was refused, to stand in its box again; ``box`` is the id of that on the page."""

    box: str
    text: str
    error: str
    status: int


def kept_text(request: HttpRequest, name: str, act: Callable[[str], Any], *, box: str) -> Kept | None:
    """Do what a form with a single text asks for; what is refused of it comes back, to stand in its box."""
    text = request.POST.get(name, "")
    try:
        act(text)
    except (Invalid, Stale) as refusal:
        return Kept(box, text, str(refusal.detail), refusal.status)
    return None
