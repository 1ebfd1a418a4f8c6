"""The counted result of a decision: the sheet, its checks, and its arithmetic written out."""
