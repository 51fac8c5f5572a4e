"""The SCoT itself: approval, analysis, maintenance, revision, lapse."""
