/*
 * Doorstep: multi-factor sign-in inside your own process. Tenants, user flows, Conditional Access and one-time
 * passcodes by email over an embedded SQLite file.
 *
 * Generated from ffi/c. Do not edit: `DOORSTEP_WRITE_HEADER=1 cargo test -p doorstep-c --test header` writes it anew.
 *
 * HOW IT HANGS TOGETHER
 *
 *   A doorstep_engine is an opened database. It gives doorstep_tenants, on which administrators configure apps, users,
 *   groups, user flows, methods and policies; and a tenant gives doorstep_apps, on which people sign up and in. Every
 *   call of a journey answers a doorstep_step: what to ask for next, or a session, or a denial. What an end user can
 *   cause (a wrong code, a block, an expiry) is a step; a status other than DOORSTEP_OK is a mistake of the program or
 *   a failure of its surroundings.
 *
 * CALLS AND ERRORS
 *
 *   A function that can fail returns a doorstep_status. Its parameters come in this order: what it is about, inputs,
 *   outputs, and last `doorstep_error **error`, which may be NULL. Outputs and *error are set to NULL or 0 on entry;
 *   on success the outputs are set, on failure only *error, to an error that the caller frees with
 *   doorstep_error_free. An output that still held a handle would lose it: free that one first, or use another variable.
 *   Apart from the statuses that a function names, any may answer DOORSTEP_STORAGE, DOORSTEP_BUSY, DOORSTEP_INTERNAL
 *   and the faults 1 to 19.
 *   Getters return what they get. For a bad handle, and for NULL, that is NULL, 0, false, or what else they say.
 *   A panic inside the library never unwinds into the caller: it is answered with DOORSTEP_PANIC.
 *
 * HANDLES
 *
 *   Pointers to types that this header does not define are handles. They are numbers dressed as pointers and never
 *   looked through: NULL, a stray value, a handle of another type and one that was freed are all refused with
 *   DOORSTEP_NULL_ARGUMENT or DOORSTEP_INVALID_HANDLE. Do not cast them, look into them or compare them for order.
 *   What a function puts into an output belongs to the caller, who frees it with the function named after its type;
 *   freeing NULL does nothing. What a getter or a `_at` function returns (a `const` pointer) is borrowed: it lives as
 *   long as the handle it came from and is not freed. Handles that came from another one, such as a tenant from its
 *   engine, may be freed in any order.
 *
 * LISTS
 *
 *   Every list has a type of its own, doorstep_THING_list, with `_count` and `_at`, whose items are borrowed from it.
 *   Lists of whole collections that can grow come in pages, with a `_next_cursor`.
 *
 * TEXT AND BYTES
 *
 *   Text is UTF-8 and ends with a NUL, both ways. What is given is borrowed for the call and copied where it is kept;
 *   at most 1 MiB is read, where nothing else is said. NULL stands for a text that is not there, where a function says
 *   so. Passwords, codes and tokens are no exception: a program that gets them with a length must refuse one with a NUL
 *   inside by itself, since what comes after it could not be seen here. Texts that are returned are borrowed from the
 *   handle they came from; only those of type `char *` belong to the caller, who frees them with doorstep_string_free.
 *   A NUL inside a text that is returned is replaced by U+FFFD. Tokens, codes and mail texts are wiped when their
 *   handle goes.
 *   Documents (policies, locations, strengths, flows, method configurations, attribute values) are JSON text.
 *
 * TIME
 *
 *   Times are milliseconds since 1970-01-01T00:00:00Z, durations milliseconds; their names end with _ms. A time that is
 *   missing is DOORSTEP_NO_TIME.
 *
 * ENUMERATIONS AND STRUCTS
 *
 *   The types of enumerations end with _t, all but doorstep_status. Numbers are never changed nor used again; treat one
 *   you do not know like a failure. Parameters that take one are
 *   uint32_t, and a number that is none of the enumeration is refused with DOORSTEP_INVALID_ENUM. Each `_name` function
 *   tells the word that the other languages and the JSON forms use.
 *   Structs with a `size` may grow at their end. Begin with the macro named after the struct, which sets it:
 *       doorstep_engine_options options = DOORSTEP_ENGINE_OPTIONS_INIT;
 *   Yes-or-no fields in them are uint32_t: 0 is no, anything else yes, unless they say otherwise.
 *
 * THREADS
 *
 *   Every function may be called from any thread at any time, also on the same handle. A handle that is freed while
 *   another thread is in a call with it stays alive until that call returns; what was borrowed from it must not be
 *   used any more. Calls that hash a password or write wait for the disk: keep them off threads that must not wait.
 *
 * CALLBACKS
 *
 *   A mailer, clock or country lookup is a struct of a context, a function and a `release`. The context is passed on as
 *   it is and released exactly once, even if the call that took it fails. Functions are called with no lock held, from
 *   any thread and from several at a time, and may call any function of this library. They must return normally: an
 *   exception or longjmp through the library is undefined behavior. doorstep_engine_close and doorstep_engine_free wait
 *   for a mailer that is at work, so do not call them holding a lock that it takes.
 *
 * FORK
 *
 *   A child after fork() can use nothing of its parent's: calls with such handles answer DOORSTEP_FORKED, getters
 *   NULL or 0. It may open an engine of its own, if no other thread was inside this library at the time of the fork:
 *   what such a thread held would stay held for ever. Do not open the database file with any other copy of SQLite.
 *
 * VERSIONS
 *
 *   Until 1.0.0, a release may change this interface; it then has another DOORSTEP_ABI_VERSION, which is also the
 *   number in the name of the shared library (libdoorstep.so.0). With the same number, programs go on working without
 *   being compiled anew.
 */

#ifndef DOORSTEP_H
#define DOORSTEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The version of this header, as text. */
#define DOORSTEP_VERSION "0.1.0"
#define DOORSTEP_VERSION_MAJOR 0
#define DOORSTEP_VERSION_MINOR 1
#define DOORSTEP_VERSION_PATCH 0

/** The version of the interface; see VERSIONS above. */
#define DOORSTEP_ABI_VERSION 0

/** The time in place of one that is missing. */
#define DOORSTEP_NO_TIME INT64_MIN

/**
 * What a call answers. Numbers are stable: never changed, never used again for something else. 1 to 19 are faults of
 * the call itself; from 20 on they are the errors of Doorstep, the same in every language. Treat an unknown number as
 * a failure.
 */
typedef enum doorstep_status {
  /** Done. */
  DOORSTEP_OK = 0,
  /** A pointer that must not be NULL is. */
  DOORSTEP_NULL_ARGUMENT = 1,
  /** A text is not UTF-8. */
  DOORSTEP_INVALID_UTF8 = 2,
  /** A handle is none, was freed, or is of another type. */
  DOORSTEP_INVALID_HANDLE = 3,
  /** A bug in Doorstep, which was stopped at the boundary. Please report it. */
  DOORSTEP_PANIC = 4,
  /** The handle was made before a fork, in the parent. Open an engine in the child. */
  DOORSTEP_FORKED = 5,
  /** A number is none of its enumeration. */
  DOORSTEP_INVALID_ENUM = 6,
  /** The `size` of a struct is none that this library knows, or fields that it does not know are used. */
  DOORSTEP_INVALID_SIZE = 7,
  /** A text or array is longer than 1 MiB, or than what a function says. */
  DOORSTEP_TOO_LONG = 8,
  /** Too many handles are open. */
  DOORSTEP_TOO_MANY_HANDLES = 9,
  /** An argument is not acceptable. Details: `field`, `reason`. */
  DOORSTEP_INVALID_ARGUMENT = 20,
  /**
   * No such thing in this tenant. A foreign tenant's id is answered exactly like an unknown one. Details: `kind`.
   */
  DOORSTEP_NOT_FOUND = 21,
  /** Something with this name, address or subject exists already. Details: `kind`. */
  DOORSTEP_ALREADY_EXISTS = 22,
  /** The acting user holds none of the roles that the call needs. Details: `needs`, a list of names. */
  DOORSTEP_FORBIDDEN = 23,
  /** A policy, flow or method document breaks a rule. Details: `path`, `reason`. */
  DOORSTEP_POLICY_INVALID = 30,
  /** A policy uses what cannot be evaluated here; it may only be stored disabled. Details: `path`. */
  DOORSTEP_POLICY_UNSUPPORTED = 31,
  /** The file is not a Doorstep database, or was written by a newer version. Details: `reason`. */
  DOORSTEP_INCOMPATIBLE_DATABASE = 40,
  /** The key could not be read from where it was said to be. Details: `reason`. */
  DOORSTEP_KEY_UNAVAILABLE = 41,
  /** The database was created with another key. */
  DOORSTEP_KEY_MISMATCH = 42,
  /** The storage layer failed. Details: `kind`. */
  DOORSTEP_STORAGE = 43,
  /** The disk is full. Nothing was written. */
  DOORSTEP_STORAGE_FULL = 44,
  /** The storage failed while committing: the change may or may not have been made. Read before trying again. */
  DOORSTEP_OUTCOME_UNKNOWN = 45,
  /** Another writer held the database, or every hashing slot was taken, for longer than the wait allows. */
  DOORSTEP_BUSY = 46,
  /** A message could not be composed or handed over. Details: `reason`. */
  DOORSTEP_MAIL = 50,
  /** A bug in Doorstep. Please report it. Details: `reason`. */
  DOORSTEP_INTERNAL = 90,
} doorstep_status;

/** Why a message is sent. */
typedef enum doorstep_mail_purpose_t {
  /** No purpose: the handle is bad. */
  DOORSTEP_MAIL_NONE = 0,
  /** A code that is the first factor. */
  DOORSTEP_MAIL_SIGN_IN = 1,
  /** A code after a password, or after a first factor that the host checked. */
  DOORSTEP_MAIL_SECOND_FACTOR = 2,
  /** A code that proves a new account's address. */
  DOORSTEP_MAIL_SIGN_UP = 3,
  /** A code that proves the address of a method being added to an account. */
  DOORSTEP_MAIL_REGISTRATION = 4,
  /** No code: somebody tried to sign up with the address of an account. */
  DOORSTEP_MAIL_ACCOUNT_EXISTS = 5,
} doorstep_mail_purpose_t;

/** What a journey asks for next. */
typedef enum doorstep_step_kind_t {
  /** None: the handle is bad. */
  DOORSTEP_STEP_NONE = 0,
  /** Ask for the password: `doorstep_app_submit_password`. */
  DOORSTEP_STEP_PASSWORD_REQUIRED = 1,
  /** Ask for the code that was sent: `doorstep_app_submit_code`, `doorstep_app_resend_code`. */
  DOORSTEP_STEP_CODE_REQUIRED = 2,
  /** Ask which method to use: `doorstep_app_request_challenge`. */
  DOORSTEP_STEP_METHOD_REQUIRED = 3,
  /** Ask for something to send codes to: `doorstep_app_register_method`. */
  DOORSTEP_STEP_REGISTRATION_REQUIRED = 4,
  /** Ask for attributes: `doorstep_app_submit_attributes`. */
  DOORSTEP_STEP_ATTRIBUTES_REQUIRED = 5,
  /** Ask for a new password: `doorstep_app_submit_password`. */
  DOORSTEP_STEP_NEW_PASSWORD_REQUIRED = 6,
  /** Done: the user is signed in. */
  DOORSTEP_STEP_COMPLETED = 7,
  /** Over: the user is not signed in. */
  DOORSTEP_STEP_DENIED = 8,
  /** Show terms of use and ask whether they are accepted: `doorstep_app_accept_terms`. */
  DOORSTEP_STEP_TERMS_REQUIRED = 9,
} doorstep_step_kind_t;

/** What a code is for. A code for one purpose is worth nothing for another. */
typedef enum doorstep_code_purpose_t {
  /** None: no code is asked for. */
  DOORSTEP_CODE_NONE = 0,
  /** The first factor of a sign-in. */
  DOORSTEP_CODE_SIGN_IN = 1,
  /** The second factor. */
  DOORSTEP_CODE_SECOND_FACTOR = 2,
  /** Proving the address of a new account. */
  DOORSTEP_CODE_SIGN_UP = 3,
  /** Proving an address that is being registered as a method. */
  DOORSTEP_CODE_REGISTRATION = 4,
} doorstep_code_purpose_t;

/** How a code travels. */
typedef enum doorstep_channel_t {
  /** None: no code is asked for. */
  DOORSTEP_CHANNEL_NONE = 0,
  /** By email. */
  DOORSTEP_CHANNEL_EMAIL = 1,
} doorstep_channel_t;

/** A way to authenticate. */
typedef enum doorstep_method_kind_t {
  /** None: the handle is bad. */
  DOORSTEP_METHOD_NONE = 0,
  /** A password. */
  DOORSTEP_METHOD_PASSWORD = 1,
  /** A one-time passcode sent by email. */
  DOORSTEP_METHOD_EMAIL_OTP = 2,
} doorstep_method_kind_t;

/** Why the last submission did not advance a journey. */
typedef enum doorstep_problem_kind_t {
  /** None: there is no problem. */
  DOORSTEP_PROBLEM_NONE = 0,
  /** The password is wrong, or the account is unknown, disabled, locked or has none: never said which. */
  DOORSTEP_PROBLEM_INVALID_CREDENTIALS = 1,
  /** The code is wrong. At 0 tries left, another must be asked for. */
  DOORSTEP_PROBLEM_INVALID_CODE = 2,
  /** The code was right once, but a newer one was sent. */
  DOORSTEP_PROBLEM_CODE_SUPERSEDED = 3,
  /** The code ran out; another must be asked for. */
  DOORSTEP_PROBLEM_CODE_EXPIRED = 4,
  /** The new password breaks a rule. */
  DOORSTEP_PROBLEM_PASSWORD_REJECTED = 5,
  /** Attributes are missing or not acceptable. */
  DOORSTEP_PROBLEM_ATTRIBUTES_REJECTED = 6,
  /** What was given to be registered is no address. */
  DOORSTEP_PROBLEM_TARGET_REJECTED = 7,
  /** Another code was asked for too soon. */
  DOORSTEP_PROBLEM_RESEND_TOO_SOON = 8,
  /** No more codes can be sent: to this address for now, or in this journey at all. */
  DOORSTEP_PROBLEM_SEND_LIMIT_REACHED = 9,
  /** The message could not be delivered; it is tried again. */
  DOORSTEP_PROBLEM_MAIL_FAILED = 10,
} doorstep_problem_kind_t;

/** Why a new password was not taken. */
typedef enum doorstep_password_rejection_t {
  /** None: no password was rejected. */
  DOORSTEP_PASSWORD_REJECTION_NONE = 0,
  /** Fewer characters than the rules ask for. */
  DOORSTEP_PASSWORD_TOO_SHORT = 1,
  /** More characters than the rules allow. */
  DOORSTEP_PASSWORD_TOO_LONG = 2,
  /** Among the passwords that are tried first. */
  DOORSTEP_PASSWORD_COMMON = 3,
  /** The user's own address or name, or the tenant's or app's, perhaps with digits behind it. */
  DOORSTEP_PASSWORD_CONTAINS_IDENTITY = 4,
  /** Control characters. */
  DOORSTEP_PASSWORD_INVALID_CHARACTERS = 5,
  /** The password that is being replaced. */
  DOORSTEP_PASSWORD_SAME_AS_CURRENT = 6,
} doorstep_password_rejection_t;

/** Why a journey ended without a session. */
typedef enum doorstep_denial_kind_t {
  /** None: the journey was not denied. */
  DOORSTEP_DENIAL_NONE = 0,
  /** A policy blocks this sign-in. */
  DOORSTEP_DENIAL_BLOCKED_BY_POLICY = 1,
  /** A second factor is required and there is none that this user could use. */
  DOORSTEP_DENIAL_NO_USABLE_METHOD = 2,
  /** Too many wrong answers. */
  DOORSTEP_DENIAL_TOO_MANY_ATTEMPTS = 3,
  /** The journey expired, was canceled, or its token was used twice. */
  DOORSTEP_DENIAL_JOURNEY_ENDED = 4,
  /** The flow does not let people sign up. */
  DOORSTEP_DENIAL_SIGN_UP_NOT_ALLOWED = 5,
  /** There is an account with this address. Only of flows that opt in to saying so. */
  DOORSTEP_DENIAL_USER_ALREADY_EXISTS = 6,
  /** A control that no prompt can satisfy. */
  DOORSTEP_DENIAL_CONTROLS_UNMET = 7,
} doorstep_denial_kind_t;

/** Why no method can serve as the second factor. */
typedef enum doorstep_no_method_reason_t {
  /** None: that is not the reason. */
  DOORSTEP_NO_METHOD_NONE = 0,
  /** The first factor was a code by email, which cannot be the second one too. */
  DOORSTEP_NO_METHOD_EMAIL_OTP_WAS_FIRST_FACTOR = 1,
  /** No method is enabled for this user. */
  DOORSTEP_NO_METHOD_NO_METHOD_ENABLED = 2,
  /** The engine has no mailer. */
  DOORSTEP_NO_METHOD_NO_MAILER = 3,
  /** A policy asks for an authentication strength that no method of this user can meet. */
  DOORSTEP_NO_METHOD_STRENGTH_NOT_MET = 4,
} doorstep_no_method_reason_t;

/** How often something has to be shown again. */
typedef enum doorstep_sign_in_frequency_t {
  /** No policy says. */
  DOORSTEP_SIGN_IN_FREQUENCY_NONE = 0,
  /** Whenever the session is looked at again, but for five minutes after it was shown. */
  DOORSTEP_SIGN_IN_FREQUENCY_EVERY_TIME = 1,
  /** Once in so many hours. */
  DOORSTEP_SIGN_IN_FREQUENCY_TIME_BASED = 2,
} doorstep_sign_in_frequency_t;

/** Whether a browser session outlives the browser. */
typedef enum doorstep_persistent_browser_t {
  /** No policy says. */
  DOORSTEP_PERSISTENT_BROWSER_NONE = 0,
  /** It ends with the browser. */
  DOORSTEP_PERSISTENT_BROWSER_NEVER = 1,
  /** It is kept. */
  DOORSTEP_PERSISTENT_BROWSER_ALWAYS = 2,
} doorstep_persistent_browser_t;

/** Whether a policy is enforced. */
typedef enum doorstep_policy_state_t {
  /** None: the handle is bad. */
  DOORSTEP_POLICY_STATE_NONE = 0,
  /** Evaluated and enforced. */
  DOORSTEP_POLICY_ENABLED = 1,
  /** Never evaluated. */
  DOORSTEP_POLICY_DISABLED = 2,
  /** Evaluated and recorded; never changes an outcome. */
  DOORSTEP_POLICY_REPORT_ONLY = 3,
} doorstep_policy_state_t;

/** How bad a finding is. */
typedef enum doorstep_severity_t {
  /** None: the handle is bad. */
  DOORSTEP_SEVERITY_NONE = 0,
  /** Nobody could undo it: everybody, or every administrator, would be locked out. */
  DOORSTEP_SEVERITY_ERROR = 1,
  /** Somebody should look at it. */
  DOORSTEP_SEVERITY_WARNING = 2,
  /** Good to know. */
  DOORSTEP_SEVERITY_INFO = 3,
} doorstep_severity_t;

/** What the policies say of a sign-in. */
typedef enum doorstep_outcome_t {
  /** None: the handle is bad. */
  DOORSTEP_OUTCOME_NONE = 0,
  /** It may complete. */
  DOORSTEP_OUTCOME_ALLOW = 1,
  /** It ends, before any prompt. */
  DOORSTEP_OUTCOME_BLOCK = 2,
  /** It may complete once the required controls are satisfied. */
  DOORSTEP_OUTCOME_CONTROLS_REQUIRED = 3,
} doorstep_outcome_t;

/** What people sign up and sign in with first. */
typedef enum doorstep_identity_provider_t {
  /** None. In changes: leave it as it is. */
  DOORSTEP_IDENTITY_PROVIDER_NONE = 0,
  /** An email address and a password. */
  DOORSTEP_EMAIL_PASSWORD = 1,
  /** An email address and a one-time passcode sent to it. */
  DOORSTEP_EMAIL_OTP = 2,
} doorstep_identity_provider_t;

/** What kind of value an attribute holds. */
typedef enum doorstep_attribute_kind_t {
  /** None: the handle is bad. */
  DOORSTEP_ATTRIBUTE_NONE = 0,
  /** Text of at most 250 characters on one line. */
  DOORSTEP_ATTRIBUTE_STRING = 1,
  /** Yes or no. When required, only yes is taken, as for the acceptance of terms. */
  DOORSTEP_ATTRIBUTE_BOOLEAN = 2,
  /** A whole number. */
  DOORSTEP_ATTRIBUTE_INTEGER = 3,
  /** One of the given texts. */
  DOORSTEP_ATTRIBUTE_CHOICE = 4,
} doorstep_attribute_kind_t;

/** Whether an account may sign in. */
typedef enum doorstep_user_state_t {
  /** None: the handle is bad. */
  DOORSTEP_USER_NONE = 0,
  /** May sign in. */
  DOORSTEP_USER_ACTIVE = 1,
  /** May not; answered like an unknown account, its sessions and journeys ended. */
  DOORSTEP_USER_DISABLED = 2,
} doorstep_user_state_t;

/** What a member of a group is. */
typedef enum doorstep_member_kind_t {
  /** None: the handle is bad. */
  DOORSTEP_MEMBER_NONE = 0,
  /** A user. */
  DOORSTEP_MEMBER_USER = 1,
  /** A group, whose members are members too. */
  DOORSTEP_MEMBER_GROUP = 2,
} doorstep_member_kind_t;

/** What kind of attempt an entry of the sign-in log is about. */
typedef enum doorstep_sign_in_kind_t {
  /** None: the handle is bad. */
  DOORSTEP_SIGN_IN_KIND_NONE = 0,
  /** A sign-in. */
  DOORSTEP_SIGN_IN_KIND_SIGN_IN = 1,
  /** A sign-up. */
  DOORSTEP_SIGN_IN_KIND_SIGN_UP = 2,
  /** A second factor for a host that checked the first itself. */
  DOORSTEP_SIGN_IN_KIND_SECOND_FACTOR = 3,
  /** A session that went on: a refresh, or a step-up to an authentication context. */
  DOORSTEP_SIGN_IN_KIND_STEP_UP = 4,
} doorstep_sign_in_kind_t;

/** How an attempt stands. */
typedef enum doorstep_sign_in_result_t {
  /** None: the handle is bad. In a query: whatever it is. */
  DOORSTEP_SIGN_IN_ANY = 0,
  /** It ended with a session. */
  DOORSTEP_SIGN_IN_SUCCESS = 1,
  /** The last thing submitted was wrong, or nothing could satisfy what was asked. */
  DOORSTEP_SIGN_IN_FAILURE = 2,
  /** It waits for somebody, or was left. */
  DOORSTEP_SIGN_IN_INTERRUPTED = 3,
  /** A policy blocked it. */
  DOORSTEP_SIGN_IN_BLOCKED = 4,
} doorstep_sign_in_result_t;

/** A flow that moves a sign-in from one device to another. */
typedef enum doorstep_authentication_flow_t {
  /** There is none, or it is not known. */
  DOORSTEP_AUTHENTICATION_FLOW_UNKNOWN = 0,
  /** A code shown on one device is entered on another (RFC 8628). */
  DOORSTEP_AUTHENTICATION_FLOW_DEVICE_CODE_FLOW = 1,
  /** A signed-in device passes its sign-in on. */
  DOORSTEP_AUTHENTICATION_FLOW_AUTHENTICATION_TRANSFER = 2,
} doorstep_authentication_flow_t;

/** A yes or a no that may be left out. */
typedef enum doorstep_change_t {
  /** Left out. In changes: leave it as it is. Elsewhere: it is not known. */
  DOORSTEP_LEAVE = 0,
  /** Yes. */
  DOORSTEP_YES = 1,
  /** No. */
  DOORSTEP_NO = 2,
} doorstep_change_t;

/** What kind of client asks, as far as the host can tell. */
typedef enum doorstep_client_app_type_t {
  /** It is not known. */
  DOORSTEP_CLIENT_APP_UNKNOWN = 0,
  /** A web browser. */
  DOORSTEP_CLIENT_APP_BROWSER = 1,
  /** An app that signs in by modern protocols. */
  DOORSTEP_CLIENT_APP_MOBILE_APPS_AND_DESKTOP_CLIENTS = 2,
  /** A legacy mail client over Exchange ActiveSync. */
  DOORSTEP_CLIENT_APP_EXCHANGE_ACTIVE_SYNC = 3,
  /** The same, on a platform that policies can be enforced on. */
  DOORSTEP_CLIENT_APP_EAS_SUPPORTED = 4,
  /** Any other legacy client. */
  DOORSTEP_CLIENT_APP_OTHER = 5,
} doorstep_client_app_type_t;

/** What a device runs, as far as the host can tell. A user agent claims it without proof. */
typedef enum doorstep_device_platform_t {
  /** It is not known. */
  DOORSTEP_PLATFORM_UNKNOWN = 0,
  /** Android. */
  DOORSTEP_PLATFORM_ANDROID = 1,
  /** iOS and iPadOS. */
  DOORSTEP_PLATFORM_IOS = 2,
  /** Windows. */
  DOORSTEP_PLATFORM_WINDOWS = 3,
  /** Windows Phone, which nobody makes any more. */
  DOORSTEP_PLATFORM_WINDOWS_PHONE = 4,
  /** macOS. */
  DOORSTEP_PLATFORM_MACOS = 5,
  /** Linux. */
  DOORSTEP_PLATFORM_LINUX = 6,
} doorstep_device_platform_t;

