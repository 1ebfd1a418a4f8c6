"""Paper beside the screen: stacks registered before closing, each sheet entered by two people."""
