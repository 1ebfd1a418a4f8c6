"""One owner's own sealed line with its proof, for nobody else to see."""
