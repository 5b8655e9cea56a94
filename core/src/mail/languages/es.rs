//! Spanish.

use super::super::message::MailPurpose;
use super::{Language, Purpose};

pub(super) const SPANISH: Language = Language {
    tag: "es",
    right_to_left: false,
    this_app: "esta aplicación",
    app_of_tenant: "{{ app }} ({{ tenant }})",
    validity: "El código sirve una sola vez, durante {% if minutes == 1 %}un minuto{% else %}{{ minutes }} minutos\
               {% endif %}.",
    reference: "Referencia {{ reference }}: la página que pide el código muestra la misma.",
    account: "Cuenta: {{ account }}",
    secrecy: "Nadie de {{ tenant }} le pedirá nunca este código. No lo diga, no lo reenvíe ni lo comparta.",
    automatic: "Este mensaje se ha enviado automáticamente; nadie lee las respuestas.",
    purpose,
};

fn purpose(purpose: MailPurpose) -> Purpose {
    match purpose {
        MailPurpose::SignIn => Purpose {
            subject: "Su código de inicio de sesión para {{ app }} (referencia {{ reference }})",
            heading: "Su código de inicio de sesión",
            sentence: "Introduzca este código para iniciar sesión en {{ product }}.",
            unexpected: "¿No ha sido usted? Puede ignorar este mensaje: sin el código no entra nadie.",
        },
        MailPurpose::SecondFactor => Purpose {
            subject: "Confirme su inicio de sesión en {{ app }} (referencia {{ reference }})",
            heading: "Confirme que es usted",
            sentence: "Introduzca este código para terminar de iniciar sesión en {{ product }}.",
            unexpected: "¿No ha sido usted? Entonces alguien conoce su contraseña. No comparta el código y cambie la \
                         contraseña ahora.",
        },
        MailPurpose::SignUp => Purpose {
            subject: "Confirme su dirección para {{ app }} (referencia {{ reference }})",
            heading: "Confirme su dirección",
            sentence: "Introduzca este código para crear su cuenta de {{ product }}.",
            unexpected: "¿No ha sido usted? Puede ignorar este mensaje: sin el código no se crea ninguna cuenta.",
        },
        MailPurpose::Registration => Purpose {
            subject: "Añada esta dirección a {{ app }} (referencia {{ reference }})",
            heading: "Añada esta dirección a su cuenta",
            sentence: "Introduzca este código para recibir en esta dirección los códigos de inicio de sesión de \
                       {{ product }}.",
            unexpected: "¿No ha sido usted? No comparta el código. Si tiene una cuenta, puede que alguien haya \
                         entrado en ella: cambie la contraseña.",
        },
        MailPurpose::AccountExists => Purpose {
            subject: "Ya tiene una cuenta de {{ app }}",
            heading: "Ya tiene una cuenta",
            sentence: "Alguien ha intentado crear una cuenta de {{ product }} con esta dirección, que ya tiene una. \
                       Si ha sido usted, vuelva a la aplicación e inicie sesión.",
            unexpected: "¿No ha sido usted? Puede ignorar este mensaje: nada ha cambiado en su cuenta.",
        },
    }
}
