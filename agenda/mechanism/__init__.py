"""The lifecycle: the one hand that moves a proposal."""
