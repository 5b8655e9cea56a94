"""The reference's reading of filter rules for devices and applications."""

import re

from reference_documents import Unsupported

TOKEN = re.compile(r"""\s*(?:(?P<mark>[()\[\],])|(?P<text>"[^"]*"|'[^']*')|(?P<word>[^\s()\[\],"']+))""")
OPERATORS = ["-eq", "-startswith", "-endswith", "-contains", "-in", "-match"]
NEGATIVE = {"-ne": "-eq", "-notstartswith": "-startswith", "-notendswith": "-endswith", "-notcontains": "-contains",
            "-notin": "-in", "-notmatch": "-match"}
# Microsoft's table: what may be asked of an attribute, and the values that some of them have.
EQUAL, ANY = ["-eq", "-in"], OPERATORS
DEVICE_ATTRIBUTES = {
    "deviceid": EQUAL, "displayname": ANY, "deviceownership": EQUAL, "enrollmentprofilename": ANY,
    "iscompliant": ["-eq"], "manufacturer": ANY, "mdmappid": EQUAL, "model": ANY, "operatingsystem": ANY,
    "operatingsystemversion": ANY, "physicalids": ["-contains"], "profiletype": EQUAL, "systemlabels": ["-contains"],
    "trusttype": EQUAL, **{f"extensionattribute{n}": ANY for n in range(1, 16)}}
VALUES = {
    "deviceownership": ["personal", "company"], "trusttype": ["azuread", "serverad", "workplace"],
    "profiletype": ["registereddevice", "securevm", "printer", "shared", "iot"], "iscompliant": ["true", "false"]}


class Rule:
    """comparison > -not > -and > -or; `lookup` gives an attribute's value, or None."""

    def __init__(self, text, lookup):
        self.tokens, self.lookup, place = [], lookup, 0
        text = text.strip()
        while place < len(text):
            found = TOKEN.match(text, place)
            if not found:
                raise ValueError("token")
            self.tokens.append((found.lastgroup, found.group(found.lastgroup)))
            place = found.end()

    def take(self, *expected):
        kind, text = self.tokens[0] if self.tokens else (None, "")
        if kind != "text" and text.lower() in expected:
            self.tokens.pop(0)
            return True
        return False

    def value(self):
        result = self.either()
        if self.tokens:
            raise ValueError("more")
        return result

    def either(self):
        result = self.both()
        while self.take("-or", "or"):
            result = self.both() or result
        return result

    def both(self):
        result = self.negated()
        while self.take("-and", "and"):
            result = self.negated() and result
        return result

    def negated(self):
        if self.take("-not", "not"):
            return not self.negated()
        if self.take("("):
            result = self.either()
            if not self.take(")"):
                raise ValueError(")")
            return result
        return self.comparison()

    def comparison(self):
        if len(self.tokens) < 3 or self.tokens[0][0] != "word":
            raise ValueError("comparison")
        name = self.tokens.pop(0)[1].lower()
        operator = self.tokens.pop(0)[1].lower()
        operator = operator if operator.startswith("-") else "-" + operator
        positive = NEGATIVE.get(operator, operator)
        if positive not in OPERATORS:
            raise ValueError(operator)
        wanted = self.list() if positive == "-in" else self.literal()
        actual = self.lookup(name, positive, wanted if positive == "-in" else [wanted])
        return compare(positive, actual, wanted) != (operator in NEGATIVE)

    def list(self):
        if not self.take("["):
            return [self.literal()]
        items = []
        while not self.take("]"):
            items.append(self.literal())
            if not self.take(",") and (not self.tokens or self.tokens[0][1] != "]"):
                raise ValueError("list")
        return items

    def literal(self):
        kind, text = self.tokens.pop(0) if self.tokens else (None, "")
        if kind == "text":
            return text[1:-1]
        if kind == "word" and text.lower() in ("null", "$null"):
            return None
        if kind == "word" and text.lower() in ("true", "false"):
            return text
        raise ValueError("literal")


def compare(operator, actual, wanted):
    """A positive operator. Nothing equals null, except null itself where a rule writes it."""
    if operator == "-in":
        return any(compare("-eq", actual, item) for item in wanted)
    if actual is None or wanted is None:
        return operator == "-eq" and actual is None and wanted is None
    pattern, wanted = wanted, wanted.lower()
    if isinstance(actual, list):
        # Of a collection, whole strings are compared.
        items = [str(item).lower() for item in actual]
        return wanted in items if operator in ("-contains", "-eq") else any(compare(operator, i, pattern) for i in items)
    actual = str(actual).lower()
    return {"-eq": lambda: actual == wanted, "-startswith": lambda: actual.startswith(wanted),
            "-endswith": lambda: actual.endswith(wanted), "-contains": lambda: wanted in actual,
            "-match": lambda: re.search(pattern, actual, re.IGNORECASE) is not None}[operator]()


def device_filter(rule, device):
    """Whether the device is one that the rule describes. An unregistered device has no attributes."""
    def lookup(name, operator, wanted):
        attribute = name.removeprefix("device.")
        if attribute == name or operator not in DEVICE_ATTRIBUTES.get(attribute, []):
            raise ValueError(name)
        if any(value is not None and value.lower() not in VALUES.get(attribute, [value.lower()]) for value in wanted):
            raise ValueError(wanted)
        if device.get("registered") is False:
            return None
        managed = device.get("ismanaged")
        if managed is None:
            managed = device.get("mdmappid") or device.get("iscompliant") is True \
                or str(device.get("trusttype")).lower() == "serverad"
        if attribute.startswith("extensionattribute") and not managed:
            return None
        return device.get(attribute)
    return judge_rule(rule, lookup, "conditions.devices.deviceFilter.rule")


def app_filter(rule, attributes):
    def lookup(name, _operator, _wanted):
        attribute = name.removeprefix("customsecurityattribute.")
        if attribute == name or "_" not in attribute:
            raise ValueError(name)
        return attributes.get(attribute)
    return judge_rule(rule, lookup, "conditions.applications.applicationFilter.rule")


def judge_rule(rule, lookup, path):
    try:
        return Rule(rule, lookup).value()
    except (ValueError, re.error):
        raise Unsupported(path)
