use super::*;

/// An optional attribute of this kind, to be changed as a test needs.
pub(crate) fn attribute(name: &str, kind: AttributeKind) -> FlowAttribute {
    let choices = if kind == AttributeKind::Choice { vec!["red".into(), "green".into()] } else { Vec::new() };
    FlowAttribute {
        name: name.into(),
        label: format!("Your {name}"),
        kind,
        required: false,
        pattern: None,
        choices,
    }
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::Text(value.into())
}

fn field_of(result: Result<()>) -> String {
    match result {
        Err(Error::InvalidArgument { field, .. }) => field,
        other => panic!("{other:?}"),
    }
}

fn submit(definition: &FlowAttribute, value: AttributeValue) -> Result<Option<AttributeValue>, Vec<String>> {
    let submitted = BTreeMap::from([(definition.name.clone(), value)]);
    validate_values(std::slice::from_ref(definition), &submitted)
        .map(|mut accepted| accepted.remove(&definition.name))
}

#[test]
fn sound_definitions_pass() {
    let mut all = vec![
        attribute("displayName", AttributeKind::String),
        attribute("country", AttributeKind::Choice),
        attribute("age", AttributeKind::Integer),
        attribute("terms_2026", AttributeKind::Boolean),
        attribute("extension_6ea3bc85aec24b1c92ff4a117afb6621_Favoritecolor", AttributeKind::String),
    ];
    all[0].pattern = Some("^[a-zA-Z_][0-9a-zA-Z_ ]*[0-9a-zA-Z_]+$".into());
    assert_eq!(validate_definitions(&all), Ok(()));
    assert_eq!(validate_definitions(&[]), Ok(()));
}

#[test]
fn faults_name_their_place() {
    type Change = fn(&mut FlowAttribute);
    let cases: &[(AttributeKind, Change, &str)] = &[
        (AttributeKind::String, |a| a.name.clear(), "name"),
        (AttributeKind::String, |a| a.name = "1st".into(), "name"),
        (AttributeKind::String, |a| a.name = "first-name".into(), "name"),
        (AttributeKind::String, |a| a.name = "größe".into(), "name"),
        (AttributeKind::String, |a| a.name = "x".repeat(65), "name"),
        (AttributeKind::String, |a| a.name = "Email".into(), "name"),
        (AttributeKind::String, |a| a.name = "password".into(), "name"),
        (AttributeKind::String, |a| a.name = "FIRST".into(), "name"),
        (AttributeKind::Integer, |a| a.name = "city".into(), "type"),
        (AttributeKind::String, |a| a.label = " ".into(), "label"),
        (AttributeKind::String, |a| a.label = "x".repeat(129), "label"),
        (AttributeKind::String, |a| a.label = "two\nlines".into(), "label"),
        (AttributeKind::String, |a| a.pattern = Some(String::new()), "pattern"),
        (AttributeKind::String, |a| a.pattern = Some("(".into()), "pattern"),
        (AttributeKind::String, |a| a.pattern = Some("a)|(b".into()), "pattern"),
        (AttributeKind::String, |a| a.pattern = Some("(?=x)".into()), "pattern"),
        (AttributeKind::String, |a| a.pattern = Some(r"(a)\1".into()), "pattern"),
        (AttributeKind::String, |a| a.pattern = Some("(?x)a # comment".into()), "pattern"),
        (AttributeKind::String, |a| a.pattern = Some(r"(\w{200}){200}".into()), "pattern"),
        (AttributeKind::String, |a| a.pattern = Some("x".repeat(1_001)), "pattern"),
        (AttributeKind::String, |a| a.choices = vec!["a".into(), "b".into()], "choices"),
        (AttributeKind::Choice, |a| a.choices.truncate(1), "choices"),
        (AttributeKind::Choice, |a| a.choices = (0..301).map(|i| i.to_string()).collect(), "choices"),
        (AttributeKind::Choice, |a| a.choices.push("red".into()), "choices[2]"),
        (AttributeKind::Choice, |a| a.choices[1].clear(), "choices[1]"),
        (AttributeKind::Choice, |a| a.pattern = Some("r.*".into()), "choices[1]"),
    ];
    for (index, (kind, change, place)) in cases.iter().enumerate() {
        let mut bad = attribute("second", *kind);
        change(&mut bad);
        let all = [attribute("first", AttributeKind::String), bad];
        assert_eq!(field_of(validate_definitions(&all)), format!("attributes[1].{place}"), "case {index}");
    }
    let many: Vec<_> = (0..101).map(|i| attribute(&format!("a{i}"), AttributeKind::String)).collect();
    assert_eq!(field_of(validate_definitions(&many)), "attributes");
    assert_eq!(validate_definitions(&many[..100]), Ok(()));
}

