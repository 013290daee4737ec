import argparse
import socket

import pytest

from zeren_platform.commands import demo, server


def parsed(*words):
    parser = argparse.ArgumentParser()
    demo.add_arguments(parser)
    return parser.parse_args([str(word) for word in words])


def test_a_folder_with_other_data_is_never_touched(tmp_path, capsys):
    other = tmp_path / "important.txt"
    other.write_text("keep me", encoding="utf-8")

    assert demo.run(parsed("--port", server.free_port(), "--data", tmp_path)) == 2

    assert [path.name for path in tmp_path.iterdir()] == ["important.txt"]
    assert "something else than a demo city" in capsys.readouterr().err


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    place = tmp_path / "file"
    place.touch()

    assert demo.run(parsed("--port", server.free_port(), "--data", place)) == 2


def test_a_taken_port_is_named(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert demo.run(parsed("--port", port)) == 2

    assert f"port {port} is taken" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spoken", "language"), [("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C.UTF-8", "en"), ("de_DE", "en")]
)
def test_the_city_speaks_the_language_of_the_machine(monkeypatch, spoken, language):
    monkeypatch.setenv("LC_ALL", spoken)

    assert demo._language_here() == language


@pytest.mark.parametrize("port", ["65536", "-1", "eight", "8e3", "²"])
def test_what_is_no_port_is_refused_with_what_a_port_is(port, capsys):
    with pytest.raises(SystemExit) as stopped:
        parsed(f"--port={port}")

    assert stopped.value.code == 2
    assert "from 0 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--data", "--logins"])
def test_a_place_that_cannot_be_written_is_named(option, tmp_path, capsys):
    (tmp_path / "file").touch()
    place = tmp_path / "file" / "below"

    assert demo.run(parsed("--port", server.free_port(), option, place)) == 2

    assert f"{place} (Not a directory) cannot be written" in capsys.readouterr().err
