//! English.

use super::super::message::MailPurpose;
use super::{Language, Purpose};

pub(super) const ENGLISH: Language = Language {
    tag: "en",
    right_to_left: false,
    this_app: "this app",
    app_of_tenant: "{{ app }} ({{ tenant }})",
    validity: "The code works once, for {% if minutes == 1 %}one minute{% else %}{{ minutes }} minutes{% endif %}.",
    reference: "Reference {{ reference }}: the page that asks for the code shows the same.",
    account: "Account: {{ account }}",
    secrecy: "Nobody from {{ tenant }} will ever ask you for this code. Do not read it out, forward it or send it on.",
    automatic: "This message was sent automatically; nobody reads replies to it.",
    purpose,
};

fn purpose(purpose: MailPurpose) -> Purpose {
    match purpose {
        MailPurpose::SignIn => Purpose {
            subject: "Your sign-in code for {{ app }} (reference {{ reference }})",
            heading: "Your sign-in code",
            sentence: "Enter this code to sign in to {{ product }}.",
            unexpected: "Not you? Then you can ignore this message: without the code nobody gets in.",
        },
        MailPurpose::SecondFactor => Purpose {
            subject: "Confirm your sign-in to {{ app }} (reference {{ reference }})",
            heading: "Confirm that it is you",
            sentence: "Enter this code to finish signing in to {{ product }}.",
            unexpected: "Not you? Then somebody knows your password. Keep the code to yourself and change your password \
                         now.",
        },
        MailPurpose::SignUp => Purpose {
            subject: "Confirm your address for {{ app }} (reference {{ reference }})",
            heading: "Confirm your address",
            sentence: "Enter this code to create your account for {{ product }}.",
            unexpected: "Not you? Then you can ignore this message: no account is created without the code.",
        },
        MailPurpose::Registration => Purpose {
            subject: "Add this address to {{ app }} (reference {{ reference }})",
            heading: "Add this address to your account",
            sentence: "Enter this code to receive sign-in codes for {{ product }} at this address.",
            unexpected: "Not you? Then keep the code to yourself. If you have an account, somebody may be signed in to \
                         it: change your password.",
        },
        MailPurpose::AccountExists => Purpose {
            subject: "You already have an account for {{ app }}",
            heading: "You already have an account",
            sentence: "Somebody tried to create an account for {{ product }} with this address, which has one already. \
                       If it was you, go back to the app and sign in instead.",
            unexpected: "Not you? Then you can ignore this message: nothing about your account has changed.",
        },
    }
}
