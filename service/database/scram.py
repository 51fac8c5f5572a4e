"""A password as the server stores it (SCRAM-SHA-256), so that its clear text never travels in SQL or into a log."""

import base64
import hashlib
import hmac

ITERATIONS = 4096


def verifier(password: str, salt: bytes) -> str:
    """PostgreSQL's form of a SCRAM-SHA-256 secret, for `ALTER ROLE ... PASSWORD`.

    The password must be printable ASCII: other characters would need the SASLprep normalisation. Raises ValueError.
    """
    if not (password and password.isascii() and password.isprintable()):
        raise ValueError("a password is one or more printable ASCII characters")
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, ITERATIONS)
    stored = hashlib.sha256(_sign(salted, b"Client Key")).digest()
    server = _sign(salted, b"Server Key")
    return f"SCRAM-SHA-256${ITERATIONS}:{_base64(salt)}${_base64(stored)}:{_base64(server)}"


def _sign(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
