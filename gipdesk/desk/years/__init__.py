"""Last year beside this one: beginning from its report, what is to be done, the comparison."""
