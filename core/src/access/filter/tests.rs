//! Rules that Microsoft documents, that people publish, and that are wrong.

use super::*;
use crate::access::device::Device;

fn surface() -> Device {
    Device {
        device_id: Some("aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb".into()),
        display_name: Some("WD-Shared-7".into()),
        device_ownership: Some("Company".into()),
        is_compliant: Some(true),
        manufacturer: Some("Microsoft".into()),
        model: Some("Surface Pro".into()),
        operating_system: Some("Windows".into()),
        operating_system_version: Some("10.0.19041".into()),
        physical_ids: vec!["[ZTDId]:value".into(), "[HWID]:h:1".into()],
        trust_type: Some("ServerAD".into()),
        extension_attributes: [(1, "SAW".to_owned())].into(),
        ..Device::default()
    }
}

fn read(rule: &str) -> Filter<DeviceAttribute> {
    Filter::parse(rule).unwrap_or_else(|error| panic!("{rule}: {error}"))
}

fn holds(rule: &str, device: &Device) -> bool {
    read(rule).holds(|attribute| attribute.value(Some(device)))
}

#[test]
fn what_a_rule_says_of_a_device() {
    for rule in [
        r#"device.isCompliant -eq True"#,
        r#"device.isCompliant -eq "true""#,
        r#"DEVICE.ISCOMPLIANT -EQ true"#,
        r#"device.displayName -startsWith "wd-shared""#,
        r#"(device.deviceid -eq "AAAAAAAA-0000-1111-2222-bbbbbbbbbbbb")"#,
        r#"device.deviceId -in ["x", "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb"]"#,
        r#"device.deviceId -notIn ["x", "y"]"#,
        r#"device.operatingSystemVersion -in ["10.0.18363", "10.0.19041"]"#,
        r#"(device.devicePhysicalIDs -contains "[ZTDId]:value")"#,
        r#"device.physicalIds -notContains "[ZTDId]""#,
        r#"device.model -contains "face""#,
        r#"device.model -notEndsWith "Surface""#,
        r#"device.model -endsWith 'pro'"#,
        r#"device.model -match "^surface\s""#,
        r#"device.model -notMatch "face$""#,
        r#"device.extensionAttribute1 -eq "SAW""#,
        r#"device.extensionAttribute2 -eq null"#,
        r#"device.extensionAttribute1 -ne null"#,
        r#"device.isCompliant -eq True -or device.trustType -eq "AzureAD" -or device.trustType -eq "ServerAD""#,
        r#"device.isCompliant -ne True or device.trustType -eq "ServerAD""#,
        r#"-not (device.model -eq "x") -and not device.manufacturer -eq "y""#,
        "-not -not device.isCompliant -eq True",
    ] {
        assert!(holds(rule, &surface()), "{rule}");
    }
    for rule in [
        r#"device.isCompliant -ne True"#,
        r#"device.model -startsWith "pro""#,
        r#"device.deviceOwnership -eq "Personal""#,
        r#"device.physicalIds -contains "[ZTDId]""#,
        r#"device.manufacturer -eq "Microsoft" -and device.model -eq "x""#,
    ] {
        assert!(!holds(rule, &surface()), "{rule}");
    }
}

#[test]
fn and_binds_closer_than_or_and_not_closer_than_both() {
    let (yes, no) = ("device.isCompliant -eq True", "device.isCompliant -eq False");
    let device = surface();
    assert!(holds(&format!("{yes} -or {no} -and {no}"), &device));
    assert!(!holds(&format!("({yes} -or {no}) -and {no}"), &device));
    assert!(holds(&format!("{no} -and {no} -or {yes}"), &device));
    assert!(!holds(&format!("-not {yes} -and {no}"), &device));
    assert!(holds(&format!("-not ({yes} -and {no})"), &device));
    assert!(!holds(&format!("-not {yes} -or {no}"), &device));
}

