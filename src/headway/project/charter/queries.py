"""Reads about charters that several rooms need."""

from collections.abc import Iterable
from dataclasses import dataclass

from headway.organisation.models import Person
from headway.project.lifecycle.models import Project

from .dimensions import Dimension
from .document import Agreed, Content, Difference, content_of, differences
from .models import Charter, CharterVersion, Constraint, ProjectObjective, Tolerance


@dataclass(frozen=True, slots=True)
class Draft:
    """The working charter of a project with its parts."""

    charter: Charter
    objectives: list[ProjectObjective]
    constraints: list[Constraint]
    tolerances: list[Tolerance]

    @property
    def content(self) -> Content:
        """As one document."""
        return content_of(self.charter, self.objectives, self.constraints, self.tolerances)


def draft_of(project: Project) -> Draft:
    """The working charter of a project that the caller loaded through its own scope."""
    return Draft(
        charter=Charter.objects.within(project).select_related("submitted_by").get(),
        objectives=list(
            ProjectObjective.objects.within(project).select_related("acceptor").order_by("number")
        ),
        constraints=list(Constraint.objects.within(project).order_by("pk")),
        tolerances=sorted(
            Tolerance.objects.within(project), key=lambda t: Dimension.values.index(t.dimension)
        ),
    )


def last_version(project: Project) -> CharterVersion | None:
    """The charter that is in force, or None before the first confirmation."""
    versions = CharterVersion.objects.within(project).select_related("confirmed_by")
    return versions.order_by("-number").first()


def agreed(project: Project) -> Agreed | None:
    """What is in force, or None before the first confirmation."""
    version = last_version(project)
    return None if version is None else Agreed.of(version.number, version.digest, version.content)


def changes_since_confirmed(draft: Draft, version: CharterVersion | None) -> list[Difference]:
    """How the working charter differs from the one in force."""
    before = None if version is None else version.content
    after = draft.content
    return differences(before, after, names_in([before, after]))


def names_in(contents: Iterable[Content | None]) -> dict[int, str]:
    """Names of the people whom charters name."""
    ids = {
        row["acceptor"] for content in contents if content for row in content["objectives"] if row["acceptor"]
    }
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
