"""Reading an organisation's list into a dated snapshot."""
