"""Tests of what crosses services: architecture, contracts, journeys, browser, faults."""
