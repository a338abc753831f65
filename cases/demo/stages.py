"""Builds one more invented case that stands at a given stage of the main job."""

STAGES = ("intake", "hearing", "packet")


def build(*, stage: str, slug: str) -> dict[str, str]:
    raise NotImplementedError
