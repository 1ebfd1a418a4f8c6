"""What comes of it: results and objections, tasks, appraisal."""
