"""My data: what is stored, who looked, correcting, exporting, closing the account."""
