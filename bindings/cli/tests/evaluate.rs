//! Deciding without a database: policies and sign-ins from files and standard input, a line for each.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::Stdio;

use common::{Shop, finish, mfa};
use serde_json::{Value, json};

const OFFICE: &str = r##"{"@odata.type": "#microsoft.graph.ipNamedLocation", "id": "office",
    "displayName": "Office", "isTrusted": true, "ipRanges": [{"cidrAddress": "192.0.2.0/24"}]}"##;

fn elsewhere() -> String {
    json!({
        "id": "away", "displayName": "Elsewhere", "state": "enabled",
        "conditions": {
            "users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
            "locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["block"]},
    })
    .to_string()
}

fn shop() -> Shop {
    let shop = Shop::empty();
    shop.write("p/a.json", &elsewhere());
    shop.write("p/deep/b.json", &mfa("MFA", "enabled", "staff"));
    shop.write("l.json", OFFICE);
    shop
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn decisions(text: &str) -> Vec<String> {
    lines(text).iter().map(|line| line["decision"].as_str().unwrap_or("error").to_owned()).collect()
}

#[test]
fn each_line_is_answered_by_one_in_its_order() {
    let shop = shop();
    let sign_ins = "\u{feff}{\"id\": 1, \"userId\": \"u\", \"ip\": \"192.0.2.9\"}\n\n  \n{\"id\": \"two\", \"ip\": \"198.51.100.1\"}\n\
                    {\"id\": 3, \"ip\": \"x\"}\nnonsense\n\
                    {\"id\": 4, \"ip\": \"192.0.2.9\", \"satisfiedControls\": [\"mfa\"]}";
    shop.write("s.jsonl", sign_ins);
    let ran = shop.json(&["evaluate", "--policies", "p", "--locations", "l.json", "--sign-ins", "s.jsonl"]);
    let ran = ran.fine();
    let answers = lines(&ran.out);
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&json!(1), &json!("two"), &json!(3), &json!(null), &json!(4)]);
    assert_eq!(decisions(&ran.out), ["controlsRequired", "block", "error", "error", "allow"]);
    assert_eq!(answers[0]["policies"][0]["id"], "away");
    assert_eq!(answers[2]["error"]["field"], "ip");
    assert_eq!(ran.err, "");
    // The same by standard input, with the location beside the policies, and no database at all.
    let mut command =
        shop.command(&["evaluate", "--json", "--policies", "l.json", "--policies", "p", "--sign-ins", "-"]);
    command.env_remove("DOORSTEP_DATABASE").env_remove("DOORSTEP_KEY_FILE");
    assert_eq!(finish(command, sign_ins).fine().out, ran.out);
    let trusted =
        ["evaluate", "--policies", "p", "--trusted-ips", "198.51.100.0/24,2001:db8::/32", "--sign-ins", "-"];
    let input = "{\"ip\": \"198.51.100.1\"}\n{\"ip\": \"2001:db8::1\"}\n{\"ip\": \"192.0.2.1\"}\n";
    let ran = shop.run_with(&[&trusted[..], &["--json"]].concat(), input).fine();
    assert_eq!(decisions(&ran.out), ["controlsRequired", "controlsRequired", "block"]);
}

#[test]
fn a_case_is_answered_by_a_list() {
    let shop = shop();
    let policies: Value = serde_json::from_str(&elsewhere()).unwrap();
    let case = json!({
        "policies": [policies], "namedLocations": [serde_json::from_str::<Value>(OFFICE).unwrap()],
        "signIns": [{"id": 1, "ip": "192.0.2.9"}, {"id": 2, "ip": "198.51.100.1"}],
    });
    let mut trusting = case.clone();
    trusting["options"] = json!({"mfaTrustedIps": ["198.51.100.0/24"]});
    let input = format!("{case}\n\n{trusting}\n{{\"policies\": 1}}\n");
    let ran = shop.run_with(&["evaluate", "--batch", "-", "--json"], &input).fine();
    let answers = lines(&ran.out);
    let of = |answer: &Value| {
        decisions(&answer.as_array().unwrap().iter().map(|one| format!("{one}\n")).collect::<String>())
    };
    assert_eq!(of(&answers[0]), ["allow", "block"]);
    assert_eq!(of(&answers[1]), ["allow", "allow"]);
    assert_eq!(answers[2]["error"]["field"], "policies");
    assert_eq!(answers.len(), 3);
    let human = shop.run_with(&["evaluate", "--batch", "-"], &input).fine().out;
    assert!(human.contains("block") && human.contains("away") && human.contains("must be a list"), "{human}");
}

