"""What an auditor needs and nothing else: canonical bytes and leaves. It imports nothing of the project."""
