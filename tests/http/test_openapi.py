"""The description of the API is complete, and its examples are true to their shapes."""

import msgspec
import pytest

from dragoman.http.openapi import examples, shapes_by_name

pytestmark = pytest.mark.learned


@pytest.fixture
def described(client):
    return client.get("/api/openapi.json").json()


def operations(described):
    return [(path, method, found) for path, methods in described["paths"].items() for method, found in methods.items()]


def references(node):
    if isinstance(node, dict):
        yield from ([node["$ref"]] if "$ref" in node else [])
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_every_path_has_words_and_answers(described):
    for path, method, found in operations(described):
        assert found["summary"], (method, path)
        assert found["tags"], (method, path)
        assert found["responses"]["200"]["content"], (method, path)
        assert {"401", "421", "503"} <= set(found["responses"]), (method, path)


def test_every_json_answer_has_an_example(described):
    for path, method, found in operations(described):
        for kind, content in found["responses"]["200"]["content"].items():
            assert kind != "application/json" or "example" in content or path.endswith(".json"), (method, path)


def test_no_reference_leads_nowhere(described):
    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(references(described)) <= known


def test_names_of_operations_are_unique(described):
    ids = [found["operationId"] for _, _, found in operations(described)]
    assert len(ids) == len(set(ids))


def shaped():
    return [name for name in examples() if name in shapes_by_name()]


@pytest.mark.parametrize("name", shaped())
def test_examples_fit_their_shapes(name):
    msgspec.convert(examples()[name], shapes_by_name()[name], strict=True)


def test_there_is_an_example_for_every_page():
    assert {name for name in shapes_by_name() if name.endswith("Page")} <= set(examples())