/** How likely it is that a person inside the organization means harm, by the host's own detection. */
typedef enum doorstep_insider_risk_level_t {
  /** It is not known. */
  DOORSTEP_INSIDER_RISK_UNKNOWN = 0,
  /** Somewhat. */
  DOORSTEP_INSIDER_RISK_MINOR = 1,
  /** Rather. */
  DOORSTEP_INSIDER_RISK_MODERATE = 2,
  /** Very. */
  DOORSTEP_INSIDER_RISK_ELEVATED = 3,
} doorstep_insider_risk_level_t;

/** What a mailer's function answers. */
typedef enum doorstep_mail_result_t {
  /** Somebody else is responsible for the message now. */
  DOORSTEP_MAIL_RESULT_SENT = 0,
  /** It may work later: the same message comes again while its code lives. Any unknown number means this too. */
  DOORSTEP_MAIL_RESULT_RETRY = 1,
  /** It will never work for this message. */
  DOORSTEP_MAIL_RESULT_GIVE_UP = 2,
} doorstep_mail_result_t;

/** How likely it is that an account or a sign-in is somebody else's, by the host's own detection. */
typedef enum doorstep_risk_level_t {
  /** It is not known. */
  DOORSTEP_RISK_UNKNOWN = 0,
  /** Somewhat. */
  DOORSTEP_RISK_LOW = 1,
  /** Rather. */
  DOORSTEP_RISK_MEDIUM = 2,
  /** Very. */
  DOORSTEP_RISK_HIGH = 3,
  /** There is a level that may not be shown. */
  DOORSTEP_RISK_HIDDEN = 4,
  /** Not at all. */
  DOORSTEP_RISK_NONE = 5,
} doorstep_risk_level_t;

/** How the connection to a mail server is protected. */
typedef enum doorstep_smtp_security_t {
  /** TLS after `STARTTLS`, usually on port 587. A server that does not offer it is refused. */
  DOORSTEP_SMTP_STARTTLS = 0,
  /** TLS from the first byte, usually on port 465. */
  DOORSTEP_SMTP_TLS = 1,
  /** Not at all: for a server on this machine. Codes can be read on the way. */
  DOORSTEP_SMTP_UNPROTECTED = 2,
} doorstep_smtp_security_t;

/** What a target is. */
typedef enum doorstep_target_kind_t {
  /** None: the handle is bad. */
  DOORSTEP_TARGET_NONE = 0,
  /** Every user of the tenant. */
  DOORSTEP_TARGET_ALL_USERS = 1,
  /** The members of a group, nested ones too. */
  DOORSTEP_TARGET_GROUP = 2,
  /** One user. */
  DOORSTEP_TARGET_USER = 3,
} doorstep_target_kind_t;

/** Something that is not an app and that policies can be about all the same. */
typedef enum doorstep_user_action_t {
  /** There is none: somebody signs in to an app. */
  DOORSTEP_USER_ACTION_UNKNOWN = 0,
  /** Registering a method to sign in with. */
  DOORSTEP_USER_ACTION_REGISTER_SECURITY_INFORMATION = 1,
  /** Registering or joining a device. */
  DOORSTEP_USER_ACTION_REGISTER_OR_JOIN_DEVICES = 2,
  /** Recovering an account. */
  DOORSTEP_USER_ACTION_RECOVER_ACCOUNT = 3,
} doorstep_user_action_t;

/** How a user belongs to the tenant. */
typedef enum doorstep_user_type_t {
  /** It is not said: one of its own. */
  DOORSTEP_USER_TYPE_UNKNOWN = 0,
  /** One of its own. */
  DOORSTEP_USER_TYPE_MEMBER = 1,
  /** A guest with an account of this tenant. */
  DOORSTEP_USER_TYPE_INTERNAL_GUEST = 2,
  /** A guest from another organization. */
  DOORSTEP_USER_TYPE_B2B_COLLABORATION_GUEST = 3,
  /** A member from another organization. */
  DOORSTEP_USER_TYPE_B2B_COLLABORATION_MEMBER = 4,
  /** Somebody of another organization, in a shared channel. */
  DOORSTEP_USER_TYPE_B2B_DIRECT_CONNECT_USER = 5,
  /** Another external user. */
  DOORSTEP_USER_TYPE_OTHER_EXTERNAL_USER = 6,
  /** Somebody who administers the tenant for it. */
  DOORSTEP_USER_TYPE_SERVICE_PROVIDER = 7,
} doorstep_user_type_t;

/** An app as the people who sign in to it see it. Use it from any thread; it needs no role. */
typedef struct doorstep_app doorstep_app;

/** An app that people sign in to, as administrators see it. */
typedef struct doorstep_app_registration doorstep_app_registration;

/** App registrations, oldest first. */
typedef struct doorstep_app_registration_list doorstep_app_registration_list;

/** A policy that applied to a sign-in, with its result. */
typedef struct doorstep_applied_policy doorstep_applied_policy;

/** Applied policies. */
typedef struct doorstep_applied_policy_list doorstep_applied_policy_list;

/** One entry of the audit log: one administrative change, or its refusal. */
typedef struct doorstep_audit_entry doorstep_audit_entry;

/** A page of the audit log, newest first. */
typedef struct doorstep_audit_entry_list doorstep_audit_entry_list;

/** An authentication context of a tenant. Policies name it by id. */
typedef struct doorstep_authentication_context doorstep_authentication_context;

/** Authentication contexts, oldest first. */
typedef struct doorstep_authentication_context_list doorstep_authentication_context_list;

/** One thing that was shown or tried in an attempt. */
typedef struct doorstep_authentication_detail doorstep_authentication_detail;

/** Authentication details, in order. */
typedef struct doorstep_authentication_detail_list doorstep_authentication_detail_list;

/** An authentication strength, built in or of a tenant. Policies ask for it by id. */
typedef struct doorstep_authentication_strength doorstep_authentication_strength;

/** Authentication strengths. */
typedef struct doorstep_authentication_strength_list doorstep_authentication_strength_list;

/** A source of time other than the system's clock: one that stands still until told to move, or a function. */
typedef struct doorstep_clock doorstep_clock;

/** A sign-in that shows a claim wrong. */
typedef struct doorstep_counterexample doorstep_counterexample;

/** Who knows the country of an address. */
typedef struct doorstep_country_lookup doorstep_country_lookup;

/** What the policies say of one sign-in, and why. */
typedef struct doorstep_decision doorstep_decision;

/** Why a journey ended without a session; safe to show. */
typedef struct doorstep_denial doorstep_denial;

/** A directory role, which lets its holders administer something. */
typedef struct doorstep_directory_role doorstep_directory_role;

/** Directory roles. */
typedef struct doorstep_directory_role_list doorstep_directory_role_list;

/** An address that codes for a second factor can go to. */
typedef struct doorstep_email_method doorstep_email_method;

/** Email methods. */
typedef struct doorstep_email_method_list doorstep_email_method_list;

/** One opened database with its keys, mailer and clock. Everything starts here. Use it from any thread. */
typedef struct doorstep_engine doorstep_engine;

/** Why a call failed. Holds only what is safe to log: never a password, code, token or address. */
typedef struct doorstep_error doorstep_error;

/** Why a sign-in went as it did, in words that are the same in every language. */
typedef struct doorstep_explanation doorstep_explanation;

/** One attribute that a sign-up asks for. */
typedef struct doorstep_flow_attribute doorstep_flow_attribute;

/** Attributes, in the order of the page. */
typedef struct doorstep_flow_attribute_list doorstep_flow_attribute_list;

/** Sign-ins that no enforced policy blocks or asks anything of. */
typedef struct doorstep_gap doorstep_gap;

/** Gaps, the widest first. */
typedef struct doorstep_gap_list doorstep_gap_list;

/** A group of users and groups. */
typedef struct doorstep_group doorstep_group;

/** Groups, by name. */
typedef struct doorstep_group_list doorstep_group_list;

/** What became of one document of an import. */
typedef struct doorstep_import_item doorstep_import_item;

/** Every document of an import, in the order of the file. */
typedef struct doorstep_import_item_list doorstep_import_item_list;

/** What became of an import. */
typedef struct doorstep_import_report doorstep_import_report;

/**
 * The host's master key, from which every other key is derived. Keep it away from the database: whoever has both can
 * find a live code in seconds.
 */
typedef struct doorstep_key_ring doorstep_key_ring;

/** A named location of a tenant. Policies name it by id. */
typedef struct doorstep_location doorstep_location;

/** Locations, oldest first. */
typedef struct doorstep_location_list doorstep_location_list;

/** Who sends the mails of an engine. */
typedef struct doorstep_mailer doorstep_mailer;

/** A direct member of a group. */
typedef struct doorstep_member doorstep_member;

/** Members: users, then groups. */
typedef struct doorstep_member_list doorstep_member_list;

/** One mail to be sent: the only place where a code can be read. Lives until the mailer's function returns. */
typedef struct doorstep_message doorstep_message;

/** How a method is set. */
typedef struct doorstep_method_configuration doorstep_method_configuration;

/** Method configurations. */
typedef struct doorstep_method_configuration_list doorstep_method_configuration_list;

/** A method to choose. */
typedef struct doorstep_method_option doorstep_method_option;

/** Method options. */
typedef struct doorstep_method_option_list doorstep_method_option_list;

/** A stored Conditional Access policy. */
typedef struct doorstep_policy doorstep_policy;

/** What one policy had to do with a sign-in. */
typedef struct doorstep_policy_explanation doorstep_policy_explanation;

/** What every policy had to do with a sign-in: those that applied first. */
typedef struct doorstep_policy_explanation_list doorstep_policy_explanation_list;

/** Policies, oldest first. */
typedef struct doorstep_policy_list doorstep_policy_list;

/** What one policy made of a sign-in. */
typedef struct doorstep_policy_result doorstep_policy_result;

/** Policy results. */
typedef struct doorstep_policy_result_list doorstep_policy_result_list;

/** A policy that most tenants want. */
typedef struct doorstep_policy_template doorstep_policy_template;

/** Policy templates. */
typedef struct doorstep_policy_template_list doorstep_policy_template_list;

/** Why the last submission did not advance a journey, so that a page can be drawn again. */
typedef struct doorstep_problem doorstep_problem;

/** Whether a claim holds. */
typedef struct doorstep_proof doorstep_proof;

/** What would have changed on one day. */
typedef struct doorstep_replay_day doorstep_replay_day;

/** Days, in order. */
typedef struct doorstep_replay_day_list doorstep_replay_day_list;

/** What the drafts would have changed, of the sign-ins of one call. */
typedef struct doorstep_replay_page doorstep_replay_page;

/** What would have changed for one user. */
typedef struct doorstep_replay_user doorstep_replay_user;

/** Users. */
typedef struct doorstep_replay_user_list doorstep_replay_user_list;

/** What an enforced policy that applies asks of a sign-in. */
typedef struct doorstep_requirement doorstep_requirement;

/** Requirements, in the order of their policies. */
typedef struct doorstep_requirement_list doorstep_requirement_list;

/** A session, without its token. */
typedef struct doorstep_session doorstep_session;

/**
 * The session controls of all policies that apply, of which the strictest wins. Doorstep itself enforces the sign-in
 * frequency. The rest is for the host.
 */
typedef struct doorstep_session_controls doorstep_session_controls;

/** Sessions, oldest first. */
typedef struct doorstep_session_list doorstep_session_list;

/** One entry of the sign-in log: one attempt, from its first call to its end. */
typedef struct doorstep_sign_in doorstep_sign_in;

/** A page of the sign-in log, newest first. */
typedef struct doorstep_sign_in_list doorstep_sign_in_list;

/**
 * What a journey asks for next: one of nine kinds. Each getter says which kinds it is for; of the others it answers
 * NULL, 0 or `DOORSTEP_NO_TIME`.
 */
typedef struct doorstep_step doorstep_step;

/** Texts, such as the ids of some users. */
typedef struct doorstep_string_list doorstep_string_list;

/** One tenant, and in whose name administrative calls on it are made. Use it from any thread. */
typedef struct doorstep_tenant doorstep_tenant;

/** A tenant as the engine lists it. */
typedef struct doorstep_tenant_record doorstep_tenant_record;

/** Tenants, by name. */
typedef struct doorstep_tenant_record_list doorstep_tenant_record_list;

/** What an administrator may set for a whole tenant, as it was when read. */
typedef struct doorstep_tenant_settings doorstep_tenant_settings;

/** A way in which a user was shown to be who they are. */
typedef struct doorstep_used_method doorstep_used_method;

/** Used methods. */
typedef struct doorstep_used_method_list doorstep_used_method_list;

/** A user of one tenant. */
typedef struct doorstep_user doorstep_user;

/** How people sign up and in. */
typedef struct doorstep_user_flow doorstep_user_flow;

/** User flows, oldest first. */
typedef struct doorstep_user_flow_list doorstep_user_flow_list;

/** A page of users, oldest first. */
typedef struct doorstep_user_list doorstep_user_list;

/** One finding of the policy lint. */
typedef struct doorstep_warning doorstep_warning;

/** Warnings. */
typedef struct doorstep_warning_list doorstep_warning_list;

/** A function that tells the time. It is called with no lock held, from any thread and from several at a time. */
typedef struct doorstep_clock_callback {
  /** Passed to both functions. */
  void *context;
  /**
   * Answers the time in milliseconds since 1970-01-01T00:00:00Z. It must return normally: no exception, no longjmp.
   */
  int64_t (*now)(void *context);
  /** Called exactly once, when the time will not be asked for any more; may be NULL. */
  void (*release)(void *context);
} doorstep_clock_callback;

/** A function that hands messages over to whatever delivers them. */
typedef struct doorstep_mailer_callback {
  /** Passed to both functions. */
  void *context;
  /**
   * Hands over one message and answers a `doorstep_mail_result_t`. The message is borrowed for the call. It is called
   * with no lock held, from any thread and from several at a time, may call any function of this library, and must
   * return normally: no exception, no longjmp. A message comes at least once, and with the same id each time.
   */
  uint32_t (*send)(void *context, const doorstep_message *message);
  /** Called exactly once, when no message will come any more; may be NULL. */
  void (*release)(void *context);
} doorstep_mailer_callback;

/** How to reach a mail server. Begin with `DOORSTEP_SMTP_OPTIONS_INIT`. */
typedef struct doorstep_smtp_options {
  /** `sizeof(doorstep_smtp_options)`. */
  size_t size;
  /** Its name or address. With TLS, its certificate must be for exactly this. */
  const char *host;
  /** Its port, 1 to 65535. */
  uint32_t port;
  /** A `doorstep_smtp_security_t`; `DOORSTEP_SMTP_STARTTLS` by default. */
  uint32_t security;
  /** Sent together with `password`, never over an unprotected connection to another machine; or NULL. */
  const char *username;
  /** Sent together with `username`; or NULL. */
  const char *password;
  /** The longest wait for the server to connect, to take or to answer something, in milliseconds; 0 for 10 000. */
  uint64_t timeout_ms;
  /** The name to greet the server with; NULL for this machine's. */
  const char *hello_name;
  /** The certificate authorities to trust instead of the public ones, in PEM; or NULL. */
  const char *root_certificate_pem;
} doorstep_smtp_options;

/** What a `doorstep_smtp_options` begins with. */
#define DOORSTEP_SMTP_OPTIONS_INIT \
  { sizeof(doorstep_smtp_options), NULL, 587, DOORSTEP_SMTP_STARTTLS, NULL, NULL, 0, NULL, NULL }

/**
 * A function that tells the country of an address. It is asked once for each sign-in, sign-up, refresh, step-up or
 * what-if whose context has an address and no country, and only while a policy of the tenant names countries by address.
 */
typedef struct doorstep_country_lookup_callback {
  /** Passed to both functions. */
  void *context;
  /**
   * Writes the country of `ip` (ISO 3166-1, two letters in any case) to `country`, which has room for 8 bytes and is
   * all zero, and answers 1; or answers 0 when it does not know it. What is not two letters counts as not known. `ip` is
   * an IPv4 or IPv6 address, borrowed for the call; an IPv4 address that came as IPv6 is given as IPv4. It is called
   * with no lock held, from any thread and from several at a time, and must return normally: no exception, no longjmp.
   */
  uint32_t (*country)(void *context, const char *ip, char *country);
  /** Called exactly once, when no country will be asked for any more; may be NULL. */
  void (*release)(void *context);
} doorstep_country_lookup_callback;

/**
 * Limits tighter than the built-in ones. Begin with `DOORSTEP_LIMITS_INIT` and set what is to be tighter; 0 stands for
 * the built-in limit, and none can be looser than that.
 */
typedef struct doorstep_limits {
  /** `sizeof(doorstep_limits)`. */
  size_t size;
  /** How long a code lives, in milliseconds: 60 000 to 600 000. Built in: 600 000. */
  int64_t code_lifetime_ms;
  /** Milliseconds between two codes of one journey: 60 000 to 3 600 000. Built in: 60 000. */
  int64_t resend_after_ms;
  /** Tries per code: 1 to 5. Built in: 5. */
  uint32_t tries_per_code;
  /** Codes sent in one journey: 1 to 5. Built in: 5. */
  uint32_t sends_per_journey;
  /** Codes sent to one address in an hour: 1 to 10. Built in: 10. */
  uint32_t sends_per_hour;
  /** Codes sent to one address in a day: 1 to 20. Built in: 20. */
  uint32_t sends_per_day;
  /**
   * Consecutive wrong codes of one user before the second factor locks for 15 minutes, doubling: 1 to 10. Built in:
   * 10.
   */
  uint32_t wrong_codes_before_lock;
  /** Wrong codes of one user in 24 hours, over every journey, thread and process: 1 to 20. Built in: 20. */
  uint32_t wrong_codes_per_day;
  /** Wrong passwords before the account locks for 60 s, doubling to an hour: 1 to 10. Built in: 10. */
  uint32_t wrong_passwords_before_lock;
  /** 0. */
  uint32_t reserved;
} doorstep_limits;

