"""Plan files: bytes to a neutral plan document and to the engine's network. Knows no Django.

A format is a folder with a `Format` and a reader, and a line of `detect.READERS`. A reader answers a
`plan.PlanDocument`, raises `errors.FormatError` with the line, and finds here what every format needs:
`budget` (how much a plan may have), `safe_xml` (XML from strangers), `outline` (levels to parents),
`references` (what points at nothing), `network.with_durations` (durations that follow from dates). It says
what it leaves out in `PlanDocument.not_taken_over`, by the format's own names.
"""
