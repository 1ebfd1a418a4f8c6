"""What is done to a proposal in each stage: the content's acts, planned when the stage is reached."""