/// A policy with a condition that cannot be evaluated.
fn timed() -> Value {
    let mut policy: Value = serde_json::from_str(&elsewhere()).unwrap();
    policy["id"] = "office-hours".into();
    policy["displayName"] = "Office hours".into();
    policy["conditions"]["times"] = json!({"includedRanges": ["09:00"]});
    policy
}

#[test]
fn a_policy_that_cannot_be_evaluated_is_named_and_leaves_the_others_as_they_are() {
    let shop = shop();
    shop.write("p/c.json", &timed().to_string());
    let arguments = ["evaluate", "--policies", "p", "--locations", "l.json", "--sign-ins", "-"];
    let input = "{\"id\": 1, \"ip\": \"192.0.2.9\"}\n{\"id\": 2, \"ip\": \"198.51.100.1\"}\n";
    let ran = shop.run_with(&[&arguments[..], &["--json"]].concat(), input).fine();
    assert_eq!(decisions(&ran.out), ["controlsRequired", "block"]);
    for answer in lines(&ran.out) {
        assert_eq!(answer["incomplete"], true);
        let unsupported = json!({
            "id": "office-hours", "index": 1, "result": "unsupported", "failed": [],
            "field": "conditions.times", "reason": "cannot be evaluated",
        });
        assert_eq!(answer["policies"][1], unsupported);
    }
    let told = shop.run_with(&arguments, input).fine().out;
    assert!(told.lines().skip(1).take(2).all(|line| line.contains("Office hours")), "{told}");
    // One that is disabled, or that can be evaluated, leaves a verdict complete.
    let mut disabled = timed();
    disabled["state"] = "disabled".into();
    shop.write("p/c.json", &disabled.to_string());
    let ran = shop.run_with(&[&arguments[..], &["--json"]].concat(), input).fine();
    for answer in lines(&ran.out) {
        assert_eq!(answer.get("incomplete"), None);
        assert_eq!(answer["policies"][1]["failed"], json!(["policyNotEnabled"]));
    }
}

#[test]
fn an_error_in_a_case_is_in_the_place_of_its_answer() {
    let shop = shop();
    let policies = [timed(), serde_json::from_str(&elsewhere()).unwrap()];
    let case = json!({
        "policies": policies,
        "signIns": [{"id": "bad", "ip": "x"}, {"id": "good", "ip": "198.51.100.1"}, "no object"],
    });
    let untrusting = json!({"signIns": [], "options": {"mfaTrustedIps": ["192.0.2.0/24", "x"]}});
    let input = format!("{case}\nnonsense\n[]\n{untrusting}\n{{\"signIns\": []}}\n");
    let ran = shop.run_with(&["evaluate", "--batch", "-", "--json"], &input).fine();
    let answers = lines(&ran.out);
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[0][0]["id"], "bad");
    assert_eq!(answers[0][0]["error"]["field"], "ip");
    assert!(answers[0][0].get("decision").is_none());
    assert_eq!((&answers[0][1]["decision"], &answers[0][1]["incomplete"]), (&json!("block"), &json!(true)));
    assert_eq!(answers[0][1]["policies"][0]["result"], "unsupported");
    assert_eq!(answers[0][2], json!({"error": {"field": "$", "reason": "must be a JSON object"}}));
    assert!(answers[1]["error"]["reason"].as_str().unwrap().starts_with("is not JSON"), "{}", answers[1]);
    assert_eq!(answers[2], json!({"error": {"field": "$", "reason": "must be a JSON object"}}));
    assert_eq!(answers[3]["error"]["field"], "options.mfaTrustedIps[1]");
    assert_eq!(answers[4], json!([]));
}

