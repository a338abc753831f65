"""Two master keys, and how long hypothesis may try."""

import base64

from hypothesis import HealthCheck, settings

OLD = "old:" + base64.b64encode(b"o" * 32).decode()
NEW = "new:" + base64.b64encode(b"n" * 32).decode()
# the fixtures hold constants only, so sharing them between examples changes nothing
calmly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