/** What a `doorstep_limits` begins with. */
#define DOORSTEP_LIMITS_INIT \
  { sizeof(doorstep_limits), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * How many policies, and what they refer to, a tenant may have: Microsoft's numbers, which a host may raise. Begin with
 * `DOORSTEP_POLICY_LIMITS_INIT` and set what is to be another; 0 stands for the built-in limit. Lowering one deletes
 * nothing; it refuses more.
 */
typedef struct doorstep_policy_limits {
  /** `sizeof(doorstep_policy_limits)`. */
  size_t size;
  /** Policies, in any state: 1 to 10 000. Built in: 240, as in Microsoft Entra. */
  uint32_t policies;
  /** Named locations: 1 to 10 000. Built in: 195, as in Microsoft Entra. */
  uint32_t locations;
  /** Authentication strengths beside the built-in ones: 1 to 10 000. Built in: 100. */
  uint32_t authentication_strengths;
  /** Networks of one named location: 1 to 10 000. Built in: 2000, as in Microsoft Entra. */
  uint32_t location_ranges;
  /** Networks trusted for MFA: 1 to 10 000. Built in: 50, as in Microsoft Entra. */
  uint32_t mfa_trusted_ips;
  /**
   * Applications that one policy lists, excluded ones among them: 1 to 10 000. Built in: 250, as in Microsoft Entra.
   */
  uint32_t policy_applications;
} doorstep_policy_limits;

/** What a `doorstep_policy_limits` begins with. */
#define DOORSTEP_POLICY_LIMITS_INIT \
  { sizeof(doorstep_policy_limits), 0, 0, 0, 0, 0, 0 }

/** How to open an engine. Begin with `DOORSTEP_ENGINE_OPTIONS_INIT`. */
typedef struct doorstep_engine_options {
  /** `sizeof(doorstep_engine_options)`. */
  size_t size;
  /** A path on a local disk, created with mode 0600 when there is no file; or `:memory:`, which nothing outlives. */
  const char *database;
  /** The host's master key. */
  const doorstep_key_ring *keys;
  /** Who sends the mails. NULL for nobody: codes cannot be sent, and policies that require them deny. */
  const doorstep_mailer *mailer;
  /** Where the time comes from; NULL for the system's clock. */
  const doorstep_clock *clock;
  /** Limits tighter than the built-in ones, or NULL. */
  const doorstep_limits *limits;
  /** How many policies, and what they refer to, a tenant may have; NULL for the built-in limits. */
  const doorstep_policy_limits *policy_limits;
  /**
   * Who knows the country of an address, where the host does not give it with a sign-in. Without this and
   * `country_database` it is unknown to policies that name countries.
   */
  const doorstep_country_lookup *country_lookup;
  /**
   * Instead of that, the path of a file in MaxMind's DB format: GeoLite2, GeoIP2 or DB-IP, of countries or cities. It is
   * read into memory as a whole, once.
   */
  const char *country_database;
  /**
   * 1 (the default) for a thread of the engine that delivers mail as soon as it is written; 0 when the host calls
   * `doorstep_engine_deliver_mail`.
   */
  uint32_t deliver_in_background;
  /** 0. */
  uint32_t reserved;
} doorstep_engine_options;

/** What a `doorstep_engine_options` begins with. */
#define DOORSTEP_ENGINE_OPTIONS_INIT \
  { sizeof(doorstep_engine_options), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0 }

/** What a round of delivery did. Begin with `DOORSTEP_MAIL_REPORT_INIT`. */
typedef struct doorstep_mail_report {
  /** `sizeof(doorstep_mail_report)`. */
  size_t size;
  /** Messages handed over. */
  uint64_t sent;
  /** Messages that will be tried again. */
  uint64_t failed;
  /** Messages that expired, or were refused for good. */
  uint64_t dropped;
  /** Messages still in the outbox. */
  uint64_t waiting;
} doorstep_mail_report;

/** What a `doorstep_mail_report` begins with. */
#define DOORSTEP_MAIL_REPORT_INIT \
  { sizeof(doorstep_mail_report), 0, 0, 0, 0 }

/** How much a purge deleted. Begin with `DOORSTEP_PURGE_REPORT_INIT`. */
typedef struct doorstep_purge_report {
  /** `sizeof(doorstep_purge_report)`. */
  size_t size;
  /** Journeys that ran out. */
  uint64_t journeys;
  /** Sessions that ran out. */
  uint64_t sessions;
  /** Messages that were not delivered in time. */
  uint64_t messages;
  /** Counted events outside every window. */
  uint64_t counters;
} doorstep_purge_report;

/** What a `doorstep_purge_report` begins with. */
#define DOORSTEP_PURGE_REPORT_INIT \
  { sizeof(doorstep_purge_report), 0, 0, 0, 0 }

/**
 * The values of a tenant's settings. To change some, read all of them with `doorstep_tenant_settings_read`, change
 * those, and hand all back to `doorstep_tenant_update_settings`. Begin with `DOORSTEP_TENANT_SETTINGS_VALUES_INIT`.
 */
typedef struct doorstep_tenant_settings_values {
  /** `sizeof(doorstep_tenant_settings_values)`. */
  size_t size;
  /** The name shown in mails; NULL for the tenant's own name. */
  const char *display_name;
  /** The name that mails come from; NULL for `display_name`. */
  const char *sender_name;
  /** The address that mails come from. */
  const char *sender_address;
  /** The language of mails when neither user nor browser names one (BCP 47). */
  const char *default_locale;
  /** Digits in a code: 6 to 10. A new tenant has 8. */
  uint32_t code_length;
  /** Fewest characters of a new password: 8 to 64. A new tenant has 8. */
  uint32_t password_min_length;
  /**
   * 1 when a policy that requires MFA sends a second code right after a sign-up that has just proven the address by
   * one; 0 (of a new tenant) when the proof counts once.
   */
  uint32_t ask_again_after_sign_up;
  /** How long a session lives without being used, in milliseconds: 1 minute to 24 hours. A new tenant has 1 hour. */
  int64_t session_idle_ms;
  /** How long a session lives at most, in milliseconds: 1 minute to 30 days. A new tenant has 24 hours. */
  int64_t session_lifetime_ms;
  /**
   * Networks such as `192.0.2.0/24` or `2001:db8::/32` that policies name as `AllTrusted`, together with every trusted
   * location: at most 50. Microsoft's "MFA trusted IPs". A new tenant has none.
   */
  const char *const *mfa_trusted_ips;
  /** How many there are in `mfa_trusted_ips`. */
  size_t mfa_trusted_ip_count;
} doorstep_tenant_settings_values;

/** What a `doorstep_tenant_settings_values` begins with. */
#define DOORSTEP_TENANT_SETTINGS_VALUES_INIT \
  { sizeof(doorstep_tenant_settings_values), NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0, NULL, 0 }

/**
 * A device, as the host knows it: what filters for devices ask about. Begin with `DOORSTEP_DEVICE_INIT`; what is NULL or
 * 0 is unknown, as everything is of a device that is not registered. Texts have at most 1024 bytes.
 */
typedef struct doorstep_device {
  /** `sizeof(doorstep_device)`. */
  size_t size;
  /** Whether it is registered, a `doorstep_change_t`. Of one that is not, nothing else counts. */
  uint32_t registered;
  /**
   * Whether it is managed, which extension attributes are only known of, a `doorstep_change_t`. When not given: it
   * has an `mdm_app_id`, is compliant, or its trust type is `ServerAD`.
   */
  uint32_t is_managed;
  /** Whether it complies with the organization's rules, a `doorstep_change_t`. */
  uint32_t is_compliant;
  /** 0. */
  uint32_t reserved;
  /** Its id in the directory. */
  const char *device_id;
  /** Its name. */
  const char *display_name;
  /** `Personal` or `Company`. */
  const char *device_ownership;
  /** The profile it was enrolled with. */
  const char *enrollment_profile_name;
  /** Who made it. */
  const char *manufacturer;
  /** The app that manages it. */
  const char *mdm_app_id;
  /** Its model. */
  const char *model;
  /** What it runs. */
  const char *operating_system;
  /** Which version of it. */
  const char *operating_system_version;
  /** Its hardware's ids: at most 100. */
  const char *const *physical_ids;
  /** How many there are in `physical_ids`. */
  size_t physical_id_count;
  /** `RegisteredDevice`, `SecureVM`, `Printer`, `Shared` or `IoT`. */
  const char *profile_type;
  /** Labels that the system gave it: at most 100. */
  const char *const *system_labels;
  /** How many there are in `system_labels`. */
  size_t system_label_count;
  /** `AzureAD` (joined), `ServerAD` (hybrid joined) or `Workplace` (registered). */
  const char *trust_type;
  /** `extensionAttribute1`, at index 0, to `extensionAttribute15`. */
  const char *extension_attributes[15];
} doorstep_device;

/** What a `doorstep_device` begins with. */
#define DOORSTEP_DEVICE_INIT \
  { sizeof(doorstep_device), 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, \
    NULL, 0, NULL, { NULL } }

/**
 * The request behind a sign-in, as the host saw it: what conditions of policies are about. Begin with
 * `DOORSTEP_SIGN_IN_CONTEXT_INIT`; what is NULL or 0 is unknown, and an unknown value comes only under policies that ask
 * for none in particular.
 */
typedef struct doorstep_sign_in_context {
  /** `sizeof(doorstep_sign_in_context)`. */
  size_t size;
  /** The client's public address, IPv4 or IPv6. Behind a proxy, the host decides which header it trusts. */
  const char *ip;
  /** The `User-Agent` header: at most 512 bytes. */
  const char *user_agent;
  /** The user's language, as in `en-US`. */
  const char *locale;
  /**
   * The country of the address (ISO 3166-1, two letters), where the host knows it better than the engine's country
   * lookup.
   */
  const char *country;
  /** The country by the device's own positioning (ISO 3166-1, two letters). */
  const char *gps_country;
  /** Whether the request came through the organization's compliant network, a `doorstep_change_t`. */
  uint32_t compliant_network;
  /** What kind of client asks, a `doorstep_client_app_type_t`. */
  uint32_t client_app_type;
  /** What the device runs, a `doorstep_device_platform_t`. */
  uint32_t platform;
  /** How likely the account is somebody else's, a `doorstep_risk_level_t`. */
  uint32_t user_risk;
  /** How likely the sign-in is somebody else's, a `doorstep_risk_level_t`. */
  uint32_t sign_in_risk;
  /** How likely the person means harm, a `doorstep_insider_risk_level_t`. */
  uint32_t insider_risk;
  /** The flow by which the sign-in comes from another device, a `doorstep_authentication_flow_t`. */
  uint32_t authentication_flow;
  /** How the user belongs to the tenant, a `doorstep_user_type_t`. */
  uint32_t user_type;
  /** What is known of the device. */
  const doorstep_device *device;
  /** The organization that an external user comes from: 1 to 256 bytes. */
  const char *home_tenant_id;
  /**
   * Grant controls that the host knows to be satisfied, in Microsoft Graph's words: `compliantDevice`,
   * `domainJoinedDevice`, `approvedApplication`, `compliantApplication`, `riskRemediation`, or the id of a custom
   * control; at most 100. What Doorstep sees for itself (`mfa`, strengths, `passwordChange`, terms of use) is not taken
   * from here.
   */
  const char *const *satisfied_controls;
  /** How many there are in `satisfied_controls`. */
  size_t satisfied_control_count;
} doorstep_sign_in_context;

/** What a `doorstep_sign_in_context` begins with. */
#define DOORSTEP_SIGN_IN_CONTEXT_INIT \
  { sizeof(doorstep_sign_in_context), NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, \
    0 }

/** A first factor that the host has checked itself. Begin with `DOORSTEP_EXTERNAL_SIGN_IN_INIT`. */
typedef struct doorstep_external_sign_in {
  /** `sizeof(doorstep_external_sign_in)`. */
  size_t size;
  /** The host's own, never changing name for the user: 1 to 256 characters. */
  const char *subject;
  /** Where codes go when the user is first seen, or NULL. Later only an administrator changes it. */
  const char *email;
  /**
   * How the host checked the first factor (RFC 8176): texts such as `pwd`; NULL for just that. `otp` is taken for a
   * code by email, which then cannot be the second factor.
   */
  const char *const *amr;
  /** How many there are in `amr`. */
  size_t amr_count;
  /** When it did, at most 15 minutes ago, in milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` for now. */
  int64_t authenticated_at_ms;
  /** What the host knows of the request; NULL for nothing. */
  const doorstep_sign_in_context *context;
} doorstep_external_sign_in;

/** What a `doorstep_external_sign_in` begins with. */
#define DOORSTEP_EXTERNAL_SIGN_IN_INIT \
  { sizeof(doorstep_external_sign_in), NULL, NULL, NULL, 0, DOORSTEP_NO_TIME, NULL }

/** What a policy template cannot know. Begin with `DOORSTEP_POLICY_TEMPLATE_INPUTS_INIT`. */
typedef struct doorstep_policy_template_inputs {
  /** `sizeof(doorstep_policy_template_inputs)`. */
  size_t size;
  /** Emergency access accounts, which the policy is to leave alone. */
  const char *const *break_glass_user_ids;
  /** How many there are in `break_glass_user_ids`. */
  size_t break_glass_user_id_count;
  /** Groups of emergency access accounts. */
  const char *const *break_glass_group_ids;
  /** How many there are in `break_glass_group_ids`. */
  size_t break_glass_group_id_count;
  /** The apps it is about; NULL for every app. Templates for certain apps or actions do not look. */
  const char *const *app_ids;
  /** How many there are in `app_ids`. */
  size_t app_id_count;
  /** Named locations of the countries to allow, for the template that blocks the others. */
  const char *const *allowed_location_ids;
  /** How many there are in `allowed_location_ids`. */
  size_t allowed_location_id_count;
  /** Where somebody may register methods without a second factor; NULL for the trusted locations. */
  const char *const *trusted_location_ids;
  /** How many there are in `trusted_location_ids`. */
  size_t trusted_location_id_count;
  /** The authentication context to protect; NULL for `c1`. */
  const char *authentication_context;
} doorstep_policy_template_inputs;

/** What a `doorstep_policy_template_inputs` begins with. */
#define DOORSTEP_POLICY_TEMPLATE_INPUTS_INIT \
  { sizeof(doorstep_policy_template_inputs), NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL }

/** How to take documents in. Begin with `DOORSTEP_IMPORT_OPTIONS_INIT`. */
typedef struct doorstep_import_options {
  /** `sizeof(doorstep_import_options)`. */
  size_t size;
  /**
   * The state of every policy, a `doorstep_policy_state_t`; 0 for as the documents have it, and disabled where they
   * have none.
   */
  uint32_t state;
  /** 1 to take in what is good when something is not; otherwise it is all or nothing. */
  uint32_t keep_going;
} doorstep_import_options;

/** What a `doorstep_import_options` begins with. */
#define DOORSTEP_IMPORT_OPTIONS_INIT \
  { sizeof(doorstep_import_options), DOORSTEP_POLICY_STATE_NONE, 0 }

/** Drafts to hold against the sign-ins of the log. Begin with `DOORSTEP_REPLAY_INIT`. */
typedef struct doorstep_replay {
  /** `sizeof(doorstep_replay)`. */
  size_t size;
  /**
   * Microsoft Graph's `conditionalAccessPolicy` documents, JSON text each. One with the id of a stored policy stands in
   * for it; the others come on top. What only reports is taken as enforced, what is disabled as not there.
   */
  const char *const *drafts;
  /** How many there are in `drafts`. */
  size_t draft_count;
  /** 1 when the drafts are all that counts, instead of what is stored. */
  uint32_t only_drafts;
  /**
   * Sign-ins a call: 1 to 100 000. The rest follows from the cursor, so that a long replay can show how far it is and be
   * stopped.
   */
  uint32_t limit;
  /** Sign-ins begun at or after, in milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` for no bound. */
  int64_t since_ms;
  /** Sign-ins begun before, in the same way. */
  int64_t until_ms;
  /** The `next_cursor` of the call before, or NULL. */
  const char *cursor;
} doorstep_replay;

/** What a `doorstep_replay` begins with. */
#define DOORSTEP_REPLAY_INIT \
  { sizeof(doorstep_replay), NULL, 0, 0, 10000, DOORSTEP_NO_TIME, DOORSTEP_NO_TIME, NULL }

/**
 * A sign-in to ask about: everything that Microsoft Graph's `evaluate` takes, and what was shown already. Begin with
 * `DOORSTEP_WHAT_IF_INIT`; what is NULL or 0 is unknown.
 */
typedef struct doorstep_what_if {
  /** `sizeof(doorstep_what_if)`. */
  size_t size;
  /** Who signs in. Groups and roles are looked up. */
  const char *user_id;
  /** The app that is signed in to. */
  const char *client_id;
  /** The request. */
  const doorstep_sign_in_context *context;
  /** The workload identity that signs in, instead of a user. */
  const char *service_principal_id;
  /** How likely it is in somebody else's hands, a `doorstep_risk_level_t`. */
  uint32_t service_principal_risk;
  /** What is done, when it is not signing in to an app, a `doorstep_user_action_t`. */
  uint32_t user_action;
  /** The authentication context that is asked for: `c1` to `c99`. */
  const char *auth_context;
  /** Grant controls that are satisfied already, in Microsoft Graph's words, such as `mfa`. */
  const char *const *satisfied;
  /** How many there are in `satisfied`. */
  size_t satisfied_count;
  /** Methods that were used together, in Microsoft Graph's words, as in `password,email`. */
  const char *const *completed_combinations;
  /** How many there are in `completed_combinations`. */
  size_t completed_combination_count;
} doorstep_what_if;

/** What a `doorstep_what_if` begins with. */
#define DOORSTEP_WHAT_IF_INIT \
  { sizeof(doorstep_what_if), NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, 0, NULL, 0 }

/** What to change of an app. Begin with `DOORSTEP_APP_CHANGES_INIT`; what is NULL stays as it is. */
typedef struct doorstep_app_changes {
  /** `sizeof(doorstep_app_changes)`. */
  size_t size;
  /** Another name: 1 to 64 characters on one line. */
  const char *name;
  /**
   * Replaces all groups of apps that it is in: at most 20, of 1 to 64 characters each. NULL leaves them; for none, a
   * pointer to anything and a count of 0.
   */
  const char *const *app_groups;
  /** How many there are in `app_groups`. */
  size_t app_group_count;
  /**
   * Replaces all custom security attributes: a JSON object of lists of texts, such as `{"Shop_Kind": ["public"]}`. At
   * most 50, each with 1 to 50 values of 1 to 64 characters. A name is a set and an attribute with an underscore
   * between them, both of up to 32 letters and digits.
   */
  const char *custom_security_attributes_json;
} doorstep_app_changes;

/** What a `doorstep_app_changes` begins with. */
#define DOORSTEP_APP_CHANGES_INIT \
  { sizeof(doorstep_app_changes), NULL, NULL, 0, NULL }

/** A user flow to be created. Begin with `DOORSTEP_NEW_USER_FLOW_INIT`. */
typedef struct doorstep_new_user_flow {
  /** `sizeof(doorstep_new_user_flow)`. */
  size_t size;
  /** Its name, one of a kind in the tenant: 1 to 100 characters on one line. */
  const char *display_name;
  /** The first factor, a `doorstep_identity_provider_t`. */
  uint32_t identity_provider;
  /** 1 (the default) when newcomers may sign up; 0 when people can only sign in. */
  uint32_t sign_up_allowed;
  /**
   * What a sign-up asks for, in the order of the page: a JSON array of objects with `name`, `label`, `type` (the
   * word for a `doorstep_attribute_kind_t`) and, if need be, `required`, `pattern` and `choices`; or NULL.
   */
  const char *attributes_json;
  /** The apps that use it; NULL for none yet. */
  const char *const *client_ids;
  /** How many `client_ids` there are. */
  size_t client_id_count;
  /**
   * 1 when a sign-up with a known address says so at once, as Microsoft Entra does; 0 (the default) when only the
   * address's owner can tell.
   */
  uint32_t reveal_existing_accounts;
  /** 0. */
  uint32_t reserved;
} doorstep_new_user_flow;

/** What a `doorstep_new_user_flow` begins with. */
#define DOORSTEP_NEW_USER_FLOW_INIT \
  { sizeof(doorstep_new_user_flow), NULL, DOORSTEP_IDENTITY_PROVIDER_NONE, 1, NULL, NULL, 0, 0, 0 }

/** What to change of a flow. Begin with `DOORSTEP_USER_FLOW_CHANGES_INIT`; NULL and 0 leave a field as it is. */
typedef struct doorstep_user_flow_changes {
  /** `sizeof(doorstep_user_flow_changes)`. */
  size_t size;
  /** A new name. */
  const char *display_name;
  /** Another first factor, a `doorstep_identity_provider_t`. */
  uint32_t identity_provider;
  /** Whether people may sign up, a `doorstep_change_t`. */
  uint32_t sign_up_allowed;
  /** Other attributes, as in `doorstep_new_user_flow`. */
  const char *attributes_json;
  /** Whether sign-up says that an address has an account, a `doorstep_change_t`. */
  uint32_t reveal_existing_accounts;
  /** 0. */
  uint32_t reserved;
} doorstep_user_flow_changes;

/** What a `doorstep_user_flow_changes` begins with. */
#define DOORSTEP_USER_FLOW_CHANGES_INIT \
  { sizeof(doorstep_user_flow_changes), NULL, DOORSTEP_IDENTITY_PROVIDER_NONE, DOORSTEP_LEAVE, NULL, \
    DOORSTEP_LEAVE, 0 }

/** Whom a method is meant for, or kept from. Its layout is fixed. */
typedef struct doorstep_target {
  /** A `doorstep_target_kind_t`. */
  uint32_t kind;
  /** The group's or user's id; NULL for all users. */
  const char *id;
} doorstep_target;

/**
 * What a new user starts with. Begin with `DOORSTEP_NEW_USER_INIT`; at least one of `email` and `external_subject` is
 * needed.
 */
typedef struct doorstep_new_user {
  /** `sizeof(doorstep_new_user)`. */
  size_t size;
  /** The address to sign in with, or NULL. It counts as unproven until a code sent there is entered. */
  const char *email;
  /** The password, or NULL for none. */
  const char *password;
  /** The host's own name for the user, or NULL. */
  const char *external_subject;
  /** A name for people, or NULL. */
  const char *display_name;
  /** Values of attributes, a JSON object of strings, booleans and integers; or NULL. */
  const char *attributes_json;
  /** The language of mails (BCP 47), or NULL. */
  const char *locale;
} doorstep_new_user;

/** What a `doorstep_new_user` begins with. */
#define DOORSTEP_NEW_USER_INIT \
  { sizeof(doorstep_new_user), NULL, NULL, NULL, NULL, NULL, NULL }

/** What to change of a user. Begin with `DOORSTEP_USER_CHANGES_INIT`; NULL leaves a field as it is. */
typedef struct doorstep_user_changes {
  /** `sizeof(doorstep_user_changes)`. */
  size_t size;
  /** A new address to sign in with. Ends the user's sessions. */
  const char *email;
  /** The host's own name for the user. */
  const char *external_subject;
  /** A name for people. */
  const char *display_name;
  /** Replaces all attribute values: a JSON object of strings, booleans and integers. */
  const char *attributes_json;
  /** The language of mails (BCP 47). */
  const char *locale;
} doorstep_user_changes;

/** What a `doorstep_user_changes` begins with. */
#define DOORSTEP_USER_CHANGES_INIT \
  { sizeof(doorstep_user_changes), NULL, NULL, NULL, NULL, NULL }

/**
 * Which entries of the sign-in log to read. Begin with `DOORSTEP_SIGN_IN_QUERY_INIT`, which asks for all of them.
 */
typedef struct doorstep_sign_in_query {
  /** `sizeof(doorstep_sign_in_query)`. */
  size_t size;
  /** Of this user; NULL for anyone's. */
  const char *user_id;
  /** To this app; NULL for any. */
  const char *client_id;
  /** Begun at or after, in milliseconds since 1970-01-01T00:00:00Z; or `DOORSTEP_NO_TIME`. */
  int64_t since_ms;
  /** Begun before, in milliseconds since 1970-01-01T00:00:00Z; or `DOORSTEP_NO_TIME`. */
  int64_t until_ms;
  /** With this result, a `doorstep_sign_in_result_t`; 0 for any. */
  uint32_t result;
  /** Entries a page: 1 to 1000. */
  uint32_t limit;
  /** From `doorstep_sign_in_list_next_cursor`; NULL for the first page. */
  const char *cursor;
} doorstep_sign_in_query;

/** What a `doorstep_sign_in_query` begins with. */
#define DOORSTEP_SIGN_IN_QUERY_INIT \
  { sizeof(doorstep_sign_in_query), NULL, NULL, DOORSTEP_NO_TIME, DOORSTEP_NO_TIME, DOORSTEP_SIGN_IN_ANY, 50, \
    NULL }

/** Which entries of the audit log to read. Begin with `DOORSTEP_AUDIT_QUERY_INIT`, which asks for all of them. */
typedef struct doorstep_audit_query {
  /** `sizeof(doorstep_audit_query)`. */
  size_t size;
  /** By this actor, `host` or a user's id; NULL for anyone. */
  const char *actor;
  /** Of this action, such as `policies.create`; NULL for any. */
  const char *action;
  /** Of this thing; NULL for any. */
  const char *target_id;
  /** At or after, in milliseconds since 1970-01-01T00:00:00Z; or `DOORSTEP_NO_TIME`. */
  int64_t since_ms;
  /** Before, in milliseconds since 1970-01-01T00:00:00Z; or `DOORSTEP_NO_TIME`. */
  int64_t until_ms;
  /** Entries a page: 1 to 1000. */
  uint32_t limit;
  /** From `doorstep_audit_entry_list_next_cursor`; NULL for the first page. */
  const char *cursor;
} doorstep_audit_query;

/** What a `doorstep_audit_query` begins with. */
#define DOORSTEP_AUDIT_QUERY_INIT \
  { sizeof(doorstep_audit_query), NULL, NULL, NULL, DOORSTEP_NO_TIME, DOORSTEP_NO_TIME, 50, NULL }

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/* ---- The library --------------------------------------------------------------------------------- */

/**
 * The version of the library that is linked, which may be newer than this header: see `DOORSTEP_VERSION`.
 *
 * @return A constant such as `0.1.0`.
 */
const char *doorstep_version(void);

/**
 * The version of the interface of the library that is linked. A program should check once that it equals
 * `DOORSTEP_ABI_VERSION`.
 *
 * @return The number in the name of the shared library.
 */
uint32_t doorstep_abi_version(void);

/**
 * How many handles and texts are open in this process, borrowed ones included: for tests, which can assert that they
 * freed everything.
 *
 * @return The number.
 */
size_t doorstep_live_handles(void);

/**
 * Frees a text that a function gave away, such as `doorstep_user_flows_to_graph`. Any other pointer is left alone.
 *
 * @param text A text that the caller owns, or NULL.
 */
void doorstep_string_free(char *text);

/* ---- Statuses and errors ------------------------------------------------------------------------- */

/**
 * The stable word for a status, such as `not_found`; the same as the code of errors in every other language.
 *
 * @param status A `doorstep_status`.
 * @return A constant; NULL for a number that is no status.
 */
const char *doorstep_status_name(uint32_t status);

/**
 * The status that came with it.
 *
 * @param error An error.
 * @return The status; `DOORSTEP_OK` for NULL or a bad handle.
 */
doorstep_status doorstep_error_status(const doorstep_error *error);

/**
 * The stable word for the status, such as `not_found`. Program against this or the status, not the message.
 *
 * @param error An error.
 * @return A constant; NULL for a bad handle.
 */
const char *doorstep_error_code(const doorstep_error *error);

/**
 * What went wrong, in English, for a log.
 *
 * @param error An error.
 * @return Text, borrowed from the error.
 */
const char *doorstep_error_message(const doorstep_error *error);

/**
 * The data of the error as a JSON object, such as `{"kind":"user"}`: see `doorstep_status` for its fields.
 *
 * @param error An error.
 * @return JSON text, borrowed from the error.
 */
const char *doorstep_error_details_json(const doorstep_error *error);

/**
 * Frees an error.
 *
 * @param error An error that the caller owns, or NULL.
 */
void doorstep_error_free(doorstep_error *error);

/* ---- Lists of texts ------------------------------------------------------------------------------ */

/**
 * How many texts a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_string_list_count(const doorstep_string_list *list);

/**
 * A text of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return Text, borrowed from the list; NULL beyond its end.
 */
const char *doorstep_string_list_at(const doorstep_string_list *list, size_t index);

/**
 * Frees a list with the texts in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_string_list_free(doorstep_string_list *list);

/* ---- Keys ---------------------------------------------------------------------------------------- */

/**
 * Makes a ring of one key of exactly 32 random bytes.
 *
 * @param key The bytes, copied. Wipe them afterwards.
 * @param key_length 32.
 * @param key_ring Receives the ring; free it with `doorstep_key_ring_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, or `DOORSTEP_INVALID_ARGUMENT` (`key`) for another length or bytes that are all equal.
 */
doorstep_status doorstep_key_ring_from_bytes(const uint8_t *key,
                                             size_t key_length,
                                             doorstep_key_ring **key_ring,
                                             doorstep_error **error);

/**
 * Reads a key file of 64 hexadecimal digits that only its owner can read (mode 0600).
 *
 * @param path Where the file is.
 * @param key_ring Receives the ring; free it with `doorstep_key_ring_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, or `DOORSTEP_KEY_UNAVAILABLE` when the file is missing, readable by others or malformed.
 */
doorstep_status doorstep_key_ring_from_file(const char *path,
                                            doorstep_key_ring **key_ring,
                                            doorstep_error **error);

/**
 * Writes a new random key to a file of mode 0600, and makes a ring of it. A file that exists is never overwritten.
 *
 * @param path Where the file is to be.
 * @param key_ring Receives the ring; free it with `doorstep_key_ring_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_ALREADY_EXISTS` (`key_file`) or `DOORSTEP_KEY_UNAVAILABLE`.
 */
doorstep_status doorstep_key_ring_create_file(const char *path,
                                              doorstep_key_ring **key_ring,
                                              doorstep_error **error);

/**
 * Reads the key from an environment variable of 64 hexadecimal digits.
 *
 * @param variable The variable's name.
 * @param key_ring Receives the ring; free it with `doorstep_key_ring_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, or `DOORSTEP_KEY_UNAVAILABLE` when the variable is unset or malformed.
 */
doorstep_status doorstep_key_ring_from_env(const char *variable,
                                           doorstep_key_ring **key_ring,
                                           doorstep_error **error);

/**
 * A short name of the key, derived from it and no help in finding it.
 *
 * @param key_ring A key ring.
 * @return Text, borrowed from the key ring.
 */
const char *doorstep_key_ring_id(const doorstep_key_ring *key_ring);

/**
 * Frees a key ring. Engines opened with it keep what they need.
 *
 * @param key_ring A key ring that the caller owns, or NULL.
 */
void doorstep_key_ring_free(doorstep_key_ring *key_ring);

/* ---- Clocks -------------------------------------------------------------------------------------- */

/**
 * Makes a clock of a function.
 *
 * @param callback The function and its context. The context is the clock's from now on, even if the call fails:
 *        `release` is called once the clock and every engine that uses it are gone.
 * @param clock Receives the clock; free it with `doorstep_clock_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, or `DOORSTEP_NULL_ARGUMENT` without a function.
 */
doorstep_status doorstep_clock_new(doorstep_clock_callback callback,
                                   doorstep_clock **clock,
                                   doorstep_error **error);

/**
 * Makes a clock that stands still until it is told to move: for tests.
 *
 * @param now_ms The time it shows, in milliseconds since 1970-01-01T00:00:00Z.
 * @param clock Receives the clock; free it with `doorstep_clock_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`.
 */
doorstep_status doorstep_manual_clock_new(int64_t now_ms,
                                          doorstep_clock **clock,
                                          doorstep_error **error);

/**
 * Moves a manual clock.
 *
 * @param clock A clock from `doorstep_manual_clock_new`.
 * @param by_ms Milliseconds, backwards when negative.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, or `DOORSTEP_INVALID_ARGUMENT` (`clock`) for a clock of another kind.
 */
doorstep_status doorstep_manual_clock_advance(const doorstep_clock *clock,
                                              int64_t by_ms,
                                              doorstep_error **error);

/**
 * Sets a manual clock.
 *
 * @param clock A clock from `doorstep_manual_clock_new`.
 * @param now_ms The time to show, in milliseconds since 1970-01-01T00:00:00Z.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, or `DOORSTEP_INVALID_ARGUMENT` (`clock`) for a clock of another kind.
 */
doorstep_status doorstep_manual_clock_set(const doorstep_clock *clock,
                                          int64_t now_ms,
                                          doorstep_error **error);

/**
 * The time that a clock shows.
 *
 * @param clock A clock of any kind.
 * @return Milliseconds since 1970-01-01T00:00:00Z; 0 for a bad handle.
 */
int64_t doorstep_clock_now_ms(const doorstep_clock *clock);

/**
 * Frees a clock. Engines opened with it keep it as long as they need it.
 *
 * @param clock A clock that the caller owns, or NULL.
 */
void doorstep_clock_free(doorstep_clock *clock);

/* ---- Mail ---------------------------------------------------------------------------------------- */

/**
 * Makes a mailer of a function.
 *
 * @param callback The function and its context. The context is the mailer's from now on, even if the call fails:
 *        `release` is called once the mailer and every engine that uses it are gone.
 * @param mailer Receives the mailer; free it with `doorstep_mailer_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, or `DOORSTEP_NULL_ARGUMENT` without a function.
 */
doorstep_status doorstep_mailer_new(doorstep_mailer_callback callback,
                                    doorstep_mailer **mailer,
                                    doorstep_error **error);

/**
 * Makes a mailer that sends through an SMTP server. Nothing is sent yet, and the server need not be up.
 *
 * @param options How to reach the server; copied.
 * @param mailer Receives the mailer; free it with `doorstep_mailer_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, or `DOORSTEP_INVALID_ARGUMENT` naming the option.
 */
doorstep_status doorstep_smtp_mailer_new(const doorstep_smtp_options *options,
                                         doorstep_mailer **mailer,
                                         doorstep_error **error);

/**
 * Frees a mailer. Engines opened with it keep it as long as they need it.
 *
 * @param mailer A mailer that the caller owns, or NULL.
 */
void doorstep_mailer_free(doorstep_mailer *mailer);

/**
 * The one recipient's address.
 *
 * @param message A message.
 * @return Text, borrowed from the message.
 */
const char *doorstep_message_to(const doorstep_message *message);

/**
 * The sender's address.
 *
 * @param message A message.
 * @return Text, borrowed from the message.
 */
const char *doorstep_message_sender(const doorstep_message *message);

/**
 * The sender's display name: one line, cleaned of what could pass for a link or an address.
 *
 * @param message A message.
 * @return Text, borrowed from the message.
 */
const char *doorstep_message_sender_name(const doorstep_message *message);

/**
 * The subject: one line. It never holds the code, because locked screens show subjects.
 *
 * @param message A message.
 * @return Text, borrowed from the message.
 */
const char *doorstep_message_subject(const doorstep_message *message);

/**
 * The plain text part, code included.
 *
 * @param message A message.
 * @return Text, borrowed from the message and wiped with it.
 */
const char *doorstep_message_text(const doorstep_message *message);

/**
 * The HTML part, code included: a whole document without links, images or scripts.
 *
 * @param message A message.
 * @return Text, borrowed from the message and wiped with it.
 */
const char *doorstep_message_html(const doorstep_message *message);

/**
 * Why it is sent.
 *
 * @param message A message.
 * @return The purpose; `DOORSTEP_MAIL_NONE` for a bad handle.
 */
doorstep_mail_purpose_t doorstep_message_purpose(const doorstep_message *message);

/**
 * The stable word for a purpose, such as `second_factor`.
 *
 * @param purpose A `doorstep_mail_purpose_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_mail_purpose_name(uint32_t purpose);

/**
 * The language it is written in, as a BCP 47 tag.
 *
 * @param message A message.
 * @return Text, borrowed from the message.
 */
const char *doorstep_message_locale(const doorstep_message *message);

/**
 * The code, for hosts that deliver with a template of their own.
 *
 * @param message A message.
 * @return Text, borrowed from the message and wiped with it; NULL for a message without a code.
 */
const char *doorstep_message_code(const doorstep_message *message);

/**
 * The tenant on whose behalf it is sent.
 *
 * @param message A message.
 * @return Text, borrowed from the message.
 */
const char *doorstep_message_tenant_id(const doorstep_message *message);

/**
 * Its id, the same each time this message comes, so that a host can drop a repetition.
 *
 * @param message A message.
 * @return Text, borrowed from the message.
 */
const char *doorstep_message_id(const doorstep_message *message);

/**
 * Says why the message could not be handed over, for the log, before the mailer's function answers so.
 *
 * @param message The message.
 * @param reason What failed; copied. It must hold no address and no code.
 * @param error See the contract.
 * @return `DOORSTEP_OK`.
 */
doorstep_status doorstep_message_set_failure(const doorstep_message *message,
                                             const char *reason,
                                             doorstep_error **error);

/* ---- Countries ----------------------------------------------------------------------------------- */

/**
 * Makes a country lookup of a function.
 *
 * @param callback The function and its context. The context is the lookup's from now on, even if the call fails:
 *        `release` is called once the lookup and every engine that uses it are gone.
 * @param lookup Receives the lookup; free it with `doorstep_country_lookup_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, or `DOORSTEP_NULL_ARGUMENT` without a function.
 */
doorstep_status doorstep_country_lookup_new(doorstep_country_lookup_callback callback,
                                            doorstep_country_lookup **lookup,
                                            doorstep_error **error);

/**
 * Frees a country lookup. Engines opened with it keep it as long as they need it.
 *
 * @param lookup A country lookup that the caller owns, or NULL.
 */
void doorstep_country_lookup_free(doorstep_country_lookup *lookup);

/* ---- The engine ---------------------------------------------------------------------------------- */

/**
 * Opens the database, creating or migrating it.
 *
 * @param options What to open and how; copied. Key ring, mailer, clock and country lookup may be freed
 *        afterwards.
 * @param engine Receives the engine; free it with `doorstep_engine_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`; `DOORSTEP_INCOMPATIBLE_DATABASE` when the file is another program's or newer than this
 *         library; `DOORSTEP_KEY_MISMATCH` when it was made with another key; `DOORSTEP_INVALID_ARGUMENT` for a limit
 *         looser than the built-in one, a policy limit out of its range, and a `country_database` that cannot be read,
 *         has no countries, or is given beside a `country_lookup`; `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_engine_open(const doorstep_engine_options *options,
                                     doorstep_engine **engine,
                                     doorstep_error **error);

/**
 * Stops background work, waiting for a mail that is being handed over, unless the mailer itself calls this. Handles
 * stay usable.
 *
 * @param engine An engine.
 * @param error See the contract.
 * @return `DOORSTEP_OK`.
 */
doorstep_status doorstep_engine_close(const doorstep_engine *engine,
                                      doorstep_error **error);

/**
 * Closes and frees an engine. Tenants and apps opened from it stay usable until they are freed themselves; the file is
 * closed and the mailer released with the last of them.
 *
 * @param engine An engine that the caller owns, or NULL.
 */
void doorstep_engine_free(doorstep_engine *engine);

/**
 * Creates a tenant.
 *
 * @param engine An engine.
 * @param name Its name: 1 to 64 characters on one line.
 * @param tenant Receives the tenant, acting as the host; free it with `doorstep_tenant_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`name`), `DOORSTEP_ALREADY_EXISTS` (`tenant`).
 */
doorstep_status doorstep_engine_create_tenant(const doorstep_engine *engine,
                                              const char *name,
                                              doorstep_tenant **tenant,
                                              doorstep_error **error);

/**
 * Opens a tenant.
 *
 * @param engine An engine.
 * @param name_or_id Its name or id.
 * @param tenant Receives the tenant, acting as the host; free it with `doorstep_tenant_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`tenant`).
 */
doorstep_status doorstep_engine_tenant(const doorstep_engine *engine,
                                       const char *name_or_id,
                                       doorstep_tenant **tenant,
                                       doorstep_error **error);

/**
 * Lists every tenant of the file, by name.
 *
 * @param engine An engine.
 * @param tenants Receives the list; free it with `doorstep_tenant_record_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_engine_tenants(const doorstep_engine *engine,
                                        doorstep_tenant_record_list **tenants,
                                        doorstep_error **error);

/**
 * Renames a tenant. Handles that are open keep the name they were opened with.
 *
 * @param engine An engine.
 * @param name_or_id Its name or id.
 * @param new_name Its new name: 1 to 64 characters on one line.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`tenant`), `DOORSTEP_ALREADY_EXISTS` (`tenant`),
 *         `DOORSTEP_INVALID_ARGUMENT` (`new_name`).
 */
doorstep_status doorstep_engine_rename_tenant(const doorstep_engine *engine,
                                              const char *name_or_id,
                                              const char *new_name,
                                              doorstep_error **error);

/**
 * Deletes a tenant with everything in it.
 *
 * @param engine An engine.
 * @param name_or_id Its name or id.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`tenant`).
 */
doorstep_status doorstep_engine_delete_tenant(const doorstep_engine *engine,
                                              const char *name_or_id,
                                              doorstep_error **error);

/**
 * Delivers what waits in the outbox and is due, on the calling thread.
 *
 * @param engine An engine.
 * @param report Receives what was done; its `size` must be set.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_MAIL` when the engine has no mailer, `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_engine_deliver_mail(const doorstep_engine *engine,
                                             doorstep_mail_report *report,
                                             doorstep_error **error);

/**
 * Deletes what has expired: journeys, sessions, messages and counted events. An engine that delivers in the background
 * does so by itself.
 *
 * @param engine An engine.
 * @param report Receives what was deleted; its `size` must be set.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_engine_purge(const doorstep_engine *engine,
                                      doorstep_purge_report *report,
                                      doorstep_error **error);

/**
 * The tenant's id.
 *
 * @param record A tenant of a list.
 * @return Text, borrowed from the record.
 */
const char *doorstep_tenant_record_id(const doorstep_tenant_record *record);

/**
 * The tenant's name, unique in the file.
 *
 * @param record A tenant of a list.
 * @return Text, borrowed from the record.
 */
const char *doorstep_tenant_record_name(const doorstep_tenant_record *record);

/**
 * When the tenant was created.
 *
 * @param record A tenant of a list.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_tenant_record_created_at_ms(const doorstep_tenant_record *record);

/**
 * How many tenants a list has.
 *
 * @param list A list.
 * @return The number.
 */
size_t doorstep_tenant_record_list_count(const doorstep_tenant_record_list *list);

/**
 * One tenant of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The record, borrowed from the list; NULL beyond its end.
 */
const doorstep_tenant_record *doorstep_tenant_record_list_at(const doorstep_tenant_record_list *list,
                                                             size_t index);

/**
 * Frees a list with the records in it.
 *
 * @param list A list that the caller owns, or NULL.
 */
void doorstep_tenant_record_list_free(doorstep_tenant_record_list *list);

/* ---- Tenants ------------------------------------------------------------------------------------- */

/**
 * The tenant's id.
 *
 * @param tenant A tenant.
 * @return Text, borrowed from the tenant handle.
 */
const char *doorstep_tenant_id(const doorstep_tenant *tenant);

/**
 * The tenant's name when the handle was opened.
 *
 * @param tenant A tenant.
 * @return Text, borrowed from the tenant handle.
 */
const char *doorstep_tenant_name(const doorstep_tenant *tenant);

/**
 * In whose name calls are made: `host`, or the id of the user that `doorstep_tenant_acting_as` was given.
 *
 * @param tenant A tenant.
 * @return Text, borrowed from the tenant handle.
 */
const char *doorstep_tenant_actor(const doorstep_tenant *tenant);

/**
 * Makes a handle of the same tenant on which every administrative call is made in the name of a user, whose directory
 * roles are checked. What they do not allow is answered `DOORSTEP_FORBIDDEN` and recorded in the audit log.
 *
 * @param tenant A tenant.
 * @param user_id The user. The host vouches for who it is.
 * @param acting Receives the handle; free it with `doorstep_tenant_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, also for a user that does not exist and so may do nothing.
 */
doorstep_status doorstep_tenant_acting_as(const doorstep_tenant *tenant,
                                          const char *user_id,
                                          doorstep_tenant **acting,
                                          doorstep_error **error);

/**
 * Frees a tenant handle. The tenant itself stays.
 *
 * @param tenant A tenant that the caller owns, or NULL.
 */
void doorstep_tenant_free(doorstep_tenant *tenant);

/**
 * Opens an app, to run journeys on.
 *
 * @param tenant The tenant.
 * @param client_id The app's client id, from `doorstep_apps_register`.
 * @param app Receives the app; free it with `doorstep_app_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`app`).
 */
doorstep_status doorstep_tenant_app(const doorstep_tenant *tenant,
                                    const char *client_id,
                                    doorstep_app **app,
                                    doorstep_error **error);

/**
 * Reads the settings.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param settings Receives the settings; free them with `doorstep_tenant_settings_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_tenant_get_settings(const doorstep_tenant *tenant,
                                             doorstep_tenant_settings **settings,
                                             doorstep_error **error);

/**
 * Replaces the settings.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param values All of them; copied.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` naming the setting, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_tenant_update_settings(const doorstep_tenant *tenant,
                                                const doorstep_tenant_settings_values *values,
                                                doorstep_error **error);

/**
 * The values of settings that were read.
 *
 * @param settings Settings.
 * @param values Receives the values, texts borrowed from the settings; its `size` must be set.
 * @param error See the contract.
 * @return `DOORSTEP_OK`.
 */
doorstep_status doorstep_tenant_settings_read(const doorstep_tenant_settings *settings,
                                              doorstep_tenant_settings_values *values,
                                              doorstep_error **error);

/**
 * Frees settings that were read. Values taken from them must not be used any more.
 *
 * @param settings Settings that the caller owns, or NULL.
 */
void doorstep_tenant_settings_free(doorstep_tenant_settings *settings);

/* ---- What a sign-in is like ---------------------------------------------------------------------- */

/**
 * Microsoft Graph's word for a kind of client, such as `browser`.
 *
 * @param client_app_type A `doorstep_client_app_type_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_client_app_type_name(uint32_t client_app_type);

/**
 * Microsoft Graph's word for a platform, such as `iOS`.
 *
 * @param platform A `doorstep_device_platform_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_device_platform_name(uint32_t platform);

/**
 * Microsoft Graph's word for a risk level, such as `medium`.
 *
 * @param level A `doorstep_risk_level_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_risk_level_name(uint32_t level);

/**
 * Microsoft Graph's word for a level of insider risk, such as `moderate`.
 *
 * @param level A `doorstep_insider_risk_level_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_insider_risk_level_name(uint32_t level);

/**
 * Microsoft Graph's word for an authentication flow, such as `deviceCodeFlow`.
 *
 * @param flow A `doorstep_authentication_flow_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_authentication_flow_name(uint32_t flow);

/**
 * Microsoft Graph's word for a type of user, such as `internalGuest`.
 *
 * @param user_type A `doorstep_user_type_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_user_type_name(uint32_t user_type);

/**
 * Microsoft Graph's word for a user action, such as `urn:user:registerdevice`.
 *
 * @param action A `doorstep_user_action_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_user_action_name(uint32_t action);

/* ---- Journeys: people signing up and in ---------------------------------------------------------- */

/**
 * The client id.
 *
 * @param app An app.
 * @return Text, borrowed from the app.
 */
const char *doorstep_app_client_id(const doorstep_app *app);

/**
 * Frees an app. Its journeys go on.
 *
 * @param app An app that the caller owns, or NULL.
 */
void doorstep_app_free(doorstep_app *app);

/**
 * Begins a sign-in. What comes next depends on the app's user flow: with `DOORSTEP_EMAIL_PASSWORD` the
 * password, which may come along; with `DOORSTEP_EMAIL_OTP` a code by mail. Unknown, disabled and locked
 * accounts are answered like a wrong password, after the same work.
 *
 * @param app The app.
 * @param email The address that was typed.
 * @param password The password that was typed; NULL to be asked for it.
 * @param context What the host knows of the request; NULL for nothing.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` (`email`) for what is no address, (`password`) in a
 *         flow without passwords, (`context.ip`, ...); `DOORSTEP_NOT_FOUND` (`user_flow`) when no flow serves
 *         the app; `DOORSTEP_BUSY`; `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_sign_in(const doorstep_app *app,
                                     const char *email,
                                     const char *password,
                                     const doorstep_sign_in_context *context,
                                     doorstep_step **step,
                                     doorstep_error **error);

/**
 * Begins a sign-up: a code goes to the address. An address that has an account gets a different mail, not a
 * different answer, unless the flow opts in to saying so.
 *
 * @param app The app.
 * @param email The address that was typed.
 * @param context What the host knows of the request; NULL for nothing.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`email`, `context.ip`, ...), `DOORSTEP_NOT_FOUND`
 *         (`user_flow`), `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_sign_up(const doorstep_app *app,
                                     const char *email,
                                     const doorstep_sign_in_context *context,
                                     doorstep_step **step,
                                     doorstep_error **error);

/**
 * Goes on after a first factor that the host checked with its own user table: creates or finds the user by
 * the subject, lets the policies decide, and asks for a second factor where they require one.
 *
 * @param app The app.
 * @param sign_in What the host checked; copied.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` naming the field, `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_begin_second_factor(const doorstep_app *app,
                                                 const doorstep_external_sign_in *sign_in,
                                                 doorstep_step **step,
                                                 doorstep_error **error);

/**
 * Answers `DOORSTEP_STEP_PASSWORD_REQUIRED` and `DOORSTEP_STEP_NEW_PASSWORD_REQUIRED`. A token that is
 * unknown, spent or expired is answered by the step `DOORSTEP_STEP_DENIED`.
 *
 * @param app The app.
 * @param token The continuation token of the step that waits.
 * @param password The password that was typed.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_BUSY` when every hashing slot stays taken, `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_submit_password(const doorstep_app *app,
                                             const char *token,
                                             const char *password,
                                             doorstep_step **step,
                                             doorstep_error **error);

/**
 * Answers `DOORSTEP_STEP_CODE_REQUIRED`. The try is counted before anything is compared. A token that is
 * unknown, spent or expired is answered by the step `DOORSTEP_STEP_DENIED`.
 *
 * @param app The app.
 * @param token The continuation token of the step that waits.
 * @param code The code that was typed; spaces and hyphens do not matter.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_submit_code(const doorstep_app *app,
                                         const char *token,
                                         const char *code,
                                         doorstep_step **step,
                                         doorstep_error **error);

/**
 * Sends another code, which makes the earlier ones worthless. A token that is unknown, spent or expired is
 * answered by the step `DOORSTEP_STEP_DENIED`.
 *
 * @param app The app.
 * @param token The continuation token of the step that waits.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_resend_code(const doorstep_app *app,
                                         const char *token,
                                         doorstep_step **step,
                                         doorstep_error **error);

/**
 * Answers `DOORSTEP_STEP_METHOD_REQUIRED`: sends a code by the chosen method. A token that is unknown, spent
 * or expired is answered by the step `DOORSTEP_STEP_DENIED`.
 *
 * @param app The app.
 * @param token The continuation token of the step that waits.
 * @param method_id The id of the method option.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`method_id`) for one that was not offered,
 *         `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_request_challenge(const doorstep_app *app,
                                               const char *token,
                                               const char *method_id,
                                               doorstep_step **step,
                                               doorstep_error **error);

/**
 * Answers `DOORSTEP_STEP_REGISTRATION_REQUIRED`: sends a code to the target, which becomes the user's method
 * once the code is entered. A token that is unknown, spent or expired is answered by the step
 * `DOORSTEP_STEP_DENIED`.
 *
 * @param app The app.
 * @param token The continuation token of the step that waits.
 * @param kind The kind of method, a `doorstep_method_kind_t` that was offered.
 * @param target Where codes are to go: an address.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`kind`) for a kind that was not offered,
 *         `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_register_method(const doorstep_app *app,
                                             const char *token,
                                             uint32_t kind,
                                             const char *target,
                                             doorstep_step **step,
                                             doorstep_error **error);

/**
 * Answers `DOORSTEP_STEP_ATTRIBUTES_REQUIRED`. A token that is unknown, spent or expired is answered by the
 * step `DOORSTEP_STEP_DENIED`.
 *
 * @param app The app.
 * @param token The continuation token of the step that waits.
 * @param attributes_json The values by attribute name: a JSON object of strings, booleans and integers.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`attributes_json`) for what is no such object,
 *         `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_submit_attributes(const doorstep_app *app,
                                               const char *token,
                                               const char *attributes_json,
                                               doorstep_step **step,
                                               doorstep_error **error);

/**
 * Answers `DOORSTEP_STEP_TERMS_REQUIRED`: the user has accepted all of the terms that it named. Who accepted
 * what and when is kept for good, so that nobody is asked twice. A token that is unknown, spent or expired is
 * answered by the step `DOORSTEP_STEP_DENIED`.
 *
 * @param app The app.
 * @param token The continuation token of the step that waits.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_accept_terms(const doorstep_app *app,
                                          const char *token,
                                          doorstep_step **step,
                                          doorstep_error **error);

/**
 * Tells the step that a token waits at, to draw a page again. Changes nothing. A token that is unknown,
 * spent or expired is answered by the step `DOORSTEP_STEP_DENIED`.
 *
 * @param app The app.
 * @param token The continuation token of the step that waits.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_resume(const doorstep_app *app,
                                    const char *token,
                                    doorstep_step **step,
                                    doorstep_error **error);

/**
 * Ends a journey and wipes it. A token that is unknown or spent changes nothing.
 *
 * @param app The app.
 * @param token The continuation token of the step that waits.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_cancel(const doorstep_app *app,
                                    const char *token,
                                    doorstep_error **error);

/**
 * Lets the policies decide again over a session, for the request as it is now, and gives the session a new token:
 * that of `DOORSTEP_STEP_COMPLETED`. What has become too old for a sign-in frequency is asked for again, and
 * before a new password both factors; nothing else. Until the journey is completed the session is as it was; a
 * policy that blocks ends the journey, not the session. A token of no live session is answered by the step
 * `DOORSTEP_STEP_DENIED`.
 *
 * @param app The app.
 * @param session_token The session's token.
 * @param context What the host knows of the request; NULL for nothing.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`context.ip`, ...), `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_refresh(const doorstep_app *app,
                                     const char *session_token,
                                     const doorstep_sign_in_context *context,
                                     doorstep_step **step,
                                     doorstep_error **error);

/**
 * As `doorstep_app_refresh`, for something that needs more: the policies of an authentication context apply as
 * well. Once they are satisfied, the session lists the context. A context that no policy is about is satisfied.
 *
 * @param app The app.
 * @param session_token The session's token.
 * @param auth_context The authentication context: `c1` to `c99`.
 * @param context What the host knows of the request; NULL for nothing.
 * @param step Receives what comes next; free it with `doorstep_step_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`auth_context`, `context.ip`, ...), `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_app_step_up(const doorstep_app *app,
                                     const char *session_token,
                                     const char *auth_context,
                                     const doorstep_sign_in_context *context,
                                     doorstep_step **step,
                                     doorstep_error **error);

/* ---- Steps: what a journey asks for next --------------------------------------------------------- */

/**
 * What is asked for.
 *
 * @param step A step.
 * @return Its number; `DOORSTEP_STEP_NONE` for NULL or a bad handle.
 */
doorstep_step_kind_t doorstep_step_kind(const doorstep_step *step);

/**
 * The stable word for a step kind, such as `password_required`; the same in every language.
 *
 * @param kind A `doorstep_step_kind_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_step_kind_name(uint32_t kind);

/**
 * Of every kind but `DOORSTEP_STEP_DENIED`: the token. Of `DOORSTEP_STEP_COMPLETED` it is the session token,
 * for the user's browser or device alone; of the others the continuation token that the next call needs.
 *
 * @param step A step.
 * @return Text, borrowed from the step and wiped with it; NULL for `DOORSTEP_STEP_DENIED`.
 */
const char *doorstep_step_token(const doorstep_step *step);

/**
 * Of every kind but `DOORSTEP_STEP_COMPLETED` and `DOORSTEP_STEP_DENIED`: why the last submission did not
 * do.
 *
 * @param step A step.
 * @return A problem, borrowed from the step; NULL when there is none.
 */
const doorstep_problem *doorstep_step_problem(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_CODE_REQUIRED`: what the code is for.
 *
 * @param step A step.
 * @return Its number; 0 for other kinds.
 */
doorstep_code_purpose_t doorstep_step_code_purpose(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_CODE_REQUIRED`: how the code travels.
 *
 * @param step A step.
 * @return Its number; 0 for other kinds.
 */
doorstep_channel_t doorstep_step_code_channel(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_CODE_REQUIRED`: where the code went, masked.
 *
 * @param step A step.
 * @return Text, borrowed from the step.
 */
const char *doorstep_step_masked_target(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_CODE_REQUIRED`: how many digits the code has.
 *
 * @param step A step.
 * @return The number.
 */
uint32_t doorstep_step_code_length(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_CODE_REQUIRED`: from when on another code may be asked for.
 *
 * @param step A step.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_step_resend_after_ms(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_CODE_REQUIRED`: when the code stops being good.
 *
 * @param step A step.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_step_expires_at_ms(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_CODE_REQUIRED`: three characters that the mail shows too, so that people find the right
 * one.
 *
 * @param step A step.
 * @return Text, borrowed from the step.
 */
const char *doorstep_step_reference(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_METHOD_REQUIRED`: the methods to choose from.
 *
 * @param step A step.
 * @return A list, borrowed from the step.
 */
const doorstep_method_option_list *doorstep_step_methods(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_REGISTRATION_REQUIRED`: how many kinds of method can be registered.
 *
 * @param step A step.
 * @return The number.
 */
size_t doorstep_step_method_kind_count(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_REGISTRATION_REQUIRED`: a kind of method that can be registered.
 *
 * @param step A step.
 * @param index 0 to one less than the count.
 * @return Its number; `DOORSTEP_METHOD_NONE` beyond the end.
 */
doorstep_method_kind_t doorstep_step_method_kind_at(const doorstep_step *step, size_t index);

/**
 * Of `DOORSTEP_STEP_ATTRIBUTES_REQUIRED`: what to ask for, in the order of the page.
 *
 * @param step A step.
 * @return A list, borrowed from the step.
 */
const doorstep_flow_attribute_list *doorstep_step_attributes(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_NEW_PASSWORD_REQUIRED`: how many characters the password must have.
 *
 * @param step A step.
 * @return The number.
 */
uint32_t doorstep_step_password_min_length(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_NEW_PASSWORD_REQUIRED`: how many characters the password may have.
 *
 * @param step A step.
 * @return The number.
 */
uint32_t doorstep_step_password_max_length(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_TERMS_REQUIRED`: the ids of the terms, as the policies have them. What they say is the
 * host's to show.
 *
 * @param step A step.
 * @return A list, borrowed from the step.
 */
const doorstep_string_list *doorstep_step_terms(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_COMPLETED`: the session.
 *
 * @param step A step.
 * @return A session, borrowed from the step; see `doorstep_session_copy`.
 */
const doorstep_session *doorstep_step_session(const doorstep_step *step);

/**
 * Of `DOORSTEP_STEP_DENIED`: why.
 *
 * @param step A step.
 * @return A denial, borrowed from the step.
 */
const doorstep_denial *doorstep_step_denial(const doorstep_step *step);

/**
 * Frees a step, and with it what was borrowed from it.
 *
 * @param step A step that the caller owns, or NULL.
 */
void doorstep_step_free(doorstep_step *step);

/**
 * The stable word for a code purpose, such as `sign_in`; the same in every language.
 *
 * @param purpose A `doorstep_code_purpose_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_code_purpose_name(uint32_t purpose);

/**
 * The stable word for a channel, such as `email`; the same in every language.
 *
 * @param channel A `doorstep_channel_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_channel_name(uint32_t channel);

/**
 * Its id, for `doorstep_app_request_challenge`.
 *
 * @param option A method option.
 * @return Text, borrowed from the method option.
 */
const char *doorstep_method_option_id(const doorstep_method_option *option);

/**
 * Its kind.
 *
 * @param option A method option.
 * @return Its number; 0 for a bad handle.
 */
doorstep_method_kind_t doorstep_method_option_kind(const doorstep_method_option *option);

/**
 * The masked address.
 *
 * @param option A method option.
 * @return Text, borrowed from the method option.
 */
const char *doorstep_method_option_hint(const doorstep_method_option *option);

/**
 * How many method options a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_method_option_list_count(const doorstep_method_option_list *list);

/**
 * A method option of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The method option, borrowed from the list; NULL beyond its end.
 */
const doorstep_method_option *doorstep_method_option_list_at(const doorstep_method_option_list *list,
                                                             size_t index);

/* ---- Problems and denials ------------------------------------------------------------------------ */

/**
 * What went wrong.
 *
 * @param problem A problem.
 * @return Its number; `DOORSTEP_PROBLEM_NONE` for NULL or a bad handle.
 */
doorstep_problem_kind_t doorstep_problem_kind(const doorstep_problem *problem);

/**
 * The stable word for a problem kind, such as `invalid_credentials`; the same in every language.
 *
 * @param kind A `doorstep_problem_kind_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_problem_kind_name(uint32_t kind);

/**
 * Of `DOORSTEP_PROBLEM_INVALID_CODE` and `DOORSTEP_PROBLEM_CODE_SUPERSEDED`: how many tries the code has
 * left.
 *
 * @param problem A problem.
 * @return The number.
 */
uint32_t doorstep_problem_tries_left(const doorstep_problem *problem);

/**
 * Of `DOORSTEP_PROBLEM_RESEND_TOO_SOON`, `DOORSTEP_PROBLEM_SEND_LIMIT_REACHED` and
 * `DOORSTEP_PROBLEM_MAIL_FAILED`: how long to wait.
 *
 * @param problem A problem.
 * @return Milliseconds; `DOORSTEP_NO_TIME` when the journey must be begun again, and for other problems.
 */
int64_t doorstep_problem_retry_after_ms(const doorstep_problem *problem);

/**
 * Of `DOORSTEP_PROBLEM_PASSWORD_REJECTED`: which rule the password breaks.
 *
 * @param problem A problem.
 * @return Its number; 0 for other problems.
 */
doorstep_password_rejection_t doorstep_problem_password_rejection(const doorstep_problem *problem);

/**
 * The stable word for a password rejection, such as `too_short`; the same in every language.
 *
 * @param rejection A `doorstep_password_rejection_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_password_rejection_name(uint32_t rejection);

/**
 * Of `DOORSTEP_PROBLEM_ATTRIBUTES_REJECTED`: the names of the attributes.
 *
 * @param problem A problem.
 * @return A list, borrowed from the problem; empty for other problems.
 */
const doorstep_string_list *doorstep_problem_attribute_names(const doorstep_problem *problem);

/**
 * Why the journey ended.
 *
 * @param denial A denial.
 * @return Its number; `DOORSTEP_DENIAL_NONE` for NULL or a bad handle.
 */
doorstep_denial_kind_t doorstep_denial_kind(const doorstep_denial *denial);

/**
 * The stable word for a denial kind, such as `blocked_by_policy`; the same in every language.
 *
 * @param kind A `doorstep_denial_kind_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_denial_kind_name(uint32_t kind);

/**
 * Of `DOORSTEP_DENIAL_BLOCKED_BY_POLICY`: the policies that block.
 *
 * @param denial A denial.
 * @return A list, borrowed from the denial; empty for other denials.
 */
const doorstep_applied_policy_list *doorstep_denial_policies(const doorstep_denial *denial);

/**
 * Of `DOORSTEP_DENIAL_NO_USABLE_METHOD`: why there is none.
 *
 * @param denial A denial.
 * @return Its number; 0 for other denials.
 */
doorstep_no_method_reason_t doorstep_denial_no_method_reason(const doorstep_denial *denial);

/**
 * The stable word for a no method reason, such as `email_otp_was_first_factor`; the same in every language.
 *
 * @param reason A `doorstep_no_method_reason_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_no_method_reason_name(uint32_t reason);

/**
 * Of `DOORSTEP_DENIAL_TOO_MANY_ATTEMPTS`: how long to wait.
 *
 * @param denial A denial.
 * @return Milliseconds; `DOORSTEP_NO_TIME` for other denials.
 */
int64_t doorstep_denial_retry_after_ms(const doorstep_denial *denial);

/**
 * Of `DOORSTEP_DENIAL_CONTROLS_UNMET`: the controls, in Microsoft Graph's words.
 *
 * @param denial A denial.
 * @return A list, borrowed from the denial; empty for other denials.
 */
const doorstep_string_list *doorstep_denial_controls(const doorstep_denial *denial);

/* ---- Sessions ------------------------------------------------------------------------------------ */

/**
 * Finds the live session of a token. Call it on each request. Needs no role.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param token What the client sent as its session token; anything at all.
 * @param session Receives the session; free it with `doorstep_session_free`. NULL when there is none: the
 *         token is unknown, the session expired or ended, or its user disabled.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, with or without a session; `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_sessions_validate(const doorstep_tenant *tenant,
                                           const char *token,
                                           doorstep_session **session,
                                           doorstep_error **error);

/**
 * Lists a user's live sessions, oldest first.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param sessions Receives the list; free it with `doorstep_session_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_sessions_list(const doorstep_tenant *tenant,
                                       const char *user_id,
                                       doorstep_session_list **sessions,
                                       doorstep_error **error);

/**
 * Ends a session.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param session_id The id of the session.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`session`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_sessions_revoke(const doorstep_tenant *tenant,
                                         const char *session_id,
                                         doorstep_error **error);

/**
 * Signs out: ends the session of a token, if there is one. Needs no role.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param token The session token.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, also when there was none; `DOORSTEP_STORAGE`.
 */
doorstep_status doorstep_sessions_revoke_token(const doorstep_tenant *tenant,
                                               const char *token,
                                               doorstep_error **error);

/**
 * Ends all sessions and journeys of a user.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param count Receives how many sessions there were; may be NULL.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_sessions_revoke_all(const doorstep_tenant *tenant,
                                             const char *user_id,
                                             uint32_t *count,
                                             doorstep_error **error);

/**
 * The session's id, for `doorstep_sessions_revoke`. Not its token.
 *
 * @param session A session.
 * @return Text, borrowed from the session.
 */
const char *doorstep_session_id(const doorstep_session *session);

/**
 * Whose it is.
 *
 * @param session A session.
 * @return Text, borrowed from the session.
 */
const char *doorstep_session_user_id(const doorstep_session *session);

/**
 * The app it is for.
 *
 * @param session A session.
 * @return Text, borrowed from the session.
 */
const char *doorstep_session_client_id(const doorstep_session *session);

/**
 * When it began.
 *
 * @param session A session.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_session_created_at_ms(const doorstep_session *session);

/**
 * When the user last proved anything.
 *
 * @param session A session.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_session_auth_time_ms(const doorstep_session *session);

/**
 * When it was last used, to the minute.
 *
 * @param session A session.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_session_last_seen_at_ms(const doorstep_session *session);

/**
 * When it ends unless it is used.
 *
 * @param session A session.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_session_idle_expires_at_ms(const doorstep_session *session);

/**
 * When it ends in any case.
 *
 * @param session A session.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_session_expires_at_ms(const doorstep_session *session);

/**
 * Authentication methods references (RFC 8176): `pwd`, `otp`, `mfa`. A code by email is `otp`.
 *
 * @param session A session.
 * @return A list, borrowed from the session.
 */
const doorstep_string_list *doorstep_session_amr(const doorstep_session *session);

/**
 * Whether two different factors were shown.
 *
 * @param session A session.
 * @return Whether that is so.
 */
bool doorstep_session_mfa(const doorstep_session *session);

/**
 * What was shown, in order.
 *
 * @param session A session.
 * @return A list, borrowed from the session.
 */
const doorstep_used_method_list *doorstep_session_methods(const doorstep_session *session);

/**
 * The policies that applied.
 *
 * @param session A session.
 * @return A list, borrowed from the session.
 */
const doorstep_applied_policy_list *doorstep_session_policies(const doorstep_session *session);

/**
 * The authentication contexts that are satisfied (`acrs` in Microsoft's tokens), such as `c1`.
 *
 * @param session A session.
 * @return A list, borrowed from the session.
 */
const doorstep_string_list *doorstep_session_auth_contexts(const doorstep_session *session);

/**
 * What the policies say about the session. Doorstep enforces the sign-in frequency at a refresh or step-up; the
 * rest is for the host.
 *
 * @param session A session.
 * @return Session controls, borrowed from the session.
 */
const doorstep_session_controls *doorstep_session_get_controls(const doorstep_session *session);

/**
 * Frees a session.
 *
 * @param session A session that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_session_free(doorstep_session *session);

/**
 * Makes a further handle of the same session, such as of one that is borrowed from a step or list.
 *
 * @param session A session.
 * @param copy Receives the handle; free it with `doorstep_session_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`.
 */
doorstep_status doorstep_session_copy(const doorstep_session *session,
                                      doorstep_session **copy,
                                      doorstep_error **error);

/**
 * How many sessions a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_session_list_count(const doorstep_session_list *list);

/**
 * A session of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The session, borrowed from the list; NULL beyond its end.
 */
const doorstep_session *doorstep_session_list_at(const doorstep_session_list *list, size_t index);

/**
 * Frees a list with the sessions in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_session_list_free(doorstep_session_list *list);

/**
 * How often every factor has to be shown again.
 *
 * @param controls Session controls.
 * @return Its number; 0 when no policy says, and for a bad handle.
 */
doorstep_sign_in_frequency_t doorstep_session_controls_sign_in_frequency(const doorstep_session_controls *controls);

/**
 * Of `DOORSTEP_SIGN_IN_FREQUENCY_TIME_BASED`: once in how many hours.
 *
 * @param controls Session controls.
 * @return Hours; 0 for other frequencies.
 */
uint32_t doorstep_session_controls_sign_in_frequency_hours(const doorstep_session_controls *controls);

/**
 * How often the second factor has to be shown again, where that is oftener.
 *
 * @param controls Session controls.
 * @return Its number; 0 when no policy says, and for a bad handle.
 */
doorstep_sign_in_frequency_t doorstep_session_controls_secondary_sign_in_frequency(
    const doorstep_session_controls *controls);

/**
 * Of the second factor's `DOORSTEP_SIGN_IN_FREQUENCY_TIME_BASED`: once in how many hours.
 *
 * @param controls Session controls.
 * @return Hours; 0 for other frequencies.
 */
uint32_t doorstep_session_controls_secondary_sign_in_frequency_hours(const doorstep_session_controls *controls);

/**
 * Whether a browser keeps the session.
 *
 * @param controls Session controls.
 * @return Its number; 0 when no policy says, and for a bad handle.
 */
doorstep_persistent_browser_t doorstep_session_controls_persistent_browser(const doorstep_session_controls *controls);

/**
 * Whether the app is to enforce its own restrictions.
 *
 * @param controls Session controls.
 * @return Whether that is so.
 */
bool doorstep_session_controls_application_enforced_restrictions(const doorstep_session_controls *controls);

/**
 * How an app-control service is to watch the session, in Microsoft Graph's words. Their order of strictness is nowhere
 * documented, so all are listed.
 *
 * @param controls Session controls.
 * @return A list, borrowed from the session controls.
 */
const doorstep_string_list *doorstep_session_controls_cloud_app_security(const doorstep_session_controls *controls);

/**
 * How continuous access evaluation is to work, in Microsoft Graph's words; all are listed.
 *
 * @param controls Session controls.
 * @return A list, borrowed from the session controls.
 */
const doorstep_string_list *doorstep_session_controls_continuous_access_evaluation(
    const doorstep_session_controls *controls);

/**
 * Whether a session may not go on when the service that evaluates policies is out of reach.
 *
 * @param controls Session controls.
 * @return Whether that is so.
 */
bool doorstep_session_controls_disable_resilience_defaults(const doorstep_session_controls *controls);

/**
 * Whether tokens are to be bound to the device.
 *
 * @param controls Session controls.
 * @return Whether that is so.
 */
bool doorstep_session_controls_secure_sign_in_session(const doorstep_session_controls *controls);

/**
 * The names of session controls that this engine does not know.
 *
 * @param controls Session controls.
 * @return A list, borrowed from the session controls.
 */
const doorstep_string_list *doorstep_session_controls_other_names(const doorstep_session_controls *controls);

/**
 * A session control that this engine does not know, as its policy has it; several of a name in a list.
 *
 * @param controls Session controls.
 * @param name Its name.
 * @return JSON text, borrowed from the session controls; NULL when there is none of this name.
 */
const char *doorstep_session_controls_other_json(const doorstep_session_controls *controls,
                                                 const char *name);

/**
 * Microsoft Graph's word for a sign-in frequency, such as `everyTime`.
 *
 * @param frequency A `doorstep_sign_in_frequency_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_sign_in_frequency_name(uint32_t frequency);

/**
 * Microsoft Graph's word for whether a browser keeps a session, such as `never`.
 *
 * @param persistent_browser A `doorstep_persistent_browser_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_persistent_browser_name(uint32_t persistent_browser);

/**
 * What it was: `password`, `email_otp` or `external`.
 *
 * @param method A used method.
 * @return Text, borrowed from the used method.
 */
const char *doorstep_used_method_kind(const doorstep_used_method *method);

/**
 * How it was shown: `knowledge`, `email` or `external`. Two factors differ in it.
 *
 * @param method A used method.
 * @return Text, borrowed from the used method.
 */
const char *doorstep_used_method_channel(const doorstep_used_method *method);

/**
 * The masked address, where there is one.
 *
 * @param method A used method.
 * @return Text, borrowed from the used method; NULL when there is none.
 */
const char *doorstep_used_method_detail(const doorstep_used_method *method);

/**
 * When it was shown.
 *
 * @param method A used method.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_used_method_at_ms(const doorstep_used_method *method);

/**
 * How many used methods a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_used_method_list_count(const doorstep_used_method_list *list);

/**
 * A used method of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The used method, borrowed from the list; NULL beyond its end.
 */
const doorstep_used_method *doorstep_used_method_list_at(const doorstep_used_method_list *list,
                                                         size_t index);

/**
 * The policy's id.
 *
 * @param policy An applied policy.
 * @return Text, borrowed from the applied policy.
 */
const char *doorstep_applied_policy_id(const doorstep_applied_policy *policy);

/**
 * The policy's name at the time.
 *
 * @param policy An applied policy.
 * @return Text, borrowed from the applied policy.
 */
const char *doorstep_applied_policy_display_name(const doorstep_applied_policy *policy);

/**
 * Microsoft Graph's word for its result, such as `success`.
 *
 * @param policy An applied policy.
 * @return Text, borrowed from the applied policy.
 */
const char *doorstep_applied_policy_result(const doorstep_applied_policy *policy);

/**
 * How many applied policies a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_applied_policy_list_count(const doorstep_applied_policy_list *list);

/**
 * An applied policy of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The applied policy, borrowed from the list; NULL beyond its end.
 */
const doorstep_applied_policy *doorstep_applied_policy_list_at(const doorstep_applied_policy_list *list,
                                                               size_t index);

/* ---- Conditional Access policies ----------------------------------------------------------------- */

/**
 * Creates a policy. What cannot be evaluated here is refused by name unless the policy is disabled.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param document_json Microsoft Graph's `conditionalAccessPolicy` as JSON text.
 * @param policy Receives the policy as stored; free it with `doorstep_policy_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_POLICY_INVALID` (also for more than 250 applications), `DOORSTEP_POLICY_UNSUPPORTED`,
 *         `DOORSTEP_INVALID_ARGUMENT` (`policies`) beyond 240 policies (both by default), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_policies_create(const doorstep_tenant *tenant,
                                         const char *document_json,
                                         doorstep_policy **policy,
                                         doorstep_error **error);

/**
 * Lists every policy, oldest first.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param policies Receives the list; free it with `doorstep_policy_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_policies_list(const doorstep_tenant *tenant,
                                       doorstep_policy_list **policies,
                                       doorstep_error **error);

/**
 * Reads one policy.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param policy_id The policy.
 * @param policy Receives the policy as stored; free it with `doorstep_policy_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`policy`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_policies_get(const doorstep_tenant *tenant,
                                      const char *policy_id,
                                      doorstep_policy **policy,
                                      doorstep_error **error);

/**
 * Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param policy_id The policy.
 * @param changes_json The fields to replace, as JSON text.
 * @param policy Receives the policy as stored; free it with `doorstep_policy_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`policy`), `DOORSTEP_POLICY_INVALID`,
 *         `DOORSTEP_POLICY_UNSUPPORTED`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_policies_update(const doorstep_tenant *tenant,
                                         const char *policy_id,
                                         const char *changes_json,
                                         doorstep_policy **policy,
                                         doorstep_error **error);

/**
 * Deletes a policy.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param policy_id The policy.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`policy`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_policies_delete(const doorstep_tenant *tenant,
                                         const char *policy_id,
                                         doorstep_error **error);

/**
 * Looks over all policies together for what would keep people out, is never reached or covers too little.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param warnings Receives the list; free it with `doorstep_warning_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_policies_lint(const doorstep_tenant *tenant,
                                       doorstep_warning_list **warnings,
                                       doorstep_error **error);

/**
 * Microsoft Graph's word for a policy state, such as `enabled`.
 *
 * @param state A `doorstep_policy_state_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_policy_state_name(uint32_t state);

/**
 * Its id.
 *
 * @param policy A policy.
 * @return Text, borrowed from the policy.
 */
const char *doorstep_policy_id(const doorstep_policy *policy);

/**
 * Its name; empty when it has none.
 *
 * @param policy A policy.
 * @return Text, borrowed from the policy.
 */
const char *doorstep_policy_display_name(const doorstep_policy *policy);

/**
 * Whether it is enforced.
 *
 * @param policy A policy.
 * @return Its number; 0 for a bad handle.
 */
doorstep_policy_state_t doorstep_policy_state(const doorstep_policy *policy);

/**
 * Microsoft Graph's `conditionalAccessPolicy`.
 *
 * @param policy A policy.
 * @return JSON text, borrowed from the policy.
 */
const char *doorstep_policy_document_json(const doorstep_policy *policy);

/**
 * What the lint says of it.
 *
 * @param policy A policy.
 * @return A list, borrowed from the policy.
 */
const doorstep_warning_list *doorstep_policy_warnings(const doorstep_policy *policy);

/**
 * When it was created.
 *
 * @param policy A policy.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_policy_created_at_ms(const doorstep_policy *policy);

/**
 * When it was last changed.
 *
 * @param policy A policy.
 * @return Milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` when there is none.
 */
int64_t doorstep_policy_modified_at_ms(const doorstep_policy *policy);

/**
 * Frees a policy.
 *
 * @param policy A policy that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_policy_free(doorstep_policy *policy);

/**
 * How many policies a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_policy_list_count(const doorstep_policy_list *list);

/**
 * A policy of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The policy, borrowed from the list; NULL beyond its end.
 */
const doorstep_policy *doorstep_policy_list_at(const doorstep_policy_list *list, size_t index);

/**
 * Frees a list with the policies in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_policy_list_free(doorstep_policy_list *list);

/**
 * The stable snake_case code.
 *
 * @param warning A warning.
 * @return Text, borrowed from the warning.
 */
const char *doorstep_warning_code(const doorstep_warning *warning);

/**
 * How bad it is.
 *
 * @param warning A warning.
 * @return Its number; 0 for a bad handle.
 */
doorstep_severity_t doorstep_warning_severity(const doorstep_warning *warning);

/**
 * The stable word for a severity, such as `error`.
 *
 * @param severity A `doorstep_severity_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_severity_name(uint32_t severity);

/**
 * What is wrong and what to do, for an administrator.
 *
 * @param warning A warning.
 * @return Text, borrowed from the warning.
 */
const char *doorstep_warning_message(const doorstep_warning *warning);

/**
 * The policy it is about.
 *
 * @param warning A warning.
 * @return Text, borrowed from the warning; NULL when there is none.
 */
const char *doorstep_warning_policy_id(const doorstep_warning *warning);

/**
 * The field it is about.
 *
 * @param warning A warning.
 * @return Text, borrowed from the warning; NULL when there is none.
 */
const char *doorstep_warning_path(const doorstep_warning *warning);

/**
 * How many warnings a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_warning_list_count(const doorstep_warning_list *list);

/**
 * A warning of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The warning, borrowed from the list; NULL beyond its end.
 */
const doorstep_warning *doorstep_warning_list_at(const doorstep_warning_list *list, size_t index);

/**
 * Frees a list with the warnings in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_warning_list_free(doorstep_warning_list *list);

/* ---- Proofs and gaps ----------------------------------------------------------------------------- */

/**
 * Proves a claim about every sign-in under the enforced policies, or shows one for which it does not hold. Nothing is
 * sampled: users (of any of the groups and roles there are), the registered apps and all conditions are gone through in
 * the classes that the policies tell apart.
 *
 * - `every sign-in of a customer to app "Shop" requires mfa`
 * - `every sign-in of group "Staff" or role "Global Administrator" to any app except app "Status" is blocked`
 * - `no sign-in outside trusted locations is allowed without mfa or compliantDevice`
 * - `every sign-in on android or iOS via browser at high user risk where "device.isCompliant -ne True" is blocked`
 *
 * Users are named by id or email address; groups, roles, apps and locations by id or name. A sign-in that is blocked
 * requires everything: it does not go through without it.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param claim The claim.
 * @param proof Receives the proof; free it with `doorstep_proof_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, whether or not the claim holds; `DOORSTEP_INVALID_ARGUMENT` (`claim`) saying what was not
 *         understood or is not there, or (`policies`) where the policies tell too much apart to go through it all;
 *         `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_policies_prove(const doorstep_tenant *tenant,
                                        const char *claim,
                                        doorstep_proof **proof,
                                        doorstep_error **error);

/**
 * Tells every sign-in to an app that goes through though no enforced policy asks anything of it, as sets of sign-ins,
 * the widest first. The sets may overlap; together they are exactly those sign-ins. An empty list: every sign-in is
 * covered.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param gaps Receives the list; free it with `doorstep_gap_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` (`policies`) where the policies tell too much apart to go through it
 *         all; `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_policies_gaps(const doorstep_tenant *tenant,
                                       doorstep_gap_list **gaps,
                                       doorstep_error **error);

/**
 * Whether the claim holds for every sign-in that it is about.
 *
 * @param proof A proof.
 * @return Whether that is so; false for a bad handle.
 */
bool doorstep_proof_holds(const doorstep_proof *proof);

/**
 * How many classes of sign-ins were told apart.
 *
 * @param proof A proof.
 * @return The number. 0: the claim is about no sign-in at all, and holds of those.
 */
uint64_t doorstep_proof_classes_examined(const doorstep_proof *proof);

/**
 * A sign-in for which the claim does not hold.
 *
 * @param proof A proof.
 * @return The counterexample, borrowed from the proof; NULL when the claim holds.
 */
const doorstep_counterexample *doorstep_proof_counterexample(const doorstep_proof *proof);

/**
 * Frees a proof with the counterexample in it.
 *
 * @param proof A proof that the caller owns, or NULL.
 */
void doorstep_proof_free(doorstep_proof *proof);

/**
 * The sign-in. `(any other user)` stands for anybody whose id no policy names, and likewise for apps and organizations.
 *
 * @param counterexample A counterexample.
 * @return JSON text in the fields that `doorstep_evaluate` takes, borrowed from the counterexample.
 */
const char *doorstep_counterexample_sign_in_json(const doorstep_counterexample *counterexample);

/**
 * What the policies say of it.
 *
 * @param counterexample A counterexample.
 * @return The decision, borrowed from the counterexample.
 */
const doorstep_decision *doorstep_counterexample_decision(const doorstep_counterexample *counterexample);

/**
 * Whose, as in: anybody not in group 8f0e.
 *
 * @param gap A gap.
 * @return Text, borrowed from the gap.
 */
const char *doorstep_gap_who(const doorstep_gap *gap);

/**
 * To which apps, as in: any app but app 4d2c.
 *
 * @param gap A gap.
 * @return Text, borrowed from the gap.
 */
const char *doorstep_gap_apps(const doorstep_gap *gap);

/**
 * Under which circumstances, all at once; whatever they are where the list is empty.
 *
 * @param gap A gap.
 * @return A list, borrowed from the gap.
 */
const doorstep_string_list *doorstep_gap_conditions(const doorstep_gap *gap);

/**
 * One of the sign-ins.
 *
 * @param gap A gap.
 * @return JSON text in the fields that `doorstep_evaluate` takes, borrowed from the gap.
 */
const char *doorstep_gap_sign_in_json(const doorstep_gap *gap);

/**
 * How many gaps a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_gap_list_count(const doorstep_gap_list *list);

/**
 * A gap of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The gap, borrowed from the list; NULL beyond its end.
 */
const doorstep_gap *doorstep_gap_list_at(const doorstep_gap_list *list, size_t index);

/**
 * Frees a list with the gaps in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_gap_list_free(doorstep_gap_list *list);

/* ---- Policy templates ---------------------------------------------------------------------------- */

/**
 * Lists every template: they follow those that Microsoft Entra offers, and its naming.
 *
 * @param templates Receives the list; free it with `doorstep_policy_template_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`.
 */
doorstep_status doorstep_policy_templates(doorstep_policy_template_list **templates,
                                          doorstep_error **error);

/**
 * Makes the policy of a template, which only reports until somebody enables it.
 *
 * @param template_id The template.
 * @param inputs What the template cannot know; NULL for nothing.
 * @param document_json Receives Microsoft Graph's `conditionalAccessPolicy` as JSON text, for
 *        `doorstep_policies_create`; free it with `doorstep_string_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`template`), `DOORSTEP_INVALID_ARGUMENT` naming the input that the template
 *         cannot do without.
 */
doorstep_status doorstep_policy_template_make(const char *template_id,
                                              const doorstep_policy_template_inputs *inputs,
                                              char **document_json,
                                              doorstep_error **error);

/**
 * Its stable id.
 *
 * @param policy_template A template.
 * @return Text, borrowed from the template.
 */
const char *doorstep_policy_template_id(const doorstep_policy_template *policy_template);

/**
 * What the policy made of it is called.
 *
 * @param policy_template A template.
 * @return Text, borrowed from the template.
 */
const char *doorstep_policy_template_name(const doorstep_policy_template *policy_template);

/**
 * What it is for.
 *
 * @param policy_template A template.
 * @return Text, borrowed from the template.
 */
const char *doorstep_policy_template_description(const doorstep_policy_template *policy_template);

/**
 * What it belongs to: `foundation`, `zeroTrust`, `remoteWork`, `protectAdministrators` or `emergingThreats`.
 *
 * @param policy_template A template.
 * @return Text, borrowed from the template.
 */
const char *doorstep_policy_template_category(const doorstep_policy_template *policy_template);

/**
 * How many templates a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_policy_template_list_count(const doorstep_policy_template_list *list);

/**
 * A template of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The template, borrowed from the list; NULL beyond its end.
 */
const doorstep_policy_template *doorstep_policy_template_list_at(const doorstep_policy_template_list *list,
                                                                 size_t index);

/**
 * Frees a list with the templates in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_policy_template_list_free(doorstep_policy_template_list *list);

/* ---- Named locations ----------------------------------------------------------------------------- */

/**
 * Creates a location from Microsoft Graph's `ipNamedLocation` or `countryNamedLocation`.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param document_json The document as JSON text.
 * @param location Receives the location as stored; free it with `doorstep_location_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`; `DOORSTEP_POLICY_INVALID`, also for more than 2000 ranges and one as wide as a /8;
 *         `DOORSTEP_INVALID_ARGUMENT` (`locations`) beyond the limit; `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_locations_create(const doorstep_tenant *tenant,
                                          const char *document_json,
                                          doorstep_location **location,
                                          doorstep_error **error);

/**
 * Lists every location, oldest first.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param locations Receives the list; free it with `doorstep_location_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_locations_list(const doorstep_tenant *tenant,
                                        doorstep_location_list **locations,
                                        doorstep_error **error);

/**
 * Reads one location.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param location_id The location.
 * @param location Receives the location; free it with `doorstep_location_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`location`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_locations_get(const doorstep_tenant *tenant,
                                       const char *location_id,
                                       doorstep_location **location,
                                       doorstep_error **error);

/**
 * Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param location_id The location.
 * @param changes_json The fields to replace, as JSON text.
 * @param location Receives the location as stored; free it with `doorstep_location_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`location`), `DOORSTEP_POLICY_INVALID`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_locations_update(const doorstep_tenant *tenant,
                                          const char *location_id,
                                          const char *changes_json,
                                          doorstep_location **location,
                                          doorstep_error **error);

/**
 * Deletes a location.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param location_id The location.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`location_id`) while it is trusted, and while a policy names it,
 *         in whatever state; `DOORSTEP_NOT_FOUND` (`location`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_locations_delete(const doorstep_tenant *tenant,
                                          const char *location_id,
                                          doorstep_error **error);

/**
 * Its id.
 *
 * @param location A location.
 * @return Text, borrowed from the location.
 */
const char *doorstep_location_id(const doorstep_location *location);

/**
 * Its name.
 *
 * @param location A location.
 * @return Text, borrowed from the location.
 */
const char *doorstep_location_display_name(const doorstep_location *location);

/**
 * Whether it counts among all trusted locations. A country never does.
 *
 * @param location A location.
 * @return Whether that is so.
 */
bool doorstep_location_is_trusted(const doorstep_location *location);

/**
 * Microsoft Graph's `namedLocation`.
 *
 * @param location A location.
 * @return JSON text, borrowed from the location.
 */
const char *doorstep_location_document_json(const doorstep_location *location);

/**
 * When it was created.
 *
 * @param location A location.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_location_created_at_ms(const doorstep_location *location);

/**
 * When it was last changed.
 *
 * @param location A location.
 * @return Milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` when there is none.
 */
int64_t doorstep_location_modified_at_ms(const doorstep_location *location);

/**
 * Frees a location.
 *
 * @param location A location that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_location_free(doorstep_location *location);

/**
 * How many locations a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_location_list_count(const doorstep_location_list *list);

/**
 * A location of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The location, borrowed from the list; NULL beyond its end.
 */
const doorstep_location *doorstep_location_list_at(const doorstep_location_list *list,
                                                   size_t index);

/**
 * Frees a list with the locations in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_location_list_free(doorstep_location_list *list);

/* ---- Authentication strengths -------------------------------------------------------------------- */

/**
 * Creates a strength from Microsoft Graph's `authenticationStrengthPolicy`.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param document_json The document as JSON text.
 * @param strength Receives the strength as stored; free it with `doorstep_authentication_strength_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`; `DOORSTEP_POLICY_INVALID`; `DOORSTEP_POLICY_UNSUPPORTED`
 *         (`combinationConfigurations[0]`); `DOORSTEP_INVALID_ARGUMENT` (`authentication_strengths`) beyond the limit;
 *         `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_authentication_strengths_create(const doorstep_tenant *tenant,
                                                         const char *document_json,
                                                         doorstep_authentication_strength **strength,
                                                         doorstep_error **error);

/**
 * Lists the built-in strengths, and then the tenant's own, oldest first.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param strengths Receives the list; free it with `doorstep_authentication_strength_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_authentication_strengths_list(const doorstep_tenant *tenant,
                                                       doorstep_authentication_strength_list **strengths,
                                                       doorstep_error **error);

/**
 * Reads one strength.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param strength_id The strength.
 * @param strength Receives the strength; free it with `doorstep_authentication_strength_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`authentication_strength`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_authentication_strengths_get(const doorstep_tenant *tenant,
                                                      const char *strength_id,
                                                      doorstep_authentication_strength **strength,
                                                      doorstep_error **error);

/**
 * Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param strength_id The strength.
 * @param changes_json The fields to replace, as JSON text.
 * @param strength Receives the strength as stored; free it with `doorstep_authentication_strength_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` (`strength_id`) for one that is built in;
 *         `DOORSTEP_NOT_FOUND` (`authentication_strength`), `DOORSTEP_POLICY_INVALID`,
 *         `DOORSTEP_POLICY_UNSUPPORTED`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_authentication_strengths_update(const doorstep_tenant *tenant,
                                                         const char *strength_id,
                                                         const char *changes_json,
                                                         doorstep_authentication_strength **strength,
                                                         doorstep_error **error);

/**
 * Deletes a strength.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param strength_id The strength.
 * @param error See the contract.
 * @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` (`strength_id`) for one that is built in, and while a policy asks
 *         for it, in whatever state; `DOORSTEP_NOT_FOUND` (`authentication_strength`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_authentication_strengths_delete(const doorstep_tenant *tenant,
                                                         const char *strength_id,
                                                         doorstep_error **error);

/**
 * Its id.
 *
 * @param strength A strength.
 * @return Text, borrowed from the strength.
 */
const char *doorstep_authentication_strength_id(const doorstep_authentication_strength *strength);

/**
 * Its name.
 *
 * @param strength A strength.
 * @return Text, borrowed from the strength.
 */
const char *doorstep_authentication_strength_display_name(const doorstep_authentication_strength *strength);

/**
 * Whether every tenant has it, and nobody can change it.
 *
 * @param strength A strength.
 * @return Whether that is so.
 */
bool doorstep_authentication_strength_built_in(const doorstep_authentication_strength *strength);

/**
 * Microsoft Graph's `authenticationStrengthPolicy`.
 *
 * @param strength A strength.
 * @return JSON text, borrowed from the strength.
 */
const char *doorstep_authentication_strength_document_json(const doorstep_authentication_strength *strength);

/**
 * When it was created.
 *
 * @param strength A strength.
 * @return Milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` when it is built in.
 */
int64_t doorstep_authentication_strength_created_at_ms(const doorstep_authentication_strength *strength);

/**
 * When it was last changed.
 *
 * @param strength A strength.
 * @return Milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` when there is none.
 */
int64_t doorstep_authentication_strength_modified_at_ms(const doorstep_authentication_strength *strength);

/**
 * Frees a strength.
 *
 * @param strength A strength that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_authentication_strength_free(doorstep_authentication_strength *strength);

/**
 * How many strengths a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_authentication_strength_list_count(const doorstep_authentication_strength_list *list);

/**
 * A strength of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The strength, borrowed from the list; NULL beyond its end.
 */
const doorstep_authentication_strength *doorstep_authentication_strength_list_at(
    const doorstep_authentication_strength_list *list,
    size_t index);

/**
 * Frees a list with the strengths in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_authentication_strength_list_free(doorstep_authentication_strength_list *list);

/* ---- Authentication contexts --------------------------------------------------------------------- */

/**
 * Creates an authentication context from Microsoft Graph's `authenticationContextClassReference`.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param document_json The document as JSON text, whose `id` is one of `c1` to `c99`.
 * @param context Receives the authentication context as stored; free it with `doorstep_authentication_context_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_POLICY_INVALID`, `DOORSTEP_ALREADY_EXISTS` (`authentication_context`),
 *         `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_authentication_contexts_create(const doorstep_tenant *tenant,
                                                        const char *document_json,
                                                        doorstep_authentication_context **context,
                                                        doorstep_error **error);

/**
 * Lists every authentication context, oldest first.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param contexts Receives the list; free it with `doorstep_authentication_context_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_authentication_contexts_list(const doorstep_tenant *tenant,
                                                      doorstep_authentication_context_list **contexts,
                                                      doorstep_error **error);

/**
 * Reads one authentication context.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param context_id The authentication context.
 * @param context Receives the authentication context; free it with `doorstep_authentication_context_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`authentication_context`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_authentication_contexts_get(const doorstep_tenant *tenant,
                                                     const char *context_id,
                                                     doorstep_authentication_context **context,
                                                     doorstep_error **error);

/**
 * Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does. The id stays.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param context_id The authentication context.
 * @param changes_json The fields to replace, as JSON text.
 * @param context Receives the authentication context as stored; free it with `doorstep_authentication_context_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`authentication_context`), `DOORSTEP_POLICY_INVALID`,
 *         `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_authentication_contexts_update(const doorstep_tenant *tenant,
                                                        const char *context_id,
                                                        const char *changes_json,
                                                        doorstep_authentication_context **context,
                                                        doorstep_error **error);

/**
 * Deletes an authentication context.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param context_id The authentication context.
 * @param error See the contract.
 * @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` (`context_id`) while it is available, and while a policy names it,
 *         in whatever state; `DOORSTEP_NOT_FOUND` (`authentication_context`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_authentication_contexts_delete(const doorstep_tenant *tenant,
                                                        const char *context_id,
                                                        doorstep_error **error);

/**
 * `c1` to `c99`.
 *
 * @param context An authentication context.
 * @return Text, borrowed from the authentication context.
 */
const char *doorstep_authentication_context_id(const doorstep_authentication_context *context);

/**
 * Its name.
 *
 * @param context An authentication context.
 * @return Text, borrowed from the authentication context.
 */
const char *doorstep_authentication_context_display_name(const doorstep_authentication_context *context);

/**
 * Whether it is published: apps may ask for it.
 *
 * @param context An authentication context.
 * @return Whether that is so.
 */
bool doorstep_authentication_context_is_available(const doorstep_authentication_context *context);

/**
 * Microsoft Graph's `authenticationContextClassReference`.
 *
 * @param context An authentication context.
 * @return JSON text, borrowed from the authentication context.
 */
const char *doorstep_authentication_context_document_json(const doorstep_authentication_context *context);

/**
 * When it was created.
 *
 * @param context An authentication context.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_authentication_context_created_at_ms(const doorstep_authentication_context *context);

/**
 * When it was last changed.
 *
 * @param context An authentication context.
 * @return Milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` when there is none.
 */
int64_t doorstep_authentication_context_modified_at_ms(const doorstep_authentication_context *context);

/**
 * Frees an authentication context.
 *
 * @param context An authentication context that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_authentication_context_free(doorstep_authentication_context *context);

/**
 * How many authentication contexts a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_authentication_context_list_count(const doorstep_authentication_context_list *list);

/**
 * An authentication context of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The authentication context, borrowed from the list; NULL beyond its end.
 */
const doorstep_authentication_context *doorstep_authentication_context_list_at(
    const doorstep_authentication_context_list *list,
    size_t index);

/**
 * Frees a list with the authentication contexts in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_authentication_context_list_free(doorstep_authentication_context_list *list);

/* ---- Imports ------------------------------------------------------------------------------------- */

/**
 * Takes in every policy, location, strength and context in a file that another tool exported: JSON in UTF-8 or UTF-16,
 * JSON Lines or Markdown, in any wrapper, of up to 16 MiB and 10 000 documents. Documents keep their ids, so that
 * policies go on naming what they named; one whose id is taken is refused. A policy that cannot be evaluated is taken in
 * disabled, whatever its state, and its item says why.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param file What the file holds, not its path.
 * @param file_size How many bytes.
 * @param options How to take it in; NULL for the defaults.
 * @param report Receives what became of it; free it with `doorstep_import_report_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, also when documents were refused: see the report; `DOORSTEP_POLICY_INVALID` (`$`) for a file
 *         without such documents; `DOORSTEP_INVALID_ARGUMENT` (`policies`, `locations`, `authentication_strengths`)
 *         beyond the limits; `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_tenant_import(const doorstep_tenant *tenant,
                                       const uint8_t *file,
                                       size_t file_size,
                                       const doorstep_import_options *options,
                                       doorstep_import_report **report,
                                       doorstep_error **error);

/**
 * Whether anything was stored: not, when something was refused and `keep_going` was not asked for.
 *
 * @param report An import report.
 * @return Whether that is so.
 */
bool doorstep_import_report_stored(const doorstep_import_report *report);

/**
 * Every document that was found, in the order of the file.
 *
 * @param report An import report.
 * @return A list, borrowed from the import report.
 */
const doorstep_import_item_list *doorstep_import_report_items(const doorstep_import_report *report);

/**
 * Frees an import report.
 *
 * @param report An import report that the caller owns, or NULL.
 */
void doorstep_import_report_free(doorstep_import_report *report);

/**
 * What it is: `policy`, `named_location`, `authentication_strength` or `authentication_context`.
 *
 * @param item An import item.
 * @return Text, borrowed from the import item.
 */
const char *doorstep_import_item_kind(const doorstep_import_item *item);

/**
 * Where in the file it was, as in `value[3]`.
 *
 * @param item An import item.
 * @return Text, borrowed from the import item.
 */
const char *doorstep_import_item_place(const doorstep_import_item *item);

/**
 * Its name.
 *
 * @param item An import item.
 * @return Text, borrowed from the import item.
 */
const char *doorstep_import_item_display_name(const doorstep_import_item *item);

/**
 * The id it is stored under: its own, where it has one. None when it was refused.
 *
 * @param item An import item.
 * @return Text, borrowed from the import item; NULL when there is none.
 */
const char *doorstep_import_item_id(const doorstep_import_item *item);

/**
 * The code of the error it was refused for; or `policy_unsupported` for a policy that was taken in disabled, since it
 * cannot be evaluated.
 *
 * @param item An import item.
 * @return Text, borrowed from the import item; NULL when there is none.
 */
const char *doorstep_import_item_code(const doorstep_import_item *item);

/**
 * The field that the error is about.
 *
 * @param item An import item.
 * @return Text, borrowed from the import item; NULL when there is none.
 */
const char *doorstep_import_item_path(const doorstep_import_item *item);

/**
 * What is wrong with it, for an administrator.
 *
 * @param item An import item.
 * @return Text, borrowed from the import item; NULL when there is none.
 */
const char *doorstep_import_item_reason(const doorstep_import_item *item);

/**
 * How many import items a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_import_item_list_count(const doorstep_import_item_list *list);

/**
 * An import item of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The import item, borrowed from the list; NULL beyond its end.
 */
const doorstep_import_item *doorstep_import_item_list_at(const doorstep_import_item_list *list,
                                                         size_t index);

/* ---- Replays ------------------------------------------------------------------------------------- */

/**
 * Decides again over recorded sign-ins, as things are and with drafts, and counts what differs. Each sign-in is taken as
 * it was recorded, after its first factor, and one that went on from a session with what that had shown; groups, roles
 * and locations are those of today. Changes nothing.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param replay What to hold against what; copied.
 * @param page Receives what would have changed; free it with `doorstep_replay_page_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`; `DOORSTEP_POLICY_INVALID` and `DOORSTEP_POLICY_UNSUPPORTED` for a draft;
 *         `DOORSTEP_INVALID_ARGUMENT` (`limit`, `cursor`, ...); `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_policies_replay(const doorstep_tenant *tenant,
                                         const doorstep_replay *replay,
                                         doorstep_replay_page **page,
                                         doorstep_error **error);

/**
 * Sign-ins looked at.
 *
 * @param page A replay page.
 * @return The number.
 */
uint64_t doorstep_replay_page_examined(const doorstep_replay_page *page);

/**
 * Sign-ins of the whole time, once, in the first call; 0 in the others.
 *
 * @param page A replay page.
 * @return The number.
 */
uint64_t doorstep_replay_page_total(const doorstep_replay_page *page);

/**
 * Asked with the drafts for a control that nothing asks for as things are.
 *
 * @param page A replay page.
 * @return The number.
 */
uint64_t doorstep_replay_page_prompted(const doorstep_replay_page *page);

/**
 * Kept out with the drafts alone: blocked, or asked for what no prompt can satisfy.
 *
 * @param page A replay page.
 * @return The number.
 */
uint64_t doorstep_replay_page_blocked(const doorstep_replay_page *page);

/**
 * Blocked or asked as things are, and allowed with the drafts; or blocked, and only asked.
 *
 * @param page A replay page.
 * @return The number.
 */
uint64_t doorstep_replay_page_freed(const doorstep_replay_page *page);

/**
 * By day, in order: only those on which something would have changed.
 *
 * @param page A replay page.
 * @return A list, borrowed from the replay page.
 */
const doorstep_replay_day_list *doorstep_replay_page_days(const doorstep_replay_page *page);

/**
 * By user: only those for whom something would have changed.
 *
 * @param page A replay page.
 * @return A list, borrowed from the replay page.
 */
const doorstep_replay_user_list *doorstep_replay_page_users(const doorstep_replay_page *page);

/**
 * For the next call.
 *
 * @param page A replay page.
 * @return Text, borrowed from the replay page; NULL when all is done.
 */
const char *doorstep_replay_page_next_cursor(const doorstep_replay_page *page);

/**
 * Frees a replay page.
 *
 * @param page A replay page that the caller owns, or NULL.
 */
void doorstep_replay_page_free(doorstep_replay_page *page);

/**
 * When the day begins, in UTC.
 *
 * @param day A replay day.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_replay_day_day_ms(const doorstep_replay_day *day);

/**
 * Asked with the drafts for a control that nothing asks for as things are.
 *
 * @param day A replay day.
 * @return The number.
 */
uint64_t doorstep_replay_day_prompted(const doorstep_replay_day *day);

/**
 * Kept out with the drafts alone: blocked, or asked for what no prompt can satisfy.
 *
 * @param day A replay day.
 * @return The number.
 */
uint64_t doorstep_replay_day_blocked(const doorstep_replay_day *day);

/**
 * Blocked or asked as things are, and allowed with the drafts; or blocked, and only asked.
 *
 * @param day A replay day.
 * @return The number.
 */
uint64_t doorstep_replay_day_freed(const doorstep_replay_day *day);

/**
 * How many replay days a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_replay_day_list_count(const doorstep_replay_day_list *list);

/**
 * A replay day of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The replay day, borrowed from the list; NULL beyond its end.
 */
const doorstep_replay_day *doorstep_replay_day_list_at(const doorstep_replay_day_list *list,
                                                       size_t index);

/**
 * The user's id.
 *
 * @param user A replay user.
 * @return Text, borrowed from the replay user.
 */
const char *doorstep_replay_user_user_id(const doorstep_replay_user *user);

/**
 * Asked with the drafts for a control that nothing asks for as things are.
 *
 * @param user A replay user.
 * @return The number.
 */
uint64_t doorstep_replay_user_prompted(const doorstep_replay_user *user);

/**
 * Kept out with the drafts alone: blocked, or asked for what no prompt can satisfy.
 *
 * @param user A replay user.
 * @return The number.
 */
uint64_t doorstep_replay_user_blocked(const doorstep_replay_user *user);

/**
 * Blocked or asked as things are, and allowed with the drafts; or blocked, and only asked.
 *
 * @param user A replay user.
 * @return The number.
 */
uint64_t doorstep_replay_user_freed(const doorstep_replay_user *user);

/**
 * How many replay users a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_replay_user_list_count(const doorstep_replay_user_list *list);

/**
 * A replay user of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The replay user, borrowed from the list; NULL beyond its end.
 */
const doorstep_replay_user *doorstep_replay_user_list_at(const doorstep_replay_user_list *list,
                                                         size_t index);

/* ---- Decisions ----------------------------------------------------------------------------------- */

/**
 * Asks what the policies would say of a sign-in. Changes nothing.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param sign_in What is to be judged; copied.
 * @param decision Receives the decision; free it with `doorstep_decision_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` naming the field, such as `context.ip`, or `user_id` when there is
 *         neither a user nor a workload identity; `DOORSTEP_NOT_FOUND` (`user` or `app`); `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_tenant_what_if(const doorstep_tenant *tenant,
                                        const doorstep_what_if *sign_in,
                                        doorstep_decision **decision,
                                        doorstep_error **error);

/**
 * What happens to the sign-in.
 *
 * @param decision A decision.
 * @return Its number; 0 for a bad handle.
 */
doorstep_outcome_t doorstep_decision_outcome(const doorstep_decision *decision);

/**
 * The controls that are still to be satisfied, in Microsoft Graph's words, such as `mfa`.
 *
 * @param decision A decision.
 * @return A list, borrowed from the decision.
 */
const doorstep_string_list *doorstep_decision_required(const doorstep_decision *decision);

/**
 * What every policy made of the sign-in.
 *
 * @param decision A decision.
 * @return A list, borrowed from the decision.
 */
const doorstep_policy_result_list *doorstep_decision_policies(const doorstep_decision *decision);

/**
 * What each enforced policy that applies and does not block asks, in stored order.
 *
 * @param decision A decision.
 * @return A list, borrowed from the decision.
 */
const doorstep_requirement_list *doorstep_decision_requirements(const doorstep_decision *decision);

/**
 * The session controls of every enforced policy that applies, merged: the strictest wins.
 *
 * @param decision A decision.
 * @return Session controls, borrowed from the decision.
 */
const doorstep_session_controls *doorstep_decision_session(const doorstep_decision *decision);

/**
 * The whole decision as JSON, the same in every language.
 *
 * @param decision A decision.
 * @return JSON text, borrowed from the decision.
 */
const char *doorstep_decision_to_json(const doorstep_decision *decision);

/**
 * Frees a decision.
 *
 * @param decision A decision that the caller owns, or NULL.
 */
void doorstep_decision_free(doorstep_decision *decision);

/**
 * The stable word for an outcome, such as `allow`; the same in every language.
 *
 * @param outcome A `doorstep_outcome_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_outcome_name(uint32_t outcome);

/**
 * The policy's id.
 *
 * @param policy A policy result.
 * @return Text, borrowed from the policy result.
 */
const char *doorstep_policy_result_id(const doorstep_policy_result *policy);

/**
 * The policy's name at the time.
 *
 * @param policy A policy result.
 * @return Text, borrowed from the policy result.
 */
const char *doorstep_policy_result_display_name(const doorstep_policy_result *policy);

/**
 * Its state at the time.
 *
 * @param policy A policy result.
 * @return Its number; 0 for a bad handle.
 */
doorstep_policy_state_t doorstep_policy_result_state(const doorstep_policy_result *policy);

/**
 * Whether all of its conditions hold.
 *
 * @param policy A policy result.
 * @return Whether that is so.
 */
bool doorstep_policy_result_applies(const doorstep_policy_result *policy);

/**
 * Microsoft Graph's word for its result: `success`, `failure`, `notApplied`, `notEnabled`,
 * `reportOnlySuccess`, `reportOnlyFailure`, `reportOnlyInterrupted` or `reportOnlyNotApplied`.
 *
 * @param policy A policy result.
 * @return Text, borrowed from the policy result.
 */
const char *doorstep_policy_result_result(const doorstep_policy_result *policy);

/**
 * Every condition that does not hold, in Microsoft Graph's words (`analysisReasons`).
 *
 * @param policy A policy result.
 * @return A list, borrowed from the policy result.
 */
const doorstep_string_list *doorstep_policy_result_reasons(const doorstep_policy_result *policy);

/**
 * The grant controls it names, in Microsoft Graph's words, with the id of one that has one: `termsOfUse:7d5a...`.
 *
 * @param policy A policy result.
 * @return A list, borrowed from the policy result.
 */
const doorstep_string_list *doorstep_policy_result_grant_controls(const doorstep_policy_result *policy);

/**
 * `AND` or `OR` between its grant controls; NULL when it names none.
 *
 * @param policy A policy result.
 * @return Text, borrowed from the policy result; NULL when there is none.
 */
const char *doorstep_policy_result_operator(const doorstep_policy_result *policy);

/**
 * The session controls it names, in Microsoft Graph's words.
 *
 * @param policy A policy result.
 * @return A list, borrowed from the policy result.
 */
const doorstep_string_list *doorstep_policy_result_session_controls(const doorstep_policy_result *policy);

/**
 * How many policy results a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_policy_result_list_count(const doorstep_policy_result_list *list);

/**
 * A policy result of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The policy result, borrowed from the list; NULL beyond its end.
 */
const doorstep_policy_result *doorstep_policy_result_list_at(const doorstep_policy_result_list *list,
                                                             size_t index);

/**
 * The policy.
 *
 * @param requirement A requirement.
 * @return Text, borrowed from the requirement.
 */
const char *doorstep_requirement_policy_id(const doorstep_requirement *requirement);

/**
 * The policy's place among all policies, from 0.
 *
 * @param requirement A requirement.
 * @return The number.
 */
uint32_t doorstep_requirement_index(const doorstep_requirement *requirement);

/**
 * `AND`: every control; `OR`: any of them.
 *
 * @param requirement A requirement.
 * @return Text, borrowed from the requirement.
 */
const char *doorstep_requirement_operator(const doorstep_requirement *requirement);

/**
 * The controls in Microsoft Graph's words, in the order of prompting, with the id of one that has one:
 * `termsOfUse:7d5a...`.
 *
 * @param requirement A requirement.
 * @return A list, borrowed from the requirement.
 */
const doorstep_string_list *doorstep_requirement_controls(const doorstep_requirement *requirement);

/**
 * Whether the controls are satisfied.
 *
 * @param requirement A requirement.
 * @return Whether that is so.
 */
bool doorstep_requirement_satisfied(const doorstep_requirement *requirement);

/**
 * The controls that would still do: all that are missing, or the alternatives. Empty once it is satisfied.
 *
 * @param requirement A requirement.
 * @return A list, borrowed from the requirement.
 */
const doorstep_string_list *doorstep_requirement_missing(const doorstep_requirement *requirement);

/**
 * How many requirements a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_requirement_list_count(const doorstep_requirement_list *list);

/**
 * A requirement of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The requirement, borrowed from the list; NULL beyond its end.
 */
const doorstep_requirement *doorstep_requirement_list_at(const doorstep_requirement_list *list,
                                                         size_t index);

/* ---- Deciding without an engine ------------------------------------------------------------------ */

/**
 * Judges sign-ins by policies, with no engine and no database. The same text in always gives the same text out, in every
 * language.
 *
 * @param case_json A JSON object of up to 64 MiB: `policies`, `namedLocations`, `authStrengths` (lists of Microsoft
 *        Graph's documents), `options` (`{"mfaTrustedIps": [...]}`) and `signIns`, a list of objects with any of `id`,
 *        `userId`, `userType`, `homeTenantId`, `groupIds`, `roleIds`, `servicePrincipalId`, `servicePrincipalRisk`,
 *        `appId`, `appGroups`, `appAttributes`, `userAction`, `authContext`, `clientAppType`, `platform`, `ip`,
 *        `country`, `gpsCountry`, `compliantNetwork`, `userRisk`, `signInRisk`, `insiderRisk`, `authFlow`, `device`,
 *        `completedCombinations` and `satisfiedControls`. What is left out is unknown.
 * @param verdicts_json Receives a JSON array of one verdict a sign-in: `id`, `decision` (`allow`, `controlsRequired` or
 *        `block`), `policies`, `requirements` and `session`, or an `error` with `field` and `reason`; for a case that
 *        cannot be read, an object with such an `error`. Free it with `doorstep_string_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, whatever is wrong with the case.
 */
doorstep_status doorstep_evaluate(const char *case_json,
                                  char **verdicts_json,
                                  doorstep_error **error);

/* ---- App registrations --------------------------------------------------------------------------- */

/**
 * Registers an app and gives it a client id.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param name Its name: 1 to 64 characters on one line.
 * @param app Receives the registration; free it with `doorstep_app_registration_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`name`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_apps_register(const doorstep_tenant *tenant,
                                       const char *name,
                                       doorstep_app_registration **app,
                                       doorstep_error **error);

/**
 * Lists every app, oldest first.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param apps Receives the list; free it with `doorstep_app_registration_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_apps_list(const doorstep_tenant *tenant,
                                   doorstep_app_registration_list **apps,
                                   doorstep_error **error);

/**
 * Reads one app registration.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param client_id The app.
 * @param app Receives the registration; free it with `doorstep_app_registration_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`app`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_apps_get(const doorstep_tenant *tenant,
                                  const char *client_id,
                                  doorstep_app_registration **app,
                                  doorstep_error **error);

/**
 * Changes an app's name.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param client_id The app.
 * @param new_name Its new name: 1 to 64 characters on one line.
 * @param app Receives the registration; free it with `doorstep_app_registration_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`app`), `DOORSTEP_INVALID_ARGUMENT` (`new_name`),
 *         `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_apps_rename(const doorstep_tenant *tenant,
                                     const char *client_id,
                                     const char *new_name,
                                     doorstep_app_registration **app,
                                     doorstep_error **error);

/**
 * Changes an app's name, and what policies for groups of apps and filters for applications look at.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param client_id The app.
 * @param changes What to change; copied.
 * @param app Receives the registration; free it with `doorstep_app_registration_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`app`), `DOORSTEP_INVALID_ARGUMENT` naming the place
 *         (`app_groups[1]`, `custom_security_attributes.Shop_Kind`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_apps_update(const doorstep_tenant *tenant,
                                     const char *client_id,
                                     const doorstep_app_changes *changes,
                                     doorstep_app_registration **app,
                                     doorstep_error **error);

/**
 * Deletes an app with its sessions and running journeys.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param client_id The app.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`app`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_apps_delete(const doorstep_tenant *tenant,
                                     const char *client_id,
                                     doorstep_error **error);

/**
 * Its public identifier (Microsoft Graph's `appId`).
 *
 * @param app An app registration.
 * @return Text, borrowed from the app registration.
 */
const char *doorstep_app_registration_client_id(const doorstep_app_registration *app);

/**
 * Its name, shown in mails and logs.
 *
 * @param app An app registration.
 * @return Text, borrowed from the app registration.
 */
const char *doorstep_app_registration_name(const doorstep_app_registration *app);

/**
 * The groups of apps that it is in, as policies name them: `Office365`, `MicrosoftAdminPortals`.
 *
 * @param app An app registration.
 * @return A list, borrowed from the app registration.
 */
const doorstep_string_list *doorstep_app_registration_app_groups(const doorstep_app_registration *app);

/**
 * The names of its custom security attributes, such as `Shop_Kind`: what filters for applications ask about.
 *
 * @param app An app registration.
 * @return A list, borrowed from the app registration.
 */
const doorstep_string_list *doorstep_app_registration_custom_security_attribute_names(
    const doorstep_app_registration *app);

/**
 * The values of a custom security attribute.
 *
 * @param app An app registration.
 * @param name The attribute's name.
 * @return A list, borrowed from the app registration; NULL when it has no attribute of this name.
 */
const doorstep_string_list *doorstep_app_registration_custom_security_attribute(const doorstep_app_registration *app,
                                                                                const char *name);

/**
 * When it was registered.
 *
 * @param app An app registration.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_app_registration_created_at_ms(const doorstep_app_registration *app);

/**
 * Frees an app registration.
 *
 * @param app An app registration that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_app_registration_free(doorstep_app_registration *app);

/**
 * How many app registrations a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_app_registration_list_count(const doorstep_app_registration_list *list);

/**
 * An app registration of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The app registration, borrowed from the list; NULL beyond its end.
 */
const doorstep_app_registration *doorstep_app_registration_list_at(const doorstep_app_registration_list *list,
                                                                   size_t index);

/**
 * Frees a list with the app registrations in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_app_registration_list_free(doorstep_app_registration_list *list);

/* ---- User flows ---------------------------------------------------------------------------------- */

/**
 * Creates a flow and attaches its apps.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param new_flow The flow; copied.
 * @param flow Receives the flow; free it with `doorstep_user_flow_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` naming the place, `DOORSTEP_NOT_FOUND` (`app`),
 *         `DOORSTEP_ALREADY_EXISTS` (`user_flow`, or `user_flow_of_app` for an app that is in a flow),
 *         `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_user_flows_create(const doorstep_tenant *tenant,
                                           const doorstep_new_user_flow *new_flow,
                                           doorstep_user_flow **flow,
                                           doorstep_error **error);

/**
 * Creates a flow from Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow`.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param document_json The document as JSON text.
 * @param flow Receives the flow; free it with `doorstep_user_flow_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_POLICY_INVALID`, `DOORSTEP_POLICY_UNSUPPORTED`, and those of
 *         `doorstep_user_flows_create`.
 */
doorstep_status doorstep_user_flows_create_from_graph(const doorstep_tenant *tenant,
                                                      const char *document_json,
                                                      doorstep_user_flow **flow,
                                                      doorstep_error **error);

/**
 * Writes a flow as Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow`.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param flow_id The flow.
 * @param document_json Receives the document as JSON text; free it with `doorstep_string_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_user_flows_to_graph(const doorstep_tenant *tenant,
                                             const char *flow_id,
                                             char **document_json,
                                             doorstep_error **error);

/**
 * Lists every flow, oldest first.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param flows Receives the list; free it with `doorstep_user_flow_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_user_flows_list(const doorstep_tenant *tenant,
                                         doorstep_user_flow_list **flows,
                                         doorstep_error **error);

/**
 * Reads one flow.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param flow_id The flow.
 * @param flow Receives the flow; free it with `doorstep_user_flow_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_user_flows_get(const doorstep_tenant *tenant,
                                        const char *flow_id,
                                        doorstep_user_flow **flow,
                                        doorstep_error **error);

/**
 * Changes what is given and leaves the rest. Running journeys go on by the flow as it is at their next step.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param flow_id The flow.
 * @param changes What to change; copied.
 * @param flow Receives the flow; free it with `doorstep_user_flow_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow`), `DOORSTEP_ALREADY_EXISTS` (`user_flow`),
 *         `DOORSTEP_INVALID_ARGUMENT` naming the place, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_user_flows_update(const doorstep_tenant *tenant,
                                           const char *flow_id,
                                           const doorstep_user_flow_changes *changes,
                                           doorstep_user_flow **flow,
                                           doorstep_error **error);

/**
 * Puts an app into a flow. An app is in at most one.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param flow_id The flow.
 * @param client_id The app.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow` or `app`), `DOORSTEP_ALREADY_EXISTS`
 *         (`user_flow_of_app`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_user_flows_attach_app(const doorstep_tenant *tenant,
                                               const char *flow_id,
                                               const char *client_id,
                                               doorstep_error **error);

/**
 * Takes an app out of a flow: nobody can sign in to it until it is in one again.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param flow_id The flow.
 * @param client_id The app.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow` or `user_flow_app`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_user_flows_detach_app(const doorstep_tenant *tenant,
                                               const char *flow_id,
                                               const char *client_id,
                                               doorstep_error **error);

/**
 * Deletes a flow; its apps are in none then.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param flow_id The flow.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_user_flows_delete(const doorstep_tenant *tenant,
                                           const char *flow_id,
                                           doorstep_error **error);

/**
 * Its id.
 *
 * @param flow A user flow.
 * @return Text, borrowed from the user flow.
 */
const char *doorstep_user_flow_id(const doorstep_user_flow *flow);

/**
 * Its name, one of a kind in the tenant.
 *
 * @param flow A user flow.
 * @return Text, borrowed from the user flow.
 */
const char *doorstep_user_flow_display_name(const doorstep_user_flow *flow);

/**
 * The first factor.
 *
 * @param flow A user flow.
 * @return Its number; 0 for a bad handle.
 */
doorstep_identity_provider_t doorstep_user_flow_identity_provider(const doorstep_user_flow *flow);

/**
 * Whether newcomers may sign up.
 *
 * @param flow A user flow.
 * @return Whether that is so.
 */
bool doorstep_user_flow_sign_up_allowed(const doorstep_user_flow *flow);

/**
 * What a sign-up asks for, in the order of the page.
 *
 * @param flow A user flow.
 * @return A list, borrowed from the user flow.
 */
const doorstep_flow_attribute_list *doorstep_user_flow_attributes(const doorstep_user_flow *flow);

/**
 * The apps that use it. An app is in at most one flow.
 *
 * @param flow A user flow.
 * @return A list, borrowed from the user flow.
 */
const doorstep_string_list *doorstep_user_flow_client_ids(const doorstep_user_flow *flow);

/**
 * Whether a sign-up with a known address says so at once.
 *
 * @param flow A user flow.
 * @return Whether that is so.
 */
bool doorstep_user_flow_reveal_existing_accounts(const doorstep_user_flow *flow);

/**
 * When it was created.
 *
 * @param flow A user flow.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_user_flow_created_at_ms(const doorstep_user_flow *flow);

/**
 * Frees a user flow.
 *
 * @param flow A user flow that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_user_flow_free(doorstep_user_flow *flow);

/**
 * The stable word for an identity provider, such as `email_password`; the same in every language.
 *
 * @param provider A `doorstep_identity_provider_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_identity_provider_name(uint32_t provider);

/**
 * How many user flows a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_user_flow_list_count(const doorstep_user_flow_list *list);

/**
 * A user flow of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The user flow, borrowed from the list; NULL beyond its end.
 */
const doorstep_user_flow *doorstep_user_flow_list_at(const doorstep_user_flow_list *list,
                                                     size_t index);

/**
 * Frees a list with the user flows in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_user_flow_list_free(doorstep_user_flow_list *list);

/**
 * Its name, for `doorstep_app_submit_attributes`.
 *
 * @param attribute A flow attribute.
 * @return Text, borrowed from the flow attribute.
 */
const char *doorstep_flow_attribute_name(const doorstep_flow_attribute *attribute);

/**
 * What the page shows.
 *
 * @param attribute A flow attribute.
 * @return Text, borrowed from the flow attribute.
 */
const char *doorstep_flow_attribute_label(const doorstep_flow_attribute *attribute);

/**
 * What kind of value it holds.
 *
 * @param attribute A flow attribute.
 * @return Its number; 0 for a bad handle.
 */
doorstep_attribute_kind_t doorstep_flow_attribute_kind(const doorstep_flow_attribute *attribute);

/**
 * Whether the sign-up needs it. A required boolean must be true.
 *
 * @param attribute A flow attribute.
 * @return Whether that is so.
 */
bool doorstep_flow_attribute_required(const doorstep_flow_attribute *attribute);

/**
 * A regular expression that the whole value, written as text, must match.
 *
 * @param attribute A flow attribute.
 * @return Text, borrowed from the flow attribute; NULL when there is none.
 */
const char *doorstep_flow_attribute_pattern(const doorstep_flow_attribute *attribute);

/**
 * The texts to choose from, for `DOORSTEP_ATTRIBUTE_CHOICE` only.
 *
 * @param attribute A flow attribute.
 * @return A list, borrowed from the flow attribute.
 */
const doorstep_string_list *doorstep_flow_attribute_choices(const doorstep_flow_attribute *attribute);

/**
 * The stable word for an attribute kind, such as `string`; the same in every language.
 *
 * @param kind A `doorstep_attribute_kind_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_attribute_kind_name(uint32_t kind);

/**
 * How many flow attributes a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_flow_attribute_list_count(const doorstep_flow_attribute_list *list);

/**
 * A flow attribute of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The flow attribute, borrowed from the list; NULL beyond its end.
 */
const doorstep_flow_attribute *doorstep_flow_attribute_list_at(const doorstep_flow_attribute_list *list,
                                                               size_t index);

/* ---- Authentication methods ---------------------------------------------------------------------- */

/**
 * Reads how a method is set.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param kind The method, a `doorstep_method_kind_t`.
 * @param method Receives how it is set now; free it with `doorstep_method_configuration_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_methods_get(const doorstep_tenant *tenant,
                                     uint32_t kind,
                                     doorstep_method_configuration **method,
                                     doorstep_error **error);

/**
 * Lists how every method is set.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param methods Receives the list; free it with `doorstep_method_configuration_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_methods_list(const doorstep_tenant *tenant,
                                      doorstep_method_configuration_list **methods,
                                      doorstep_error **error);

/**
 * Enables a method for those included, never for those excluded.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param kind The method, a `doorstep_method_kind_t`.
 * @param include Who may use it; NULL for all users.
 * @param include_count How many there are in `include`.
 * @param exclude Who may not, although included; or NULL.
 * @param exclude_count How many there are in `exclude`.
 * @param method Receives how it is set now; free it with `doorstep_method_configuration_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group` or `user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_methods_enable(const doorstep_tenant *tenant,
                                        uint32_t kind,
                                        const doorstep_target *include,
                                        size_t include_count,
                                        const doorstep_target *exclude,
                                        size_t exclude_count,
                                        doorstep_method_configuration **method,
                                        doorstep_error **error);

/**
 * Disables a method for everybody; its targets are kept.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param kind The method, a `doorstep_method_kind_t`.
 * @param method Receives how it is set now; free it with `doorstep_method_configuration_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_methods_disable(const doorstep_tenant *tenant,
                                         uint32_t kind,
                                         doorstep_method_configuration **method,
                                         doorstep_error **error);

/**
 * Writes how a method is set as Microsoft Graph's document (`emailAuthenticationMethodConfiguration`).
 *
 * @param tenant The tenant, and in whose name to act.
 * @param kind The method, a `doorstep_method_kind_t`.
 * @param document_json Receives the document as JSON text; free it with `doorstep_string_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`kind`) for a method that Graph has no document for,
 *         `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_methods_to_graph(const doorstep_tenant *tenant,
                                          uint32_t kind,
                                          char **document_json,
                                          doorstep_error **error);

/**
 * Changes what a Microsoft Graph document names, as PATCH does.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param kind The method, a `doorstep_method_kind_t`.
 * @param document_json The document as JSON text.
 * @param method Receives how it is set now; free it with `doorstep_method_configuration_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_POLICY_INVALID`, `DOORSTEP_POLICY_UNSUPPORTED`,
 *         `DOORSTEP_INVALID_ARGUMENT` (`kind`), `DOORSTEP_NOT_FOUND` (`group` or `user`),
 *         `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_methods_update_from_graph(const doorstep_tenant *tenant,
                                                   uint32_t kind,
                                                   const char *document_json,
                                                   doorstep_method_configuration **method,
                                                   doorstep_error **error);

/**
 * The stable word for a method kind, such as `password`; the same in every language.
 *
 * @param kind A `doorstep_method_kind_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_method_kind_name(uint32_t kind);

/**
 * Which method.
 *
 * @param method A method configuration.
 * @return Its number; 0 for a bad handle.
 */
doorstep_method_kind_t doorstep_method_configuration_kind(const doorstep_method_configuration *method);

/**
 * Whether anyone may use it.
 *
 * @param method A method configuration.
 * @return Whether that is so.
 */
bool doorstep_method_configuration_enabled(const doorstep_method_configuration *method);

/**
 * How many targets say who may use a method.
 *
 * @param method A method configuration.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_method_configuration_include_count(const doorstep_method_configuration *method);

/**
 * A target of those that say who may use a method.
 *
 * @param method A method configuration.
 * @param index 0 to one less than the count.
 * @param target Receives the target, its id borrowed from the method configuration; all zero beyond the end.
 * @return Whether there is one.
 */
bool doorstep_method_configuration_include_at(const doorstep_method_configuration *method,
                                              size_t index,
                                              doorstep_target *target);

/**
 * How many targets say who may not, although included.
 *
 * @param method A method configuration.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_method_configuration_exclude_count(const doorstep_method_configuration *method);

/**
 * A target of those that say who may not, although included.
 *
 * @param method A method configuration.
 * @param index 0 to one less than the count.
 * @param target Receives the target, its id borrowed from the method configuration; all zero beyond the end.
 * @return Whether there is one.
 */
bool doorstep_method_configuration_exclude_at(const doorstep_method_configuration *method,
                                              size_t index,
                                              doorstep_target *target);

/**
 * What would keep people from signing in, after a change.
 *
 * @param method A method configuration.
 * @return A list, borrowed from the method configuration.
 */
const doorstep_warning_list *doorstep_method_configuration_warnings(const doorstep_method_configuration *method);

/**
 * Frees a method configuration.
 *
 * @param method A method configuration that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_method_configuration_free(doorstep_method_configuration *method);

/**
 * How many method configurations a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_method_configuration_list_count(const doorstep_method_configuration_list *list);

/**
 * A method configuration of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The method configuration, borrowed from the list; NULL beyond its end.
 */
const doorstep_method_configuration *doorstep_method_configuration_list_at(
    const doorstep_method_configuration_list *list,
    size_t index);

/**
 * Frees a list with the method configurations in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_method_configuration_list_free(doorstep_method_configuration_list *list);

/**
 * The stable word for a target kind, such as `all_users`; the same in every language.
 *
 * @param kind A `doorstep_target_kind_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_target_kind_name(uint32_t kind);

/* ---- Users --------------------------------------------------------------------------------------- */

/**
 * Creates a user.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param new_user What the user starts with; copied.
 * @param user Receives the user; free it with `doorstep_user_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` naming the field, `DOORSTEP_ALREADY_EXISTS` (`user`),
 *         `DOORSTEP_FORBIDDEN`, `DOORSTEP_BUSY`.
 */
doorstep_status doorstep_users_create(const doorstep_tenant *tenant,
                                      const doorstep_new_user *new_user,
                                      doorstep_user **user,
                                      doorstep_error **error);

/**
 * Reads one user.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param user Receives the user; free it with `doorstep_user_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_get(const doorstep_tenant *tenant,
                                   const char *user_id,
                                   doorstep_user **user,
                                   doorstep_error **error);

/**
 * Finds the user who signs in with an address, in any spelling of it.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param email The address.
 * @param user Receives the user; free it with `doorstep_user_free`. NULL when there is none.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, with or without a user; `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_find_by_email(const doorstep_tenant *tenant,
                                             const char *email,
                                             doorstep_user **user,
                                             doorstep_error **error);

/**
 * Finds the user whom a host knows by a subject.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param external_subject The host's own name for the user.
 * @param user Receives the user; free it with `doorstep_user_free`. NULL when there is none.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, with or without a user; `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_find_by_subject(const doorstep_tenant *tenant,
                                               const char *external_subject,
                                               doorstep_user **user,
                                               doorstep_error **error);

/**
 * Lists users from the oldest on.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param limit Users a page: 1 to 1000.
 * @param cursor From `doorstep_user_list_next_cursor`; NULL for the first page.
 * @param users Receives the page; free it with `doorstep_user_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`limit`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_list(const doorstep_tenant *tenant,
                                    uint32_t limit,
                                    const char *cursor,
                                    doorstep_user_list **users,
                                    doorstep_error **error);

/**
 * Changes what is given and leaves the rest. A new address ends the user's sessions.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param changes What to change; copied.
 * @param user Receives the user; free it with `doorstep_user_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_INVALID_ARGUMENT` naming the field,
 *         `DOORSTEP_ALREADY_EXISTS` (`user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_update(const doorstep_tenant *tenant,
                                      const char *user_id,
                                      const doorstep_user_changes *changes,
                                      doorstep_user **user,
                                      doorstep_error **error);

/**
 * Sets a user's password and ends their sessions and journeys.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param password The new password.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_INVALID_ARGUMENT` (`password`) with the
 *         rule it breaks, `DOORSTEP_FORBIDDEN`, `DOORSTEP_BUSY`.
 */
doorstep_status doorstep_users_set_password(const doorstep_tenant *tenant,
                                            const char *user_id,
                                            const char *password,
                                            doorstep_error **error);

/**
 * Stops a user from signing in; sessions, journeys and codes end at once.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param user Receives the user; free it with `doorstep_user_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_INVALID_ARGUMENT` (`user_id`) when a user,
 *         not the host, would disable the last active Global Administrator, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_disable(const doorstep_tenant *tenant,
                                       const char *user_id,
                                       doorstep_user **user,
                                       doorstep_error **error);

/**
 * Lets a user sign in again.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param user Receives the user; free it with `doorstep_user_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_enable(const doorstep_tenant *tenant,
                                      const char *user_id,
                                      doorstep_user **user,
                                      doorstep_error **error);

/**
 * Lifts every lock that wrong passwords and codes have brought on.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_unlock(const doorstep_tenant *tenant,
                                      const char *user_id,
                                      doorstep_error **error);

/**
 * Deletes a user with all that is theirs. The sign-in log keeps its entries.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_INVALID_ARGUMENT` (`user_id`) when a user,
 *         not the host, would delete the last active Global Administrator, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_delete(const doorstep_tenant *tenant,
                                      const char *user_id,
                                      doorstep_error **error);

/**
 * Lists where codes for a user can go.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param methods Receives the list; free it with `doorstep_email_method_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_email_methods(const doorstep_tenant *tenant,
                                             const char *user_id,
                                             doorstep_email_method_list **methods,
                                             doorstep_error **error);

/**
 * Registers a further address for codes.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param address The address.
 * @param method Receives the method; free it with `doorstep_email_method_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_INVALID_ARGUMENT` (`address`),
 *         `DOORSTEP_ALREADY_EXISTS` (`email_method`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_add_email_method(const doorstep_tenant *tenant,
                                                const char *user_id,
                                                const char *address,
                                                doorstep_email_method **method,
                                                doorstep_error **error);

/**
 * Removes a registered address; the account's own stays.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param method_id The method.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user` or `email_method`), `DOORSTEP_INVALID_ARGUMENT`
 *         (`method_id`) for the account's own, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_remove_email_method(const doorstep_tenant *tenant,
                                                   const char *user_id,
                                                   const char *method_id,
                                                   doorstep_error **error);

/**
 * Lists every group that a user is in, through nested groups too.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param groups Receives the list; free it with `doorstep_group_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_users_groups(const doorstep_tenant *tenant,
                                      const char *user_id,
                                      doorstep_group_list **groups,
                                      doorstep_error **error);

/**
 * Its id.
 *
 * @param user A user.
 * @return Text, borrowed from the user.
 */
const char *doorstep_user_id(const doorstep_user *user);

/**
 * The address it signs in with; none for users that only a host knows, by subject.
 *
 * @param user A user.
 * @return Text, borrowed from the user; NULL when there is none.
 */
const char *doorstep_user_email(const doorstep_user *user);

/**
 * The host's own name for the user.
 *
 * @param user A user.
 * @return Text, borrowed from the user; NULL when there is none.
 */
const char *doorstep_user_external_subject(const doorstep_user *user);

/**
 * A name for people.
 *
 * @param user A user.
 * @return Text, borrowed from the user; NULL when there is none.
 */
const char *doorstep_user_display_name(const doorstep_user *user);

/**
 * Whether it may sign in.
 *
 * @param user A user.
 * @return Its number; 0 for a bad handle.
 */
doorstep_user_state_t doorstep_user_state(const doorstep_user *user);

/**
 * Whether a password is set.
 *
 * @param user A user.
 * @return Whether that is so.
 */
bool doorstep_user_has_password(const doorstep_user *user);

/**
 * What sign-up collected: a JSON object of strings, booleans and integers by attribute name.
 *
 * @param user A user.
 * @return JSON text, borrowed from the user.
 */
const char *doorstep_user_attributes_json(const doorstep_user *user);

/**
 * The language of its mails (BCP 47).
 *
 * @param user A user.
 * @return Text, borrowed from the user; NULL when there is none.
 */
const char *doorstep_user_locale(const doorstep_user *user);

/**
 * When it was created.
 *
 * @param user A user.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_user_created_at_ms(const doorstep_user *user);

/**
 * Frees a user.
 *
 * @param user A user that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_user_free(doorstep_user *user);

/**
 * The stable word for a user state, such as `active`; the same in every language.
 *
 * @param state A `doorstep_user_state_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_user_state_name(uint32_t state);

/**
 * How many users a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_user_list_count(const doorstep_user_list *list);

/**
 * A user of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The user, borrowed from the list; NULL beyond its end.
 */
const doorstep_user *doorstep_user_list_at(const doorstep_user_list *list, size_t index);

/**
 * What to give as `cursor` to get the next page.
 *
 * @param list A list.
 * @return Text, borrowed from the list; NULL on the last page.
 */
const char *doorstep_user_list_next_cursor(const doorstep_user_list *list);

/**
 * Frees a list with the users in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_user_list_free(doorstep_user_list *list);

/**
 * Its id, unique in the user.
 *
 * @param method An email method.
 * @return Text, borrowed from the email method.
 */
const char *doorstep_email_method_id(const doorstep_email_method *method);

/**
 * The address, in full: for administrators.
 *
 * @param method An email method.
 * @return Text, borrowed from the email method.
 */
const char *doorstep_email_method_address(const doorstep_email_method *method);

/**
 * Whether it is the address that the account signs in with.
 *
 * @param method An email method.
 * @return Whether that is so.
 */
bool doorstep_email_method_is_account_email(const doorstep_email_method *method);

/**
 * Whether a code sent to it was ever entered.
 *
 * @param method An email method.
 * @return Whether that is so.
 */
bool doorstep_email_method_verified(const doorstep_email_method *method);

/**
 * Frees an email method.
 *
 * @param method An email method that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_email_method_free(doorstep_email_method *method);

/**
 * How many email methods a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_email_method_list_count(const doorstep_email_method_list *list);

/**
 * An email method of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The email method, borrowed from the list; NULL beyond its end.
 */
const doorstep_email_method *doorstep_email_method_list_at(const doorstep_email_method_list *list,
                                                           size_t index);

/**
 * Frees a list with the email methods in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_email_method_list_free(doorstep_email_method_list *list);

/* ---- Groups -------------------------------------------------------------------------------------- */

/**
 * Creates a group.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param name Its name, unique in the tenant: 1 to 64 characters on one line.
 * @param group Receives the group; free it with `doorstep_group_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`name`), `DOORSTEP_ALREADY_EXISTS` (`group`),
 *         `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_groups_create(const doorstep_tenant *tenant,
                                       const char *name,
                                       doorstep_group **group,
                                       doorstep_error **error);

/**
 * Lists every group, by name.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param groups Receives the list; free it with `doorstep_group_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_groups_list(const doorstep_tenant *tenant,
                                     doorstep_group_list **groups,
                                     doorstep_error **error);

/**
 * Reads one group.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param group_id The group.
 * @param group Receives the group; free it with `doorstep_group_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_groups_get(const doorstep_tenant *tenant,
                                    const char *group_id,
                                    doorstep_group **group,
                                    doorstep_error **error);

/**
 * Changes a group's name.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param group_id The group.
 * @param new_name Its new name: 1 to 64 characters on one line.
 * @param group Receives the group; free it with `doorstep_group_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_ALREADY_EXISTS` (`group`),
 *         `DOORSTEP_INVALID_ARGUMENT` (`new_name`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_groups_rename(const doorstep_tenant *tenant,
                                       const char *group_id,
                                       const char *new_name,
                                       doorstep_group **group,
                                       doorstep_error **error);

/**
 * Deletes a group; its members stay.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param group_id The group.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_groups_delete(const doorstep_tenant *tenant,
                                       const char *group_id,
                                       doorstep_error **error);

/**
 * Lists the direct members of a group: users, then groups.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param group_id The group.
 * @param members Receives the list; free it with `doorstep_member_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_groups_members(const doorstep_tenant *tenant,
                                        const char *group_id,
                                        doorstep_member_list **members,
                                        doorstep_error **error);

/**
 * Adds a user to a group; adding one twice changes nothing.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param group_id The group.
 * @param user_id The user.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group` or `user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_groups_add_user(const doorstep_tenant *tenant,
                                         const char *group_id,
                                         const char *user_id,
                                         doorstep_error **error);

/**
 * Removes a user from a group.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param group_id The group.
 * @param user_id The user.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group` or `user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_groups_remove_user(const doorstep_tenant *tenant,
                                            const char *group_id,
                                            const char *user_id,
                                            doorstep_error **error);

/**
 * Adds a group to a group; its members become members too.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param group_id The group.
 * @param member_group_id The group to add.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_INVALID_ARGUMENT` for a group that would
 *         contain itself, `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_groups_add_group(const doorstep_tenant *tenant,
                                          const char *group_id,
                                          const char *member_group_id,
                                          doorstep_error **error);

/**
 * Removes a group from a group.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param group_id The group.
 * @param member_group_id The group to remove.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_groups_remove_group(const doorstep_tenant *tenant,
                                             const char *group_id,
                                             const char *member_group_id,
                                             doorstep_error **error);

/**
 * Its id.
 *
 * @param group A group.
 * @return Text, borrowed from the group.
 */
const char *doorstep_group_id(const doorstep_group *group);

/**
 * Its name, unique in the tenant.
 *
 * @param group A group.
 * @return Text, borrowed from the group.
 */
const char *doorstep_group_name(const doorstep_group *group);

/**
 * When it was created.
 *
 * @param group A group.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_group_created_at_ms(const doorstep_group *group);

/**
 * Frees a group.
 *
 * @param group A group that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_group_free(doorstep_group *group);

/**
 * How many groups a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_group_list_count(const doorstep_group_list *list);

/**
 * A group of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The group, borrowed from the list; NULL beyond its end.
 */
const doorstep_group *doorstep_group_list_at(const doorstep_group_list *list, size_t index);

/**
 * Frees a list with the groups in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_group_list_free(doorstep_group_list *list);

/**
 * What it is.
 *
 * @param member A member.
 * @return Its number; 0 for a bad handle.
 */
doorstep_member_kind_t doorstep_member_kind(const doorstep_member *member);

/**
 * The id of the user or group.
 *
 * @param member A member.
 * @return Text, borrowed from the member.
 */
const char *doorstep_member_id(const doorstep_member *member);

/**
 * The stable word for a member kind, such as `user`; the same in every language.
 *
 * @param kind A `doorstep_member_kind_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_member_kind_name(uint32_t kind);

/**
 * How many members a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_member_list_count(const doorstep_member_list *list);

/**
 * A member of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The member, borrowed from the list; NULL beyond its end.
 */
const doorstep_member *doorstep_member_list_at(const doorstep_member_list *list, size_t index);

/**
 * Frees a list with the members in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_member_list_free(doorstep_member_list *list);

/* ---- Directory roles ----------------------------------------------------------------------------- */

/**
 * Lists every role there is.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param roles Receives the list; free it with `doorstep_directory_role_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`.
 */
doorstep_status doorstep_roles_list(const doorstep_tenant *tenant,
                                    doorstep_directory_role_list **roles,
                                    doorstep_error **error);

/**
 * Gives a user a role.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param role The role: its id or display name.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user` or `role`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_roles_assign(const doorstep_tenant *tenant,
                                      const char *user_id,
                                      const char *role,
                                      doorstep_error **error);

/**
 * Takes a role away from a user.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param role The role: its id or display name.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user` or `role`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_roles_unassign(const doorstep_tenant *tenant,
                                        const char *user_id,
                                        const char *role,
                                        doorstep_error **error);

/**
 * Lists the roles of a user.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param user_id The user.
 * @param roles Receives the list; free it with `doorstep_directory_role_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_roles_of_user(const doorstep_tenant *tenant,
                                       const char *user_id,
                                       doorstep_directory_role_list **roles,
                                       doorstep_error **error);

/**
 * Lists the ids of the users who hold a role.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param role The role: its id or display name.
 * @param user_ids Receives the list; free it with `doorstep_string_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`role`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_roles_members(const doorstep_tenant *tenant,
                                       const char *role,
                                       doorstep_string_list **user_ids,
                                       doorstep_error **error);

/**
 * Its id: Microsoft Entra's template id.
 *
 * @param role A directory role.
 * @return Text, borrowed from the directory role.
 */
const char *doorstep_directory_role_id(const doorstep_directory_role *role);

/**
 * Its name.
 *
 * @param role A directory role.
 * @return Text, borrowed from the directory role.
 */
const char *doorstep_directory_role_display_name(const doorstep_directory_role *role);

/**
 * How many directory roles a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_directory_role_list_count(const doorstep_directory_role_list *list);

/**
 * A directory role of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The directory role, borrowed from the list; NULL beyond its end.
 */
const doorstep_directory_role *doorstep_directory_role_list_at(const doorstep_directory_role_list *list,
                                                               size_t index);

/**
 * Frees a list with the directory roles in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_directory_role_list_free(doorstep_directory_role_list *list);

/* ---- The sign-in log and the audit log ----------------------------------------------------------- */

/**
 * Reads the sign-in log, newest first.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param query Which entries; NULL for the newest 50.
 * @param entries Receives the page; free it with `doorstep_sign_in_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`limit`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_tenant_sign_ins(const doorstep_tenant *tenant,
                                         const doorstep_sign_in_query *query,
                                         doorstep_sign_in_list **entries,
                                         doorstep_error **error);

/**
 * How many sign-in entries a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_sign_in_list_count(const doorstep_sign_in_list *list);

/**
 * A sign-in entry of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The sign-in entry, borrowed from the list; NULL beyond its end.
 */
const doorstep_sign_in *doorstep_sign_in_list_at(const doorstep_sign_in_list *list, size_t index);

/**
 * What to give as `cursor` to get the next page.
 *
 * @param list A list.
 * @return Text, borrowed from the list; NULL on the last page.
 */
const char *doorstep_sign_in_list_next_cursor(const doorstep_sign_in_list *list);

/**
 * Frees a list with the sign-in entries in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_sign_in_list_free(doorstep_sign_in_list *list);

/**
 * The attempt's id.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry.
 */
const char *doorstep_sign_in_id(const doorstep_sign_in *entry);

/**
 * What kind of attempt it is.
 *
 * @param entry A sign-in entry.
 * @return Its number; 0 for a bad handle.
 */
doorstep_sign_in_kind_t doorstep_sign_in_kind(const doorstep_sign_in *entry);

/**
 * When it began.
 *
 * @param entry A sign-in entry.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_sign_in_created_at_ms(const doorstep_sign_in *entry);

/**
 * When the entry last changed.
 *
 * @param entry A sign-in entry.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_sign_in_updated_at_ms(const doorstep_sign_in *entry);

/**
 * Whose account it was.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry; NULL when there is none.
 */
const char *doorstep_sign_in_user_id(const doorstep_sign_in *entry);

/**
 * The address of the account, or the one that was typed.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry; NULL when there is none.
 */
const char *doorstep_sign_in_user_email(const doorstep_sign_in *entry);

/**
 * The app.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry.
 */
const char *doorstep_sign_in_client_id(const doorstep_sign_in *entry);

/**
 * The app's name at that time.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry.
 */
const char *doorstep_sign_in_app_name(const doorstep_sign_in *entry);

/**
 * The network address, as the host gave it.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry; NULL when there is none.
 */
const char *doorstep_sign_in_ip(const doorstep_sign_in *entry);

/**
 * The user agent, as the host gave it.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry; NULL when there is none.
 */
const char *doorstep_sign_in_user_agent(const doorstep_sign_in *entry);

/**
 * The whole request as policies saw it, with the country that was looked up.
 *
 * @param entry A sign-in entry.
 * @param context Receives what is known; its `size` must be set. Its texts, lists and device are borrowed from the
 *        sign-in entry.
 * @param error See the contract.
 * @return `DOORSTEP_OK`.
 */
doorstep_status doorstep_sign_in_read_context(const doorstep_sign_in *entry,
                                              doorstep_sign_in_context *context,
                                              doorstep_error **error);

/**
 * The authentication context that a step-up was to, `c1` to `c99`.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry; NULL when there is none.
 */
const char *doorstep_sign_in_auth_context(const doorstep_sign_in *entry);

/**
 * How it stands.
 *
 * @param entry A sign-in entry.
 * @return Its number; 0 for a bad handle.
 */
doorstep_sign_in_result_t doorstep_sign_in_result(const doorstep_sign_in *entry);

/**
 * Microsoft's AADSTS number; 0 is success.
 *
 * @param entry A sign-in entry.
 * @return The number.
 */
uint32_t doorstep_sign_in_error_code(const doorstep_sign_in *entry);

/**
 * Why it did not succeed, in words.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry; NULL when there is none.
 */
const char *doorstep_sign_in_failure_reason(const doorstep_sign_in *entry);

/**
 * What the policies came to, in Microsoft Graph's words (`conditionalAccessStatus`): `success`, `failure` or
 * `notApplied`.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry.
 */
const char *doorstep_sign_in_conditional_access(const doorstep_sign_in *entry);

/**
 * Every policy and its result.
 *
 * @param entry A sign-in entry.
 * @return A list, borrowed from the sign-in entry.
 */
const doorstep_policy_result_list *doorstep_sign_in_policies(const doorstep_sign_in *entry);

/**
 * `singleFactorAuthentication` or `multiFactorAuthentication`.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry.
 */
const char *doorstep_sign_in_requirement(const doorstep_sign_in *entry);

/**
 * What was shown or tried, in order.
 *
 * @param entry A sign-in entry.
 * @return A list, borrowed from the sign-in entry.
 */
const doorstep_authentication_detail_list *doorstep_sign_in_details(const doorstep_sign_in *entry);

/**
 * The session it ended with.
 *
 * @param entry A sign-in entry.
 * @return Text, borrowed from the sign-in entry; NULL when there is none.
 */
const char *doorstep_sign_in_session_id(const doorstep_sign_in *entry);

/**
 * The stable word for a sign in kind, such as `sign_in`; the same in every language.
 *
 * @param kind A `doorstep_sign_in_kind_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_sign_in_kind_name(uint32_t kind);

/**
 * The stable word for a sign in result, such as `success`; the same in every language.
 *
 * @param result A `doorstep_sign_in_result_t`.
 * @return A constant; NULL for a number that is none.
 */
const char *doorstep_sign_in_result_name(uint32_t result);

/**
 * Tells why a sign-in of the log went as it did. What a policy covers is told from the policy as it is now, unless it
 * has changed since.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param sign_in_id The entry of the sign-in log.
 * @param explanation Receives the explanation; free it with `doorstep_explanation_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`sign_in`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_tenant_explain(const doorstep_tenant *tenant,
                                        const char *sign_in_id,
                                        doorstep_explanation **explanation,
                                        doorstep_error **error);

/**
 * The entry of the sign-in log.
 *
 * @param explanation An explanation.
 * @return Text, borrowed from the explanation.
 */
const char *doorstep_explanation_sign_in_id(const doorstep_explanation *explanation);

/**
 * All of it, one sentence a line: what happened, and then every policy.
 *
 * @param explanation An explanation.
 * @return Text, borrowed from the explanation.
 */
const char *doorstep_explanation_text(const doorstep_explanation *explanation);

/**
 * What every policy had to do with it: those that applied first.
 *
 * @param explanation An explanation.
 * @return A list, borrowed from the explanation.
 */
const doorstep_policy_explanation_list *doorstep_explanation_policies(const doorstep_explanation *explanation);

/**
 * Frees an explanation.
 *
 * @param explanation An explanation that the caller owns, or NULL.
 */
void doorstep_explanation_free(doorstep_explanation *explanation);

/**
 * The policy.
 *
 * @param policy A policy explanation.
 * @return Text, borrowed from the policy explanation.
 */
const char *doorstep_policy_explanation_policy_id(const doorstep_policy_explanation *policy);

/**
 * The policy's name at the time.
 *
 * @param policy A policy explanation.
 * @return Text, borrowed from the policy explanation.
 */
const char *doorstep_policy_explanation_display_name(const doorstep_policy_explanation *policy);

/**
 * Whether all of its conditions held.
 *
 * @param policy A policy explanation.
 * @return Whether that is so.
 */
bool doorstep_policy_explanation_applies(const doorstep_policy_explanation *policy);

/**
 * Microsoft Graph's word for what it made of the sign-in, such as `success`.
 *
 * @param policy A policy explanation.
 * @return Text, borrowed from the policy explanation.
 */
const char *doorstep_policy_explanation_result(const doorstep_policy_explanation *policy);

/**
 * One sentence, as in: Asked for multi-factor authentication because policy "X" covers all users of Shop.
 *
 * @param policy A policy explanation.
 * @return Text, borrowed from the policy explanation.
 */
const char *doorstep_policy_explanation_text(const doorstep_policy_explanation *policy);

/**
 * How many policy explanations a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_policy_explanation_list_count(const doorstep_policy_explanation_list *list);

/**
 * A policy explanation of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The policy explanation, borrowed from the list; NULL beyond its end.
 */
const doorstep_policy_explanation *doorstep_policy_explanation_list_at(const doorstep_policy_explanation_list *list,
                                                                       size_t index);

/**
 * When.
 *
 * @param detail An authentication detail.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_authentication_detail_at_ms(const doorstep_authentication_detail *detail);

/**
 * What it was: `password`, `email_otp`, `external` or `terms_of_use`.
 *
 * @param detail An authentication detail.
 * @return Text, borrowed from the authentication detail.
 */
const char *doorstep_authentication_detail_method(const doorstep_authentication_detail *detail);

/**
 * The masked address that a code went to, the words of the host for what it checked, or the terms.
 *
 * @param detail An authentication detail.
 * @return Text, borrowed from the authentication detail; NULL when there is none.
 */
const char *doorstep_authentication_detail_detail(const doorstep_authentication_detail *detail);

/**
 * Whether it was right.
 *
 * @param detail An authentication detail.
 * @return Whether that is so.
 */
bool doorstep_authentication_detail_succeeded(const doorstep_authentication_detail *detail);

/**
 * What came of it, in words.
 *
 * @param detail An authentication detail.
 * @return Text, borrowed from the authentication detail.
 */
const char *doorstep_authentication_detail_result(const doorstep_authentication_detail *detail);

/**
 * `primary` or `secondary`.
 *
 * @param detail An authentication detail.
 * @return Text, borrowed from the authentication detail.
 */
const char *doorstep_authentication_detail_requirement(const doorstep_authentication_detail *detail);

/**
 * How many authentication details a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_authentication_detail_list_count(const doorstep_authentication_detail_list *list);

/**
 * An authentication detail of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The authentication detail, borrowed from the list; NULL beyond its end.
 */
const doorstep_authentication_detail *doorstep_authentication_detail_list_at(
    const doorstep_authentication_detail_list *list,
    size_t index);

/**
 * Reads the audit log, newest first.
 *
 * @param tenant The tenant, and in whose name to act.
 * @param query Which entries; NULL for the newest 50.
 * @param entries Receives the page; free it with `doorstep_audit_entry_list_free`.
 * @param error See the contract.
 * @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`limit`), `DOORSTEP_FORBIDDEN`.
 */
doorstep_status doorstep_tenant_audit_log(const doorstep_tenant *tenant,
                                          const doorstep_audit_query *query,
                                          doorstep_audit_entry_list **entries,
                                          doorstep_error **error);

/**
 * Its id.
 *
 * @param entry An audit entry.
 * @return Text, borrowed from the audit entry.
 */
const char *doorstep_audit_entry_id(const doorstep_audit_entry *entry);

/**
 * When.
 *
 * @param entry An audit entry.
 * @return Milliseconds since 1970-01-01T00:00:00Z.
 */
int64_t doorstep_audit_entry_at_ms(const doorstep_audit_entry *entry);

/**
 * `host`, or a user's id.
 *
 * @param entry An audit entry.
 * @return Text, borrowed from the audit entry.
 */
const char *doorstep_audit_entry_actor(const doorstep_audit_entry *entry);

/**
 * What was done, such as `policies.create`.
 *
 * @param entry An audit entry.
 * @return Text, borrowed from the audit entry.
 */
const char *doorstep_audit_entry_action(const doorstep_audit_entry *entry);

/**
 * What kind of thing was changed.
 *
 * @param entry An audit entry.
 * @return Text, borrowed from the audit entry.
 */
const char *doorstep_audit_entry_target_kind(const doorstep_audit_entry *entry);

/**
 * Its id, where it has one.
 *
 * @param entry An audit entry.
 * @return Text, borrowed from the audit entry; NULL when there is none.
 */
const char *doorstep_audit_entry_target_id(const doorstep_audit_entry *entry);

/**
 * `success` or `refused`.
 *
 * @param entry An audit entry.
 * @return Text, borrowed from the audit entry.
 */
const char *doorstep_audit_entry_result(const doorstep_audit_entry *entry);

/**
 * What it was before.
 *
 * @param entry An audit entry.
 * @return JSON text, borrowed from the audit entry; NULL where there was nothing.
 */
const char *doorstep_audit_entry_before_json(const doorstep_audit_entry *entry);

/**
 * What it was afterwards.
 *
 * @param entry An audit entry.
 * @return JSON text, borrowed from the audit entry; NULL where there is nothing.
 */
const char *doorstep_audit_entry_after_json(const doorstep_audit_entry *entry);

/**
 * How many audit entries a list has.
 *
 * @param list A list.
 * @return The number; 0 for a bad handle.
 */
size_t doorstep_audit_entry_list_count(const doorstep_audit_entry_list *list);

/**
 * An audit entry of a list.
 *
 * @param list A list.
 * @param index 0 to one less than the count.
 * @return The audit entry, borrowed from the list; NULL beyond its end.
 */
const doorstep_audit_entry *doorstep_audit_entry_list_at(const doorstep_audit_entry_list *list,
                                                         size_t index);

/**
 * What to give as `cursor` to get the next page.
 *
 * @param list A list.
 * @return Text, borrowed from the list; NULL on the last page.
 */
const char *doorstep_audit_entry_list_next_cursor(const doorstep_audit_entry_list *list);

/**
 * Frees a list with the audit entries in it.
 *
 * @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
 */
void doorstep_audit_entry_list_free(doorstep_audit_entry_list *list);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* DOORSTEP_H */
