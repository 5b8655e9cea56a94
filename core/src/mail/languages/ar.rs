//! Arabic.

use super::super::message::MailPurpose;
use super::{Language, Purpose};

pub(super) const ARABIC: Language = Language {
    tag: "ar",
    right_to_left: true,
    this_app: "هذا التطبيق",
    app_of_tenant: "{{ app }} ({{ tenant }})",
    // Arabic counts 1, 2, 3 to 10 and the rest differently; 103 to 110 do not occur.
    validity: "يصلح الرمز لمرة واحدة ولمدة {% if minutes == 1 %}دقيقة واحدة{% elif minutes == 2 %}دقيقتين\
               {% elif minutes <= 10 %}{{ minutes }} دقائق{% else %}{{ minutes }} دقيقة{% endif %}.",
    reference: "المرجع {{ reference }}: الصفحة التي تطلب الرمز تعرض المرجع نفسه.",
    account: "الحساب: {{ account }}",
    secrecy: "لن يطلب منك أحد من {{ tenant }} هذا الرمز أبدًا. لا تقرأه لأحد ولا تُعِد إرساله ولا تشاركه.",
    automatic: "أُرسلت هذه الرسالة تلقائيًا، ولا يقرأ أحد الردود عليها.",
    purpose,
};

fn purpose(purpose: MailPurpose) -> Purpose {
    match purpose {
        MailPurpose::SignIn => Purpose {
            subject: "رمز تسجيل الدخول إلى {{ app }} (المرجع {{ reference }})",
            heading: "رمز تسجيل الدخول",
            sentence: "أدخل هذا الرمز لتسجيل الدخول إلى {{ product }}.",
            unexpected: "لم تكن أنت؟ يمكنك تجاهل هذه الرسالة: لا يدخل أحد من دون الرمز.",
        },
        MailPurpose::SecondFactor => Purpose {
            subject: "أكّد تسجيل دخولك إلى {{ app }} (المرجع {{ reference }})",
            heading: "أكّد أنك صاحب الحساب",
            sentence: "أدخل هذا الرمز لإكمال تسجيل الدخول إلى {{ product }}.",
            unexpected: "لم تكن أنت؟ إذن يعرف شخص ما كلمة مرورك. لا تشارك الرمز وغيّر كلمة مرورك الآن.",
        },
        MailPurpose::SignUp => Purpose {
            subject: "أكّد عنوان بريدك لدى {{ app }} (المرجع {{ reference }})",
            heading: "أكّد عنوان بريدك",
            sentence: "أدخل هذا الرمز لإنشاء حسابك لدى {{ product }}.",
            unexpected: "لم تكن أنت؟ يمكنك تجاهل هذه الرسالة: لا يُنشأ أي حساب من دون الرمز.",
        },
        MailPurpose::Registration => Purpose {
            subject: "أضف هذا العنوان إلى {{ app }} (المرجع {{ reference }})",
            heading: "أضف هذا العنوان إلى حسابك",
            sentence: "أدخل هذا الرمز لتلقي رموز تسجيل الدخول إلى {{ product }} على هذا العنوان.",
            unexpected: "لم تكن أنت؟ لا تشارك الرمز. وإذا كان لديك حساب فقد يكون شخص ما قد دخل إليه: غيّر كلمة مرورك.",
        },
        MailPurpose::AccountExists => Purpose {
            subject: "لديك حساب بالفعل لدى {{ app }}",
            heading: "لديك حساب بالفعل",
            sentence: "حاول شخص ما إنشاء حساب لدى {{ product }} بهذا العنوان، وله حساب بالفعل. إذا كنت أنت فارجع إلى \
                       التطبيق وسجّل الدخول بدلًا من ذلك.",
            unexpected: "لم تكن أنت؟ يمكنك تجاهل هذه الرسالة: لم يتغير شيء في حسابك.",
        },
    }
}
