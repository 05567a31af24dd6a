"""Writes how to cite the dataset, for people, reference managers, Zenodo and search engines.

Everything comes from the built descriptor, so that no two of these files can disagree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Descriptor = Mapping[str, Any]
JsonObject = dict[str, Any]

SCHEMA_ORG = "https://schema.org"
# Characters that TeX reads as commands.
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Work:
    """What a citation of the dataset states."""

    name: str
    title: str
    description: str
    version: str
    date: str
    authors: tuple[str, ...]
    licences: tuple[JsonObject, ...]
    keywords: tuple[str, ...]
    homepage: str | None
    identifier: str | None

    @property
    def year(self) -> str:
        """The year of the version."""
        return self.date[:4]

    @property
    def address(self) -> str | None:
        """Where the dataset is found: its DOI as an address, else its page; None without either."""
        if self.identifier and self.identifier.startswith("10."):
            return f"https://doi.org/{self.identifier}"
        return self.homepage


def work(descriptor: Descriptor) -> Work:
    """Return what is to be cited, from a descriptor; `created` is its date."""
    return Work(
        name=descriptor["name"],
        title=descriptor.get("title", descriptor["name"]),
        description=descriptor.get("description", ""),
        version=str(descriptor["version"]),
        date=str(descriptor["created"])[:10],
        authors=tuple(
            each["title"]
            for each in descriptor.get("contributors", ())
            if "creator" in each.get("roles", ["creator"])
        ),
        licences=tuple(dict(each) for each in descriptor.get("licenses", ())),
        keywords=tuple(descriptor.get("keywords", ())),
        homepage=descriptor.get("homepage"),
        identifier=descriptor.get("id"),
    )


def bibtex(cited: Work) -> str:
    """Return a BibTeX entry."""
    key = f"{cited.name}_{cited.version}".replace(".", "_").replace("-", "_")
    fields = {
        "author": " and ".join(f"{{{tex(each)}}}" for each in cited.authors),
        "title": f"{{{tex(cited.title)}}}",
        "year": cited.year,
        "version": cited.version,
        "note": "Data set",
        "doi": cited.identifier
        if cited.identifier and cited.identifier.startswith("10.")
        else None,
        "url": cited.address,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def tex(text: str) -> str:
    """Return a text as TeX sets it literally."""
    return re.sub(r"[\\{}&%#_$~^]", lambda match: TEX[match[0]], text)


def csl_json(cited: Work) -> str:
    """Return one item of CSL-JSON, as reference managers take it, in its list."""
    year, month, day = (int(part) for part in cited.date.split("-"))
    item: JsonObject = {
        "id": f"{cited.name}-{cited.version}",
        "type": "dataset",
        "title": cited.title,
        "author": [{"literal": each} for each in cited.authors],
        "issued": {"date-parts": [[year, month, day]]},
        "version": cited.version,
        "URL": cited.address,
        "language": "en",
    }
    return to_json([{key: value for key, value in item.items() if value}])


def apa(cited: Work) -> str:
    """Return a reference in the style of the APA."""
    address = f" {cited.address}" if cited.address else ""
    return (
        f"{ended(listed(cited.authors, '&'))} ({cited.year}). {cited.title} (Version {cited.version}) "
        f"[Data set].{address}"
    )


def ended(sentence: str) -> str:
    """Return a part of a reference with a full stop at its end."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def plain(cited: Work) -> str:
    """Return a reference in plain words."""
    licence = ", ".join(str(each.get("name")) for each in cited.licences)
    parts = [listed(cited.authors, "and"), f"{cited.title}, version {cited.version}", cited.date]
    parts += [part for part in (licence, cited.address) if part]
    return ", ".join(parts) + "."


def listed(names: tuple[str, ...], last: str) -> str:
    """Return names in a row, `last` before the last of several."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def citation_cff(cited: Work) -> str:
    """Return the content of CITATION.cff, version 1.2.0 of the format."""
    document: JsonObject = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": cited.title,
        "abstract": cited.description,
        "authors": [{"name": each} for each in cited.authors],
        "version": cited.version,
        "date-released": cited.date,
        "license": [each["name"] for each in cited.licences if each.get("name")],
        "keywords": list(cited.keywords),
        "url": cited.homepage,
        "doi": cited.identifier
        if cited.identifier and cited.identifier.startswith("10.")
        else None,
    }
    if len(document["license"]) == 1:
        document["license"] = document["license"][0]
    stated = {key: value for key, value in document.items() if value}
    import yaml  # `cite` loads this module for much less

    return yaml.safe_dump(stated, sort_keys=False, allow_unicode=True, width=100)


def zenodo_json(cited: Work) -> str:
    """Return the content of .zenodo.json, which Zenodo reads before CITATION.cff."""
    licence = next((str(each["name"]).lower() for each in cited.licences if "name" in each), None)
    document: JsonObject = {
        "title": cited.title,
        "upload_type": "dataset",
        "description": cited.description,
        "creators": [{"name": each} for each in cited.authors],
        "version": cited.version,
        "publication_date": cited.date,
        "access_right": "open",
        "license": licence,
        "keywords": list(cited.keywords),
        "language": "eng",
    }
    return to_json({key: value for key, value in document.items() if value})


def schema_org(cited: Work, descriptor: Descriptor, span: str | None) -> str:
    """Return the dataset in JSON-LD of schema.org; `span` is the time that its articles cover."""
    document: JsonObject = {
        "@context": SCHEMA_ORG,
        "@type": "Dataset",
        "name": cited.title,
        "alternateName": cited.name,
        "description": cited.description,
        "version": cited.version,
        "datePublished": cited.date,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "license": [each["path"] for each in cited.licences if "path" in each],
        "creator": [{"@type": "Organization", "name": each} for each in cited.authors],
        "keywords": list(cited.keywords),
        "citation": apa(cited),
        "url": cited.homepage,
        "identifier": cited.address,
        "temporalCoverage": span,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": each["name"], "description": each["description"]}
            for each in descriptor["resources"]
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each["name"],
                "contentUrl": each["path"],
                "contentSize": f"{each['communique:bytes']} B",
                "encodingFormat": each["mediatype"],
                "sha256": each["hash"].removeprefix("sha256:"),
            }
            for each in descriptor["resources"]
        ],
    }
    return to_json({key: value for key, value in document.items() if value not in (None, [], "")})


def to_json(document: object) -> str:
    """Return a document as readable JSON, ended by a line end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
