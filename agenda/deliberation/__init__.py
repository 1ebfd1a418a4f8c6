"""Bodies answer in public: routing, parties, positions, meetings, minutes, discussion."""
