"""Documents that the operator registers, which a client names by their SHA-256 instead of sending them.

Two forms of one thing: ``documentId: "sha256:<hex>"`` (GraphQL over HTTP, appendix Persisted Documents) and
``extensions.persistedQuery.sha256Hash`` (Apollo). A client registers nothing by itself: what it
sends runs, and is not kept.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from graphql import GraphQLError, OperationDefinitionNode
from strawberry.schema.base import BaseSchema

from service.graphql.limits import MAX_DOCUMENT, known_problems
from service.graphql.refusals import QueryRefused
from service.settings import Settings
from service.setup_error import SetupError

SUFFIX: Final = "*.graphql"
PREFIX: Final = "sha256:"


class NotFound(QueryRefused):
    """No document of the SHA-256 that was named."""

    def __init__(self) -> None:
        super().__init__(
            "PERSISTED_QUERY_NOT_FOUND",
            {
                "en": "No document of this SHA-256 is registered here.",
                "fr": "Aucun document de cette empreinte SHA-256 n'est enregistré ici.",
            },
        )
        self.message = "PersistedQueryNotFound"  # Apollo's clients look for this very word


class Documents:
    """The registered documents, by the SHA-256 of their UTF-8 text, and whether the public may send others."""

    def __init__(self, texts: Mapping[str, str] | None = None, *, only_for_the_public: bool = False) -> None:
        self._texts = {sha256(text): text for text in (texts or {}).values()}
        self.only_for_the_public = only_for_the_public

    def text(self, query: str | None, document_id: object, extensions: Mapping[str, Any] | None) -> str | None:
        """The document that a request means: the one it sends, or the one it names.

        Raises:
            QueryRefused: PERSISTED_QUERY_NOT_FOUND; PERSISTED_QUERY_MISMATCH when it sends another than it names.
        """
        named = _named(document_id, extensions)
        if named is None:
            return query
        if query is None:
            if named not in self._texts:
                raise NotFound
            return self._texts[named]
        if sha256(query) != named:
            raise QueryRefused(
                "PERSISTED_QUERY_MISMATCH",
                {
                    "en": "The query that was sent has another SHA-256 than the document that was named.",
                    "fr": "La requête envoyée n'a pas l'empreinte SHA-256 du document nommé.",
                },
            )
        return query

    def check_public(self, query: str | None) -> None:
        """Refuse the public what is not registered, where the operator says so; raises QueryRefused."""
        if self.only_for_the_public and query is not None and sha256(query) not in self._texts:
            raise QueryRefused(
                "DOCUMENT_NOT_REGISTERED",
                {
                    "en": "Without a token, this deployment answers registered documents alone.",
                    "fr": "Sans jeton d'accès, ce service ne répond qu'aux documents enregistrés.",
                },
                status=403,
            )


def sha256(text: str) -> str:
    """As ``sha256sum`` says it of the file."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_documents(folder: Path, schema: BaseSchema) -> dict[str, str]:
    """The documents of a folder, by file name: each one valid for the schema.

    Raises:
        SetupError: the folder cannot be read, or a document is none of this schema.
    """
    try:
        texts = {path.name: path.read_bytes().decode() for path in sorted(folder.glob(SUFFIX))}
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is no folder")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError("DOCUMENTS_UNREADABLE", error=error, suffix=SUFFIX) from error
    for name, text in texts.items():
        if problem := _problem(schema, text):
            raise SetupError("BAD_DOCUMENT", name=name, error=problem)
    return texts


def documents_of(settings: Settings, schema: BaseSchema) -> Documents:
    """What the settings register; raises SetupError as ``read_documents``."""
    if settings.documents is None:
        if settings.public_documents_only:
            raise SetupError("NO_DOCUMENTS_FOR_THE_PUBLIC")
        return Documents()
    texts = read_documents(settings.documents, schema)
    return Documents(texts, only_for_the_public=settings.public_documents_only)


def operations(schema: BaseSchema, text: str) -> list[str]:
    """Kind and name of each operation of a document that is valid."""
    document, _ = known_problems(schema, text)
    return [
        f"{node.operation.value} {node.name.value if node.name else '-'}"
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
    ]


def _problem(schema: BaseSchema, text: str) -> str | None:
    """Why a text is no document of the schema; None when it is one."""
    if len(text) > MAX_DOCUMENT:
        return f"it is {len(text)} characters long; the limit is {MAX_DOCUMENT}"
    try:
        document, problems = known_problems(schema, text)
    except (GraphQLError, RecursionError) as error:
        return str(error).partition("\n")[0]
    if problems:
        return problems[0].message
    if not any(isinstance(node, OperationDefinitionNode) for node in document.definitions):
        return "it holds no operation"
    return None


def _named(document_id: object, extensions: Mapping[str, Any] | None) -> str | None:
    """The SHA-256 that a request names, in lower case; None when it names none."""
    if document_id is not None:
        named = document_id if isinstance(document_id, str) else ""
        return named.removeprefix(PREFIX) if named.startswith(PREFIX) else ""
    persisted = (extensions or {}).get("persistedQuery")
    if not isinstance(persisted, dict):
        return None
    given = persisted.get("sha256Hash")
    return given.lower() if isinstance(given, str) else ""
