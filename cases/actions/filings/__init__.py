"""What is done with filings: recorded, received, accepted, rejected. A date closes on acceptance, and not before."""

from cases.actions.filings.common import AT_ONCE
from cases.actions.filings.outcomes import accept, reject
from cases.actions.filings.recording import receive, record
from cases.actions.filings.settling import settle

__all__ = ["AT_ONCE", "accept", "receive", "record", "reject", "settle"]
