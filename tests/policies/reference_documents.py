"""How the reference reads documents: any case, and the many ways to say nothing."""


class Unsupported(Exception):
    """A policy that cannot be judged; the text is the field's path."""


def plain(value):
    """Keys without case and without annotations; of two spellings of a key the last counts."""
    if isinstance(value, dict):
        return {key.lower(): plain(inner) for key, inner in value.items() if "@" not in key and not key.startswith("#")}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def configured(value):
    """Missing, null, "", [], {} and an object of such members are all the same: not configured."""
    if isinstance(value, dict):
        return any(configured(inner) for inner in value.values())
    return value not in (None, "", [])


def part(document, *names):
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
        if not configured(document):
            return {}
    return document if isinstance(document, dict) else {}


def words(document, name, known=None, path=""):
    """A list, or flags in one comma-separated string, in lower case."""
    value = document.get(name)
    items = value if isinstance(value, list) else str(value).split(",") if configured(value) else []
    found = [str(item).strip().lower() for item in items]
    if any(known and word not in known for word in found):
        raise Unsupported(f"{path}.{name}")
    if isinstance(value, list) and any(str(item) != str(item).strip() for item in items):
        raise Unsupported(f"{path}.{name}")
    return found


def ids(document, name, known):
    """Ids and known words. A word that is not known is no id: those have more than letters."""
    found = words(document, name)
    if any(id not in known and id.isascii() and id.isalpha() for id in found):
        raise Unsupported(name)
    return found


def only(document, known, path):
    for name, value in document.items():
        if name not in known and configured(value):
            raise Unsupported(f"{path}.{name}")