#[test]
fn people_get_a_line_for_each() {
    let shop = shop();
    let input = "{\"id\": \"one\", \"ip\": \"198.51.100.1\"}\n{\"id\": \"\\u001b[2J\", \"ip\": \"?\"}\n";
    let arguments = ["evaluate", "--policies", "p", "--locations", "l.json", "--sign-ins", "-"];
    let out = shop.run_with(&arguments, input).fine().out;
    let rows: Vec<&str> = out.lines().collect();
    assert!(rows[0].starts_with("Sign-in"), "{out}");
    assert!(rows[1].starts_with("one ") && rows[1].ends_with("block             Elsewhere, MFA"), "{out}");
    assert!(rows[2].contains("error") && rows[2].contains("ip: must be") && !out.contains('\x1b'), "{out}");
}

#[test]
fn what_cannot_be_read_or_holds_nothing_is_named() {
    let shop = shop();
    shop.write("s.jsonl", "{}\n");
    shop.write("empty.jsonl", "\n\n");
    shop.write("nothing.json", "{\"displayName\": \"x\"}");
    shop.write("none/readme.txt", "");
    let run = |policies: &str, locations: &str, sign_ins: &str| {
        shop.json(&["evaluate", "--policies", policies, "--locations", locations, "--sign-ins", sign_ins])
    };
    for (name, ran) in [
        ("gone.json", run("gone.json", "l.json", "s.jsonl")),
        ("nothing.json", run("p", "nothing.json", "s.jsonl")),
        ("none", run("none", "l.json", "s.jsonl")),
        ("gone.jsonl", run("p", "l.json", "gone.jsonl")),
        ("empty.jsonl", run("p", "l.json", "empty.jsonl")),
    ] {
        let ran = ran.ends_with(1);
        assert_eq!(ran.text("/error/code"), "file");
        assert!(ran.text("/error/message").starts_with(&format!("{name}: ")), "{}", ran.out);
        assert_eq!(ran.out.lines().count(), 1, "one line for programs: {}", ran.out);
    }
    let wrong = shop.json(&["evaluate", "--policies", "p", "--trusted-ips", "x", "--sign-ins", "s.jsonl"]);
    assert_eq!(wrong.ends_with(1).text("/error/field"), "mfa_trusted_ips[0]");
    for usage in [
        vec!["evaluate", "--policies", "p"],
        vec!["evaluate", "--sign-ins", "s.jsonl"],
        vec!["evaluate", "--policies", "-", "--sign-ins", "-"],
        vec!["evaluate", "--policies", "p", "--batch", "s.jsonl"],
    ] {
        shop.run(&usage).ends_with(2);
    }
}

#[test]
fn many_lines_keep_their_order_and_files_follow_each_other() {
    let shop = shop();
    let some =
        |from: usize, to: usize| -> String { (from..to).map(|id| format!("{{\"id\":{id}}}\n")).collect() };
    shop.write("s/1.jsonl", &some(0, 5000));
    shop.write("s/2/x.ndjson", some(5000, 5001).trim_end());
    shop.write("s/3.json", &some(5001, 9000));
    shop.write("s/.hidden.json", "nonsense");
    let ran = shop.json(&["evaluate", "--policies", "p", "--sign-ins", "s"]).fine();
    let ids: Vec<u64> = lines(&ran.out).iter().map(|line| line["id"].as_u64().unwrap()).collect();
    assert!(ids.iter().copied().eq(0..9000));
}

#[test]
fn an_answer_does_not_wait_for_the_next_question() {
    let shop = shop();
    let mut command = shop.command(&["evaluate", "--policies", "p", "--sign-ins", "-", "--json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut ask, mut answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in 0..3 {
        writeln!(ask, "{{\"id\": {id}}}").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("{{\"id\":{id},")), "{answer}");
    }
    drop(ask);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_who_leaves_ends_it_quietly() {
    let shop = shop();
    shop.write("s.jsonl", &"{\"id\": 1}\n".repeat(20_000));
    let mut command = shop.command(&["evaluate", "--policies", "p", "--sign-ins", "s.jsonl", "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    answers.read_line(&mut String::new()).unwrap();
    drop(answers);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}
