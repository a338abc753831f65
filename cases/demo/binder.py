"""Orders the packets of the demo, and has them built at once by the worker's own task."""

from cases import tasks
from cases.actions import packets
from cases.demo.scene import Scene
from cases.models import Case, Exhibit, Packet, Proceeding

TITLE = "Respondent's evidence in support of the applications for asylum, withholding of removal and CAT"


def order(scene: Scene, case: Case, exhibits: tuple[Exhibit, ...], court: Proceeding) -> None:
    """Order a packet of these exhibits for the proceeding's next hearing."""
    hearing = court.hearings.filter(status="scheduled").order_by("starts_at").first()
    packets.order(
        case=case, proceeding=court, title=TITLE, exhibits=exhibits, hearing=hearing, by=scene.paralegal
    )


def build_waiting(scene: Scene) -> None:
    """Build what was ordered, as the worker would; call it outside the clinic: the task enters by itself."""
    with scene.clinic.inside():
        waiting = list(Packet.objects.filter(state="queued").values_list("pk", flat=True))
    for packet_id in waiting:
        tasks.build_packet(scene.clinic.pk, packet_id)
