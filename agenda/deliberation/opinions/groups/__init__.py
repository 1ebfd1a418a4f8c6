"""Who answers alike: from all answers to groups of participants."""
