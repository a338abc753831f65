"""The only door to encryption: keys, sealed texts, keyed hashes and encrypted files."""

from cases.vault.alone import master_key_id_alone, open_alone, rewrapped_alone, seal_alone
from cases.vault.field import SealedFormField, SealedTextField, Secret
from cases.vault.files import Stored, content_hash, decrypt_stream, encrypt_stream
from cases.vault.keys import (
    MasterKeyProblem,
    NoClinicKey,
    VaultProblem,
    check_configuration,
    in_use,
    master_key_id,
    new_key,
    rewrapped,
    unlocked,
)
from cases.vault.text import MASK, keyed_hash, open_sealed, seal

__all__ = [
    "MASK",
    "MasterKeyProblem",
    "NoClinicKey",
    "SealedFormField",
    "SealedTextField",
    "Secret",
    "Stored",
    "VaultProblem",
    "check_configuration",
    "content_hash",
    "decrypt_stream",
    "encrypt_stream",
    "in_use",
    "keyed_hash",
    "master_key_id",
    "master_key_id_alone",
    "new_key",
    "open_alone",
    "open_sealed",
    "rewrapped",
    "rewrapped_alone",
    "seal",
    "seal_alone",
    "unlocked",
]
