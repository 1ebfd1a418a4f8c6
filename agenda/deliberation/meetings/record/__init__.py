"""What is kept while a meeting runs: attendance, speeches, motions, tasks."""
