"""What the clinic's reports are made of: dates, hearings without a packet, children near an age, and who carries what."""
