"""Use cases of an incident, from its report to the return of the last resource."""
