"""Accounts to walk the demo with: one of each role, with names that are easily typed.

They are made as everybody's are: a letter with a code, or an administrator's one-time link.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from agenda.accounts.invitations.commands import issue_letter
from agenda.accounts.recovery.commands import create_administrator, use_link
from agenda.accounts.registration.commands import register
from agenda.infra.passwords import hash_password
from agenda.infra.transaction import transaction
from agenda.kernel.authz import OPERATOR, VISITOR
from agenda.scenarios.demo.cast import Cast

PASSWORD = "ziteng-kaihua-42"  # noqa: S105 - it opens nothing but the demo, and is printed there
ADMINISTRATOR = "admin@demo.example"


@dataclass(frozen=True)
class Role:
    """Somebody to sign in as: the key of the person and the name that is typed."""

    name: str
    person: str

    @property
    def sign_in_name(self) -> str:
        """The address under which the role signs in; nobody can have it."""
        return f"{self.name}@demo.example"


ROLES = (
    Role("resident", "yin_xiuqin"),
    Role("elder", "shen_guizhen"),
    Role("tenant", "li_ruotong"),
    Role("leader", "chen_lindi"),
    Role("chair", "lu_wenjuan"),
    Role("secretary", "he_xiaowen"),
    Role("party", "zheng_guofang"),
    Role("owners", "sheng_longsheng"),
    Role("property", "ma_changgen"),
    Role("supervision", "qian_muzhen"),
    Role("street", "jin_lu"),
)


def open_accounts(cast: Cast) -> Iterator[str]:
    """Open every role's account and the administrator's; yields each sign-in name."""
    for role in ROLES:
        password_hash = hash_password(PASSWORD)
        with transaction(OPERATOR) as tx:
            ((_addressee, code),) = issue_letter(tx, cast.persons[role.person])
        with transaction(VISITOR) as tx:
            register(tx, code, name=role.sign_in_name, password_hash=password_hash)
        yield role.sign_in_name
    password_hash = hash_password(PASSWORD)
    with transaction(OPERATOR) as tx:
        token = create_administrator(tx, name=ADMINISTRATOR)
    with transaction(VISITOR) as tx:
        use_link(tx, token, password_hash=password_hash)
    yield ADMINISTRATOR
