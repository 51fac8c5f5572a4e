"""What an auditor needs and nothing else: canonical bytes, the tree, signed notes, bundles and their verifier.

It imports nothing of the project: copied into a folder ``service`` of its own, ``python -m service.proof BUNDLE``
verifies with Python 3.11, msgspec and cryptography alone. To read it in one sitting, begin with ``verify`` and go on
with ``trust`` (who signs), ``bundle`` and ``archive`` (the format), ``strict`` (JSON), ``merkle``, ``note``.
"""
