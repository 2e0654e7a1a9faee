"""What holds in every test is held: tests/promises.py sees what it is there to see."""

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template

from headway.organisation.models import Person
from headway.organisation.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        "{{ rows.first.name }}",
        "{% if rows.exists %}{% endif %}",
        "{% for row in rows %}{{ row.unit }}{% endfor %}",
    ],
)
def test_a_template_that_asks_the_database_is_found(text: str) -> None:
    make_person("Ann")
    with pytest.raises(AssertionError, match="asks the database"):
        Template(text).render(Context({"rows": Person.objects.all()}))


def test_a_template_goes_through_the_rows_that_it_is_given() -> None:
    make_person("Ann")
    page = Template("{% if rows %}{% for row in rows %}{{ row.name }} {{ row.unit }}{% endfor %}{% endif %}")
    rows = Person.objects.select_related("unit").order_by("pk")
    assert page.render(Context({"rows": rows})) == "Ann Engineering"
    assert page.render(Context({"rows": Paginator(rows, 10).get_page(1)})) == "Ann Engineering"