#[test]
fn values_come_out_in_their_kind() {
    use AttributeKind::*;
    use AttributeValue::{Boolean as B, Integer as I};
    for (kind, given, expected) in [
        (String, text("Ada Lovelace"), Some(text("Ada Lovelace"))),
        (String, text("42"), Some(text("42"))),
        (String, text(&"é".repeat(250)), Some(text(&"é".repeat(250)))),
        (String, text(&"é".repeat(251)), None),
        (String, text("two\nlines"), None),
        (String, text("nul\0"), None),
        (String, I(42), None),
        (String, B(true), None),
        (Boolean, B(false), Some(B(false))),
        (Boolean, text("true"), Some(B(true))),
        (Boolean, text("TRUE"), None),
        (Boolean, text("on"), None),
        (Boolean, I(1), None),
        (Integer, I(-7), Some(I(-7))),
        (Integer, text("42"), Some(I(42))),
        (Integer, text("-9223372036854775808"), Some(I(i64::MIN))),
        (Integer, text("9223372036854775808"), None),
        (Integer, text("4.2"), None),
        (Integer, text(" 42"), None),
        (Integer, text("４２"), None),
        (Integer, B(true), None),
        (Choice, text("red"), Some(text("red"))),
        (Choice, text("Red"), None),
        (Choice, text("blue"), None),
        (Choice, I(0), None),
    ] {
        let definition = attribute("it", kind);
        let expected = expected.map(Some).ok_or_else(|| vec!["it".to_owned()]);
        assert_eq!(submit(&definition, given.clone()), expected, "{kind:?} {given:?}");
    }
}

#[test]
fn blank_text_is_nothing() {
    use AttributeKind::*;
    for kind in [String, Boolean, Integer, Choice] {
        let mut definition = attribute("it", kind);
        assert_eq!(submit(&definition, text("")), Ok(None));
        assert_eq!(submit(&definition, text(" \t")), Ok(None));
        definition.required = true;
        assert_eq!(submit(&definition, text(" ")), Err(vec!["it".into()]));
    }
}

#[test]
fn a_required_boolean_must_be_true() {
    let mut terms = attribute("terms", AttributeKind::Boolean);
    terms.required = true;
    assert_eq!(submit(&terms, AttributeValue::Boolean(false)), Err(vec!["terms".into()]));
    assert_eq!(submit(&terms, text("false")), Err(vec!["terms".into()]));
    assert_eq!(submit(&terms, text("true")), Ok(Some(AttributeValue::Boolean(true))));
}

#[test]
fn patterns_match_whole_values() {
    let mut code = attribute("postalCode", AttributeKind::String);
    code.pattern = Some("[0-9]{5}|[A-Z]{2}".into());
    for good in ["12345", "AB"] {
        assert_eq!(submit(&code, text(good)), Ok(Some(text(good))));
    }
    for bad in ["123456", "x12345", "12345x", "ABC", "1234", "12345 "] {
        assert!(submit(&code, text(bad)).is_err(), "{bad}");
    }
    let mut age = attribute("age", AttributeKind::Integer);
    age.pattern = Some("1[89]|[2-9][0-9]".into());
    assert!(submit(&age, AttributeValue::Integer(17)).is_err());
    assert!(submit(&age, text("18")).is_ok());
    // Stored by something that did not check it: nothing passes.
    code.pattern = Some("(".into());
    assert!(submit(&code, text("12345")).is_err());
    // A classic of catastrophic backtracking, harmless here.
    code.pattern = Some("(a+)+b".into());
    assert!(submit(&code, text(&"a".repeat(250))).is_err());
}

#[test]
fn missing_wrong_and_unasked_names_are_all_told() {
    let mut definitions: Vec<_> = ["a", "b", "c"].map(|n| attribute(n, AttributeKind::Integer)).into();
    definitions[0].required = true;
    let submitted = BTreeMap::from([
        ("b".to_owned(), text("x")),
        ("c".to_owned(), text("1")),
        ("isAdmin".to_owned(), AttributeValue::Boolean(true)),
        ("C".to_owned(), text("")),
    ]);
    assert_eq!(
        validate_values(&definitions, &submitted),
        Err(vec!["a".into(), "b".into(), "C".into(), "isAdmin".into()])
    );
    assert_eq!(validate_values(&[], &BTreeMap::new()), Ok(BTreeMap::new()));
}

#[test]
fn json_forms_are_stable() {
    let values: BTreeMap<String, AttributeValue> =
        serde_json::from_str(r#"{"a":"1","b":1,"c":true}"#).unwrap();
    assert_eq!(values["a"], text("1"));
    assert_eq!(values["b"], AttributeValue::Integer(1));
    assert_eq!(values["c"], AttributeValue::Boolean(true));
    assert!(
        serde_json::from_str::<AttributeValue>("1.5").is_err()
            && serde_json::from_str::<AttributeValue>("null").is_err()
    );
    let definition: FlowAttribute =
        serde_json::from_str(r#"{"name":"n","label":"l","type":"choice","choices":["x","y"]}"#).unwrap();
    assert_eq!(definition.kind, AttributeKind::Choice);
    let again = serde_json::to_string(&definition).unwrap();
    assert_eq!(serde_json::from_str::<FlowAttribute>(&again).unwrap(), definition);
}
