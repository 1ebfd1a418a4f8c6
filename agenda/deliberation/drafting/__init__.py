"""The proposed remedy becomes a draft resolution, paragraph by paragraph, amended in public."""
