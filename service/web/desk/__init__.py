"""The desk: forms for the acts that a secretariat records most, each rehearsed before it is recorded."""
