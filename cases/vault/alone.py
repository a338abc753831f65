"""A secret of a person rather than of a clinic: sealed under a key of its own, which stands beside it as text."""

from base64 import b64decode, b64encode

from cases.vault import keys, text


def seal_alone(plain: str, *, label: str, purpose: str) -> str:
    """Return ``plain`` sealed under a fresh key that is wrapped by the current master key: two parts and a dot."""
    key = keys.new_key()
    with keys.unlocked(key, label=label):
        return _joined(key, text.seal(plain, purpose=purpose))


def open_alone(sealed: str, *, label: str, purpose: str) -> str:
    """Return what ``seal_alone`` sealed; raises VaultProblem naming the master key that is missing."""
    key, body = _parted(sealed)
    with keys.unlocked(key, label=label):
        return text.open_sealed(body, purpose=purpose)


def master_key_id_alone(sealed: str) -> str:
    """Return the id of the master key that it needs, without opening anything."""
    return keys.master_key_id(_parted(sealed)[0])


def rewrapped_alone(sealed: str) -> str:
    """Return the same secret with its key wrapped under today's current master key."""
    key, body = _parted(sealed)
    return _joined(keys.rewrapped(key), body)


def _joined(*parts: bytes) -> str:
    return ".".join(b64encode(part).decode() for part in parts)


def _parted(sealed: str) -> tuple[bytes, bytes]:
    key, _, body = sealed.partition(".")
    return b64decode(key), b64decode(body)
