"""How the schema came to be, one step a file; run at start by `storage.migrate`."""
