"""Compares an engine with the reference: `generate.py 20000 | compare.py ENGINE [ARGUMENT…]`.

The engine reads a case on every line and answers a list of verdicts on every line. Of what is unsupported, only that it
is has to agree: the field and the reason are the engine's own words.
"""

import json
import subprocess
import sys

import reference


def bare(verdict):
    for policy in verdict.get("policies", []):
        policy.pop("field", None)
        policy.pop("reason", None)
    return verdict


def main():
    lines = sys.stdin.read().splitlines()
    engine = subprocess.run(sys.argv[1:], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    answers = engine.stdout.splitlines()
    if len(answers) != len(lines):
        sys.exit(f"{len(lines)} cases, but {len(answers)} answers")
    verdicts = differences = 0
    for line, answer in zip(lines, answers):
        case = json.loads(line)
        judged = json.loads(answer)
        expected = reference.judge_case(case)
        if not isinstance(judged, list) or len(judged) != len(expected):
            judged = [{"error": judged}] * len(expected)
        for sign_in, one, other in zip(case["signIns"], judged, expected):
            verdicts += 1
            if bare(one) != bare(other):
                differences += 1
                if differences <= 5:
                    print(json.dumps({**case, "signIns": [sign_in]}), json.dumps(one), json.dumps(other), sep="\n")
    print(f"{len(lines)} cases, {verdicts} verdicts, {differences} differences")
    sys.exit(1 if differences or not verdicts else 0)


if __name__ == "__main__":
    main()
