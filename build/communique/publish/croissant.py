"""Writes `croissant.json`: the dataset in Croissant 1.1, with a record set per table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from communique.core import schema
from communique.core.schema import Field, Table
from communique.publish import parquet
from communique.publish.artefact import Tables
from communique.publish.descriptor import FILE_NAME as DESCRIPTOR

TITLE = "The Croissant description"
FILE_NAME = "croissant.json"
MIME_TYPE = "application/ld+json"
AFTER = ("descriptor",)

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
# The terms of Croissant that its own context lists; a reader compares contexts word for word.
CROISSANT_TERMS = (
    "arrayShape",
    "citeAs",
    "column",
    "containedIn",
    "equivalentProperty",
    "extract",
    "field",
    "fileObject",
    "fileProperty",
    "fileSet",
    "format",
    "includes",
    "isArray",
    "isLiveDataset",
    "jsonPath",
    "key",
    "md5",
    "parentField",
    "path",
    "recordSet",
    "references",
    "regex",
    "repeated",
    "replace",
    "samplingRate",
    "separator",
    "source",
    "subField",
    "transform",
)
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in CROISSANT_TERMS},
}
DATA_TYPES = {
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "integer": "sc:Integer",
    "number": "sc:Float",
}


def write(tables: Tables, folder: Path) -> None:
    """Describe the built dataset from its descriptor and the schemas."""
    descriptor = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
    text = json.dumps(described(descriptor), ensure_ascii=False, indent=2) + "\n"
    (folder / FILE_NAME).write_text(text, "utf-8", newline="\n")


def described(descriptor: dict[str, Any]) -> dict[str, Any]:
    """Return the Croissant document of a built descriptor."""
    contributors = descriptor.get("contributors", [])
    document = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": descriptor["name"],
        "alternateName": descriptor.get("title"),
        "description": descriptor.get("description"),
        "version": descriptor["version"],
        "datePublished": str(descriptor["created"])[:10],
        "inLanguage": "en",
        "isLiveDataset": False,
        "keywords": descriptor.get("keywords"),
        "license": [each["path"] for each in descriptor.get("licenses", []) if "path" in each],
        "url": descriptor.get("homepage"),
        "creator": [creator(each) for each in contributors],
        "citeAs": citation(descriptor),
        "distribution": [file_object(each) for each in descriptor["resources"]],
        "recordSet": [record_set(each["name"]) for each in descriptor["resources"]],
    }
    return {key: value for key, value in document.items() if value not in (None, [])}


def creator(contributor: dict[str, Any]) -> dict[str, str]:
    """Return a contributor in the terms of schema.org."""
    return {"@type": "sc:Organization", "name": contributor["title"]}


def citation(descriptor: dict[str, Any]) -> str:
    """Return how to cite the dataset, as BibTeX."""
    authors = " and ".join(f"{{{each['title']}}}" for each in descriptor.get("contributors", []))
    year = str(descriptor["created"])[:4]
    return (
        f"@misc{{{descriptor['name']}_{descriptor['version'].replace('.', '_')}, "
        f"author = {{{authors}}}, title = {{{{{descriptor.get('title', descriptor['name'])}}}}}, "
        f"year = {{{year}}}, version = {{{descriptor['version']}}}}}"
    )


def file_object(resource: dict[str, Any]) -> dict[str, Any]:
    """Return the file of one table."""
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": resource["name"],
        "contentUrl": resource["path"],
        "contentSize": f"{resource['communique:bytes']} B",
        # The registered type, and the one by which readers of Croissant know the format.
        "encodingFormat": [parquet.MIME_TYPE, "application/x-parquet"],
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def record_set(name: str) -> dict[str, Any]:
    """Return the record set of one table: its key and its fields.

    Foreign keys stand in `datapackage.json` alone: the reader of Croissant joins tables wherever
    one is given, and reads nothing at all where they lead in a circle, as they do here.
    """
    table = schema.table(name)
    record = {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": table.description,
        "field": [croissant_field(table, field) for field in table.fields],
    }
    if table.primary_key:
        record["key"] = [{"@id": f"{name}/{column}"} for column in table.primary_key]
    return record


def croissant_field(table: Table, field: Field) -> dict[str, Any]:
    """Return one field of a record set."""
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": DATA_TYPES.get(field.type, "sc:Text"),
        "source": {
            "fileObject": {"@id": f"data/{table.name}.parquet"},
            "extract": {"column": field.name},
        },
    }
    if field.type == "list":
        described |= {"isArray": True, "arrayShape": "-1"}
    return described
