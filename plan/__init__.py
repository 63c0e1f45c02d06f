"""The rules: values in, values out, time passed in. Standard library only."""