/// Microsoft's table "Policy behavior with filter for devices".
#[test]
fn of_what_is_unknown_only_negative_operators_hold() {
    let unregistered = Device::default();
    let attributes = [("displayName", true), ("extensionAttribute1", true), ("deviceId", false)];
    for (attribute, text) in attributes {
        for (word, positive) in
            [("eq", true), ("startsWith", true), ("endsWith", true), ("contains", true), ("in", true)]
        {
            if !text && !matches!(word, "eq" | "in") {
                continue;
            }
            let value = if word == "in" { r#"["x"]"# } else { r#""x""# };
            let opposite = if word == "eq" { "ne".to_owned() } else { format!("not{word}") };
            assert!(positive && !holds(&format!("device.{attribute} -{word} {value}"), &unregistered));
            assert!(holds(&format!("device.{attribute} -{opposite} {value}"), &unregistered));
        }
    }
    assert!(!holds("device.isCompliant -eq False", &unregistered));
    assert!(holds("device.isCompliant -ne True", &unregistered));
    assert!(holds(r#"device.physicalIds -notContains "x""#, &unregistered));
    assert!(holds("device.model -eq null", &unregistered));
}

#[test]
fn extension_attributes_are_there_on_managed_devices_only() {
    let rule = r#"device.extensionAttribute1 -eq "SAW""#;
    let bare = Device { extension_attributes: [(1, "SAW".to_owned())].into(), ..Device::default() };
    assert!(!holds(rule, &bare));
    assert!(!holds(
        rule,
        &Device { trust_type: Some("Workplace".into()), is_compliant: Some(false), ..bare.clone() }
    ));
    assert!(holds(rule, &Device { trust_type: Some("serverad".into()), ..bare.clone() }));
    assert!(holds(rule, &Device { is_compliant: Some(true), ..bare.clone() }));
    assert!(holds(rule, &Device { mdm_app_id: Some("0000000a".into()), ..bare.clone() }));
    assert!(!holds(rule, &Device { mdm_app_id: Some(String::new()), ..bare }));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let deep = format!("{}device.isCompliant -eq True{}", "(".repeat(100), ")".repeat(100));
    for (rule, why) in [
        ("", "expected an attribute, found the end"),
        ("device.isCompliant", "expected an operator, found the end"),
        ("device.isCompliant -eq", "expected a text in quotes, True, False or null, found the end"),
        (
            "device.isCompliant -eq Perhaps",
            "expected a text in quotes, True, False or null, found Perhaps at character 24",
        ),
        (r#"device.isCompliant -eq "perhaps""#, r#""perhaps" is not among its values: True, False"#),
        ("device.shoeSize -eq \"x\"", "device.shoeSize at character 1 is not known"),
        ("user.mail -eq \"x\"", "user.mail at character 1 is not known"),
        ("device.extensionAttribute16 -eq \"x\"", "device.extensionAttribute16 at character 1 is not known"),
        ("device.extensionAttribute0 -eq \"x\"", "device.extensionAttribute0 at character 1 is not known"),
        ("device.model -like \"x\"", "-like at character 14 is not an operator of filters"),
        ("device.model -match \"(x\"", "\"(x\" is not a regular expression that can be used here"),
        ("device.model -eq \"x", "the quote at character 18 is not closed"),
        (
            "device.model -eq \"x\" device.model -eq \"y\"",
            "expected -and, -or or the end, found device.model at character 22",
        ),
        ("(device.model -eq \"x\"", "expected a closing parenthesis, found the end"),
        ("device.model -eq \"x\")", "expected -and, -or or the end, found a parenthesis at character 21"),
        ("device.model -in \"x\"", "expected a list in brackets, found a text at character 18"),
        ("device.model -in []", "expected a text in quotes, found a bracket at character 19"),
        ("device.model -in [\"x\",]", "expected a text in quotes, found a bracket at character 23"),
        (
            "device.model -in [\"x\" \"y\"]",
            "expected a comma or a closing bracket, found a text at character 23",
        ),
        (
            "device.model -startsWith null",
            "expected a text in quotes, True, False or null, found null at character 26",
        ),
        (
            "device.isCompliant -contains \"x\"",
            "-contains does not go with what it is asked of: -eq and -ne do",
        ),
        (
            "device.physicalIds -eq \"x\"",
            "-eq does not go with what it is asked of: -contains and -notContains do",
        ),
        (
            "device.trustType -eq \"Trusted\"",
            "\"trusted\" is not among its values: AzureAD, ServerAD, Workplace",
        ),
        ("device.model = \"x\"", "'=' at character 14 belongs nowhere"),
        (&deep, "is nested deeper than 64"),
        (&"é".repeat(3073), "has 3073 characters; 3072 are the most"),
    ] {
        assert_eq!(Filter::<DeviceAttribute>::parse(rule).expect_err(rule), why, "{rule}");
    }
}

#[test]
fn a_backtick_takes_the_next_character_as_it_is() {
    let device = Device { model: Some("7\" `pad`".into()), ..Device::default() };
    assert!(holds(r#"device.model -eq "7`" ``pad``""#, &device));
    assert!(holds(r#"device.model -eq '7" ``pad``'"#, &device));
}

#[test]
fn custom_security_attributes_of_apps() {
    let attributes = |values: &[&str]| {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        std::collections::BTreeMap::from([("Team_Owner".to_owned(), values)])
    };
    let holds = |rule: &str, values: &[&str]| {
        let filter: Filter<AppAttribute> =
            Filter::parse(rule).unwrap_or_else(|error| panic!("{rule}: {error}"));
        let attributes = attributes(values);
        filter.holds(|attribute| attribute.value(Some(&attributes)))
    };
    let rule = r#"CustomSecurityAttribute.Team_Owner -eq "HR""#;
    assert!(
        holds(rule, &["hr"]) && holds(rule, &["it", "HR"]) && !holds(rule, &["HRM"]) && !holds(rule, &[])
    );
    let rule = r#"customsecurityattribute.team_owner -contains "hr""#;
    assert!(holds(rule, &["HRM"]) && holds(rule, &["it", "HR"]) && !holds(rule, &["it", "HRM"]));
    let rule = r#"CustomSecurityAttribute.Team_Owner -in ["a", "HR"] -or CustomSecurityAttribute.Team_Other -ne "x""#;
    assert!(holds(rule, &["b"]), "what an app does not have is not x");
    let rule = r#"CustomSecurityAttribute.Team_Owner -notContains "HR""#;
    assert!(holds(rule, &[]) && !holds(rule, &["HR"]));
    for wrong in
        ["CustomSecurityAttribute.Team -eq \"x\"", "app.Team_Owner -eq \"x\"", "device.model -eq \"x\""]
    {
        assert!(Filter::<AppAttribute>::parse(wrong).is_err(), "{wrong}");
    }
}
