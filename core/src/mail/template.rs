//! Fills the phrases of a language into the two layouts, one of text and one of HTML.

use std::sync::LazyLock;

use minijinja::value::Value;
use minijinja::{Environment, HtmlEscape, UndefinedBehavior, context};

use super::languages::Language;
use super::message::MailPurpose;
use crate::error::{Error, Result};

/// Below RFC 5322's recommended 78, with room for a quoting mark.
const TEXT_WIDTH: usize = 76;

const HTML_LAYOUT: &str = include_str!("layout.html");

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
});

/// What is filled in, already cleaned.
pub(super) struct Fill<'a> {
    pub(super) language: &'static Language,
    pub(super) purpose: MailPurpose,
    pub(super) app: String,
    pub(super) tenant: String,
    pub(super) account: String,
    pub(super) reference: Option<String>,
    pub(super) minutes: u32,
    pub(super) code: Option<&'a str>,
}

/// What comes out.
pub(super) struct Written {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
}

/// Where a phrase goes, which decides how a value in it is kept from disturbing its surroundings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    Html,
}

pub(super) fn write(fill: &Fill<'_>) -> Result<Written> {
    let phrases = (fill.language.purpose)(fill.purpose);
    Ok(Written { subject: subject(fill, phrases.subject)?, text: text(fill)?, html: html(fill)? })
}

fn subject(fill: &Fill<'_>, phrase: &str) -> Result<String> {
    // Without a reference its place stays visible, which beats a second set of phrases for a case that no caller has.
    let subject = render("phrase.txt", phrase, phrase_values(fill, Part::Text)?)?;
    Ok(subject.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn text(fill: &Fill<'_>) -> Result<String> {
    let language = fill.language;
    let phrases = (language.purpose)(fill.purpose);
    let values = phrase_values(fill, Part::Text)?;
    let mut out = String::new();
    let mut paragraph = |phrase: &str| -> Result<()> {
        wrap(&render("phrase.txt", phrase, values.clone())?, &mut out);
        out.push('\n');
        Ok(())
    };
    paragraph(phrases.heading)?;
    paragraph(phrases.sentence)?;
    if let Some(code) = fill.code {
        // Digits keep their order in any paragraph, and a lone line is what people copy: an isolate around digits
        // would do nothing but end up, invisible, in the field for the code.
        let digits = code.bytes().all(|b| b.is_ascii_digit());
        paragraph(&if digits { code.to_owned() } else { isolated_left_to_right(language, code) })?;
        paragraph(language.validity)?;
        if fill.reference.is_some() {
            paragraph(language.reference)?;
        }
    }
    paragraph(language.account)?;
    if fill.code.is_some() {
        paragraph(language.secrecy)?;
    }
    paragraph(phrases.unexpected)?;
    wrap(&render("phrase.txt", language.automatic, values)?, &mut out);
    Ok(out)
}

fn html(fill: &Fill<'_>) -> Result<String> {
    let language = fill.language;
    let phrases = (language.purpose)(fill.purpose);
    let values = phrase_values(fill, Part::Html)?;
    let phrase = |source: &str| render("phrase.html", source, values.clone()).map(Value::from_safe_string);
    let code = fill.code.map(|code| HtmlEscape(code).to_string());
    render(
        "layout.html",
        HTML_LAYOUT,
        context! {
            language => language.tag,
            direction => if language.right_to_left { "rtl" } else { "ltr" },
            start => if language.right_to_left { "right" } else { "left" },
            app => fill.app.as_str(),
            tenant => (fill.tenant != fill.app).then_some(fill.tenant.as_str()),
            heading => phrase(phrases.heading)?,
            sentence => phrase(phrases.sentence)?,
            code => code.map(Value::from_safe_string),
            // A long code has less room for each character on a phone.
            code_size => fill.code.map_or(0, |c| if c.len() > 8 { 28 } else { 34 }),
            validity => phrase(language.validity)?,
            reference => if fill.reference.is_some() { phrase(language.reference)? } else { Value::from("") },
            account => phrase(language.account)?,
            secrecy => phrase(language.secrecy)?,
            unexpected => phrase(phrases.unexpected)?,
            automatic => phrase(language.automatic)?,
        },
    )
}

/// The values that phrases name.
fn phrase_values(fill: &Fill<'_>, part: Part) -> Result<Value> {
    let language = fill.language;
    let name = |name: &str| match part {
        Part::Html => safe(format!("<bdi>{}</bdi>", HtmlEscape(name))),
        Part::Text => Value::from(isolated(language, name)),
    };
    let label = |label: &str| match part {
        Part::Html => safe(format!("<bdi dir=\"ltr\">{}</bdi>", HtmlEscape(label))),
        Part::Text => Value::from(isolated_left_to_right(language, label)),
    };
    let app = name(&fill.app);
    let tenant = name(&fill.tenant);
    let product = if fill.app == fill.tenant {
        app.clone()
    } else {
        let source = language.app_of_tenant;
        let values = context! { app => app.clone(), tenant => tenant.clone() };
        match part {
            Part::Html => safe(render("phrase.html", source, values)?),
            Part::Text => Value::from(render("phrase.txt", source, values)?),
        }
    };
    Ok(context! {
        app => app,
        tenant => tenant,
        product => product,
        account => label(&fill.account),
        reference => label(fill.reference.as_deref().unwrap_or("-")),
        minutes => fill.minutes,
    })
}

fn safe(html: String) -> Value {
    Value::from_safe_string(html)
}

/// Renders one template. Names that end in `.html` are escaped.
fn render(name: &str, source: &str, values: Value) -> Result<String> {
    // Only the kind of failure is told: the rest may quote what was filled in.
    ENVIRONMENT
        .render_named_str(name, source, values)
        .map_err(|e| Error::internal(format!("mail template {name}: {:?}", e.kind())))
}

/// A name as it stands in text: kept from reordering its surroundings where either could run from right to left.
fn isolated(language: &Language, name: &str) -> String {
    if language.right_to_left || name.chars().any(is_right_to_left) {
        format!("\u{2068}{name}\u{2069}")
    } else {
        name.to_owned()
    }
}

/// A label of Latin letters, digits and signs as it stands in text.
fn isolated_left_to_right(language: &Language, label: &str) -> String {
    if language.right_to_left || label.chars().any(is_right_to_left) {
        format!("\u{2066}{label}\u{2069}")
    } else {
        label.to_owned()
    }
}

/// The blocks of the scripts that are written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Appends `paragraph`, broken between words into lines of at most [`TEXT_WIDTH`] characters where words allow.
fn wrap(paragraph: &str, out: &mut String) {
    let mut width = 0;
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if width > 0 {
            let fits = width + 1 + length <= TEXT_WIDTH;
            out.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        out.push_str(word);
        width += length;
    }
    out.push('\n');
}
