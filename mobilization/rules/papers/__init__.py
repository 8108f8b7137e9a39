"""Draft papers of mobilization, written from frozen facts; pure, so that every word can be tested."""
