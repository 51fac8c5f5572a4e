"""A browser without JavaScript: it keeps cookies, fills in the forms of a page and presses their buttons."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlencode

import httpx2
from starlette.applications import Starlette

LEDGER: Final = "250000007"
BASE: Final = "http://greffe.test"


class Page:
    """An answer, with its forms."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.headers = response.headers
        self.html: str = response.text
        self.url = str(response.url)
        self.response = response
        self._parsed = _Parsed()
        self._parsed.feed(self.html)

    @property
    def text(self) -> str:
        """What a reader sees, spaces made one; without hidden values."""
        return " ".join("".join(self._parsed.text).split())

    @property
    def json(self) -> Any:
        """An answer in JSON."""
        return self.response.json()

    def items(self, kind: str) -> list[str]:
        """The texts of the items of the list of a class."""
        return [" ".join("".join(each).split()) for each in self._parsed.lists.get(kind, [])]

    def choices(self, name: str) -> list[str]:
        """The values that a list offers."""
        return self._parsed.options[name]

    def boxes(self, name: str) -> list[str]:
        """The values of boxes to tick."""
        return self._parsed.boxes[name]

    def form(self, action: str = "") -> "Sheet":
        """The form of the main part (or the one whose action ends so)."""
        return next(each for each in self._parsed.forms if each.post and each.action.endswith(action) and each.main)

    def at(self, id_: str) -> Mapping[str, str]:
        """The attributes of an element."""
        return self._parsed.ids[id_]

    @property
    def ids(self) -> set[str]:
        """Every id."""
        return set(self._parsed.ids)

    @property
    def unlabelled(self) -> list[str]:
        """Fields that no label names."""
        return [name for name, id_ in self._parsed.fields if id_ not in self._parsed.labelled]


class Sheet:
    """A form of a page: where it goes and its values."""

    def __init__(self, action: str, post: bool, main: bool) -> None:
        self.action, self.post, self.main = action, post, main
        self.values: dict[str, list[str]] = {}

    def one(self, name: str) -> str:
        """A value."""
        return self.values[name][0]


class Browser:
    """Keeps the cookies of one person."""

    def __init__(self, app: Starlette, tokens: Mapping[str, str]) -> None:
        self.app, self.tokens = app, tokens
        self.client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE)

    async def close(self) -> None:
        """Close it."""
        await self.client.aclose()

    async def get(self, path: str, **headers: str) -> Page:
        """A page of the demonstration, in French unless the path says all."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return Page(await self.client.get(_address(path), headers=sent))

    async def post(self, path: str, values: Mapping[str, Any] | bytes, **headers: str) -> Page:
        """Send a form."""
        sent = {"content-type": "application/x-www-form-urlencoded", "origin": BASE}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = values if isinstance(values, bytes) else urlencode(values, doseq=True).encode()
        return Page(await self.client.post(_address(path), content=content, headers=sent))

    async def press(self, page: Page, do: str, **typed: Any) -> Page:
        """Fill in the form of a page and press one of its buttons. ``__`` in a name is a dot."""
        sheet = page.form()
        filled = {name.replace("__", "."): value for name, value in typed.items()}
        return await self.post(sheet.action, {**sheet.values, **filled, "_do": do})

    async def sign_in(self, who: str) -> Page:
        """With one of the tokens."""
        return await self.post("connexion", {"_token": self.tokens[who], "_form": ""})

    async def record(self, page: Page, **typed: Any) -> tuple[Page, Page]:
        """Fill in, check, record; the preview and the page after, which tells the entries."""
        preview = await self.press(page, "preview", **typed)
        assert preview.status == 200, preview.text
        done = await self.press(preview, "record")
        assert done.status == 303, done.text
        return preview, await self.get(done.headers["location"])


def _address(path: str) -> str:
    return path if path.startswith("/") else f"/fr/{LEDGER}/{path}"


class _Parsed(HTMLParser):
    _SKIPPED = ("script", "style", "head")

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Sheet] = []
        self.ids: dict[str, dict[str, str]] = {}
        self.labelled: set[str] = set()
        self.fields: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.in_main = False
        self._in_label = 0
        self._area: str | None = None
        self.selecting: str | None = None
        self._skip = 0
        self.options: dict[str, list[str]] = {}
        self.boxes: dict[str, list[str]] = {}
        self.lists: dict[str, list[list[str]]] = {}
        self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if "id" in told:
            assert told["id"] not in self.ids, f"{told['id']} twice"
            self.ids[told["id"]] = told

        if tag in self._SKIPPED:
            self._skip += 1
        elif (handle := getattr(self, f"_{tag}", None)) is not None:
            handle(told, told.get("name", ""))

    def _main(self, _: dict[str, str], __: str) -> None:
        self.in_main = True

    def _ol(self, told: dict[str, str], _: str) -> None:
        self._list = told.get("class", "").rpartition(" ")[2]

    _ul = _ol

    def _li(self, _: dict[str, str], __: str) -> None:
        if self._list:
            self.lists.setdefault(self._list, []).append([])

    def _form(self, told: dict[str, str], _: str) -> None:
        self.forms.append(Sheet(told.get("action", ""), told.get("method") == "post", self.in_main))

    def _label(self, told: dict[str, str], _: str) -> None:
        self._in_label += 1
        self.labelled.add(told.get("for", ""))

    def _input(self, told: dict[str, str], name: str) -> None:
        if not self.forms or not name:
            return
        kind = told.get("type", "text")
        boxed = kind in ("checkbox", "radio")
        if not boxed or "checked" in told:
            self.forms[-1].values.setdefault(name, []).append(told.get("value", "on" if boxed else ""))
        if boxed:
            self.boxes.setdefault(name, []).append(told.get("value", "on"))
        if kind != "hidden" and not self._in_label:
            self.fields.append((name, told.get("id", "")))

    def _textarea(self, told: dict[str, str], name: str) -> None:
        self._area = name
        self.forms[-1].values[name] = [""]
        self.fields.append((name, told.get("id", "")))

    def _select(self, told: dict[str, str], name: str) -> None:
        self.selecting = name
        self.forms[-1].values[name] = [""]
        self.fields.append((name, told.get("id", "")))

    def _option(self, told: dict[str, str], _: str) -> None:
        if self.selecting:
            self.options.setdefault(self.selecting, []).extend([told["value"]] if told.get("value") else [])
            if "selected" in told:
                self.forms[-1].values[self.selecting] = [told.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "main":
                self.in_main = False
            case "ol" | "ul":
                self._list = ""
            case "label":
                self._in_label -= 1
            case "textarea":
                self._area = None
            case "select":
                self.selecting = None
            case _ if tag in self._SKIPPED:
                self._skip -= 1

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].values[self._area][0] += data.removeprefix("\n")
        elif not self._skip:
            self.text.append(data)
            if self._list and self.lists.get(self._list):
                self.lists[self._list][-1].append(data)
