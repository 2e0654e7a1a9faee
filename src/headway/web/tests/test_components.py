"""What the components promise to pages."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.utils import translation

from .pages import parse, render, words

HOSTILE = '"><img src=x onerror=alert(1)>'


class RiskForm(forms.Form):
    name = forms.CharField(help_text="What could happen.")
    kind = forms.ChoiceField(choices=[("threat", "Threat")])
    source = forms.ChoiceField(widget=forms.RadioSelect, choices=[("law", "Law")], required=False)


def test_status_is_told_by_a_word_and_a_shape_besides_the_colour() -> None:
    chip = parse("{% rag 'amber' %}")
    assert words(chip) == "Amber"
    assert chip.find(".//use").get("href").endswith("#icon-alert-triangle")


def test_the_split_dot_says_both_judgements_and_marks_that_they_differ() -> None:
    assert words(parse("{% split_dot 'amber' 'green' %}")) == "Computed: Amber, assessed: Green"
    assert words(parse("{% split_dot None None %}")) == "Computed: Unknown, not assessed"
    assert "hw-split-diverges" in render("{% split_dot 'amber' 'green' %}")
    assert "hw-split-diverges" not in render("{% split_dot 'amber' 'amber' %}")
    assert "hw-split-diverges" not in render("{% split_dot 'amber' None %}")


def test_an_unknown_tolerance_use_is_hatched_and_says_so() -> None:
    bar = parse("{% tolerance_bar use %}", use=None)
    assert words(bar) == "Tolerance use: Unknown, unknown"
    assert bar.xpath(".//rect/@fill") == ["url(#hw-hatch-unknown)"]
    assert words(parse("{% tolerance_bar missing.use %}")) == "Tolerance use: Unknown, unknown"
    assert words(parse("{% tolerance_bar 0 %}")) == "Tolerance use: Green, 0 %"


def test_the_bar_is_drawn_with_points_in_every_language() -> None:
    with translation.override("de"):
        assert 'width="83.4"' in render("{% tolerance_bar 0.834 %}")


def test_a_column_sorts_up_then_down_and_keeps_the_filters() -> None:
    head = "{% column 'Finish' sort='finish' %}"
    assert parse(head, "/?status=red&page=3").find(".//a").get("href") == "?status=red&sort=finish"
    up = parse(head, "/?sort=finish")
    assert up.find("th").get("aria-sort") == "ascending"
    assert up.find(".//a").get("href") == "?sort=-finish"
    down = parse(head, "/?sort=-finish")
    assert down.find("th").get("aria-sort") == "descending"
    assert down.find(".//a").get("href") == "?sort=finish"


def test_the_two_lines_of_a_head_sort_each_by_its_own_key() -> None:
    head = "{% column_pair 'Use' 'use' 'Data date' 'data_date' %}"
    assert parse(head, "/?q=P").xpath(".//a/@href") == ["?q=P&sort=use", "?q=P&sort=data_date"]
    sorted_below = parse(head, "/?sort=data_date")
    assert sorted_below.find("th").get("aria-sort") == "ascending"
    assert sorted_below.xpath(".//a/@href") == ["?sort=use", "?sort=-data_date"]


def test_pages_of_a_list_keep_the_filters_and_name_where_one_is() -> None:
    page = Paginator(range(100), 20).page(2)
    links = parse("{% pagination page %}", "/?status=red&page=2", page=page)
    assert words(links).startswith("21 to 40 of 100")
    assert links.xpath(".//a/@href")[0] == "?status=red&page=1"
    assert links.xpath(".//*[@aria-current='page']/text()") == ["2"]


def test_breadcrumbs_alternate_label_and_address_and_end_at_the_page() -> None:
    crumbs = parse("{% breadcrumbs 'Projects' '/projects/' 'Plan' %}")
    assert crumbs.xpath(".//a/@href") == ["/projects/"]
    assert crumbs.xpath(".//*[@aria-current='page']/text()") == ["Plan"]


def test_a_field_with_an_error_says_it_beside_the_control_and_ties_them_together() -> None:
    form = RiskForm({"name": "", "kind": "threat"})
    field = parse("{% field form.name %}", form=form)
    control = field.find(".//input")
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "id_name_hint id_name_error"
    assert words(field.get_element_by_id("id_name_error")) == "This field is required."
    assert field.find(".//label").get("for") == "id_name"


def test_a_field_without_an_error_is_described_by_its_hint_alone() -> None:
    control = parse("{% field form.name %}", form=RiskForm()).find(".//input")
    assert (control.get("aria-describedby"), control.get("aria-invalid")) == ("id_name_hint", None)


def test_a_form_sends_the_version_that_was_read_and_a_token() -> None:
    form = parse("{% form form action='/risks/3/' version=7 %}", form=RiskForm(), csrf_token="t" * 64)
    assert form.xpath(".//input[@name='version']/@value") == ["7"]
    assert form.xpath(".//input[@name='csrfmiddlewaretoken']/@value") == ["t" * 64]
    assert not parse("{% form form %}", form=RiskForm()).xpath(".//input[@name='version']")


def test_the_errors_of_a_form_link_to_its_fields() -> None:
    summary = parse("{% form_errors form %}", form=RiskForm({"kind": "threat"}))
    assert summary.xpath(".//a/@href") == ["#id_name"]
    assert render("{% form_errors form %}", form=RiskForm()) == ""


def test_a_running_job_is_polled_and_a_finished_one_is_not() -> None:
    running = parse("{% job_progress '/jobs/4/' state='running' percent=40 %}")
    assert running.find("div").get("hx-get") == "/jobs/4/"
    assert running.find("div").get("hx-trigger") == "every 2s"
    assert running.find(".//progress").get("value") == "40"
    done = parse("{% job_progress '/jobs/4/' state='done' text='Taken over.' result_url='/projects/1/' %}")
    assert done.find("div").get("hx-get") is None
    assert done.find("div").get("data-announce") == "Taken over."
    assert done.xpath(".//a/@href") == ["/projects/1/"]


def test_a_tile_links_its_figure_to_the_rows_and_says_how_it_came_about() -> None:
    tile = parse("{% stat_tile 'Red' 5 href='/projects/?status=red' how='Worst use above 1.' %}")
    assert tile.xpath(".//a/@href") == ["/projects/?status=red"]
    assert words(tile.find(".//details")) == "How computed Worst use above 1."


def test_an_empty_state_has_one_button_a_link_or_a_dialog() -> None:
    assert parse("{% empty_state 'None' action='Add' href='/new/' %}").xpath(".//a/@href") == ["/new/"]
    button = parse("{% empty_state 'None' action='Add' opens='new' %}")
    assert button.xpath(".//button/@data-dialog-open") == ["new"]
    assert not parse("{% empty_state 'None' %}").xpath(".//a | .//button")


def test_a_list_without_rows_has_no_pages() -> None:
    assert not parse("{% pagination page %}x", page=Paginator([], 10).get_page(1)).xpath(".//nav")


def test_a_plan_moment_is_a_time_element_that_machines_read() -> None:
    assert parse("{% plan_time 1771200000 %}").find("time").get("datetime") == "2026-02-16"


@pytest.mark.parametrize(
    "source",
    [
        "{% rag 'red' label=evil %}{% badge evil %}{% empty_state evil text=evil action=evil opens=evil %}",
        "{% card title=evil href='/x/' action=evil %}{{ evil }}{% endcard %}",
        "{% page_header title=evil pretitle=evil subtitle=evil %}{{ evil }}{% endpage_header %}",
        "{% table caption=evil %}<tr>{% column evil sort=evil %}</tr>{% empty_row 2 evil %}{% endtable %}",
        "{% dialog id='d' title=evil %}{{ evil }}{% enddialog %}",
        "{% menu label=evil plain=True %}{{ evil }}{% endmenu %}{% menu label=evil %}{{ evil }}{% endmenu %}",
        "{% banner title=evil %}{{ evil }}{% endbanner %}{% how label=evil %}{{ evil }}{% endhow %}",
        "{% breadcrumbs evil '/x/' evil %}{% tabs tabs label=evil %}",
        "{% stat_tile evil evil href='/x/' note=evil how=evil %}{% tolerance_bar 1 label=evil %}",
        "{% diff_table rows caption=evil %}{% timeline entries %}",
        "{% job_progress '/x/' state='done' text=evil %}{% icon 'x' label=evil %}",
    ],
)
def test_hostile_names_stay_text_in_every_component(source: str) -> None:
    item = SimpleNamespace(label=HOSTILE, url="/x/", before=HOSTILE, after=HOSTILE, who=HOSTILE, text=HOSTILE)
    item.at, item.detail, item.capacity, item.count = (
        datetime(2026, 9, 30, tzinfo=UTC),
        HOSTILE,
        HOSTILE,
        HOSTILE,
    )
    tree = parse(source, evil=HOSTILE, tabs=[item], rows=[item], entries=[item])
    assert tree.xpath(".//img") == []
    assert [name for element in tree.iter() for name in element.attrib if name.startswith("on")] == []
    assert HOSTILE in tree.text_content() or HOSTILE in " ".join(tree.xpath(".//@aria-label"))
