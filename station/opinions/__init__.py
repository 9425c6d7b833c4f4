"""What visitors think of the service: shares and their doubt, asked of the answers."""
