"""docs/opendata.md is true: it names every file with what it holds, every loss, every setting."""

from pathlib import Path

from service.messages.opendata import popolo_loses
from service.settings import Settings
from service.web.asked import PARAMETERS
from service.web.opendata import exports
from service.web.opendata.lists import LISTS

PAGE = (Path(__file__).parents[4] / "docs/opendata.md").read_text(encoding="utf-8")


def test_every_list_stands_in_the_table_with_its_question() -> None:
    french = {export.name: export.title for export in exports("fr")}
    for export in exports("en"):
        if export.name in LISTS:
            row = f"| `{export.name}` | {export.title} ({french[export.name]}) | {export.description} | "
            assert f"{row}`{LISTS[export.name].path[0]}` |" in PAGE
        else:
            assert all(address.rpartition("/")[2] in PAGE for address in export.addresses.values())


def test_every_parameter_setting_and_loss_is_said() -> None:
    assert all(f"`{name}=" in PAGE for name in (*PARAMETERS, "page"))
    assert "GREFFE_LICENCE" in PAGE
    assert "GREFFE_SIRETS" in PAGE
    losses = PAGE.partition("(`meta.loses`)")[2].partition("`end_date`")[0]
    assert losses.count("\n- ") == len(popolo_loses("en"))


def test_the_licence_is_the_deployments() -> None:
    chosen = Settings.from_environment({"GREFFE_DATA_DIR": "/nowhere", "GREFFE_LICENCE": "https://licence.example/1"})
    assert chosen.licence == "https://licence.example/1"
