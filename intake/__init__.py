"""Documents and spreadsheets of the office into a draft plan."""
