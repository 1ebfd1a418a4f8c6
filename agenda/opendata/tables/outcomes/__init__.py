"""Public tables of votes, decisions, results, tasks and appraisals."""
