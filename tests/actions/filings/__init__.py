"""Tests of what is done with filings."""
