"""What all calls share: errors, options, lists in pages."""
