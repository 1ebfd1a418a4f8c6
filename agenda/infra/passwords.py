"""Hashing passwords with argon2id; always outside a transaction, for it takes a tenth of a second."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
"""The library's own parameters (RFC 9106: 64 MiB, 3 passes), raised as the library raises them."""
_NOBODY = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its salt and parameters."""
    return _HASHER.hash(password)


def fits(password_hash: str, password: str) -> bool:
    """Whether a password belongs to a hash; without a hash it takes as long and is False."""
    try:
        _HASHER.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)


def is_outdated(password_hash: str) -> bool:
    """Whether a hash was made with older parameters and should be made anew at sign-in."""
    return bool(password_hash) and _HASHER.check_needs_rehash(password_hash)
