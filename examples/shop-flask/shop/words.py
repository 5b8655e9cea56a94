"""What Doorstep answers, in words for a customer. No page invents its own."""

from __future__ import annotations

import math
from datetime import timedelta

import doorstep


def problem_words(problem: doorstep.Problem) -> dict:
    """Why the last try did not advance: the field it belongs to, and a sentence."""
    match problem:
        case doorstep.InvalidCredentials():
            return about("password", "The email address or the password is not right.")
        case doorstep.InvalidCode(tries_left=left):
            return about("code", f"That code is not right. {tries(left)}")
        case doorstep.CodeSuperseded(tries_left=left):
            return about("code", f"That code was replaced by a newer one. Use the newest message. {tries(left)}")
        case doorstep.CodeExpired():
            return about("code", "That code is too old. Ask for a new one.")
        case doorstep.PasswordRejected(reason=reason):
            return about("password", PASSWORD_REJECTED[reason])
        case doorstep.AttributesRejected(names=names):
            return {"fields": [f"attr-{name}" for name in names], "text": "Please check the marked answers."}
        case doorstep.TargetRejected():
            return about("target", "A code cannot be sent to this address. Give another one.")
        case doorstep.ResendTooSoon(retry_after=wait):
            return about("resend", f"You can ask for a new code in {span(wait)}.")
        case doorstep.SendLimitReached(retry_after=None):
            return about("resend", "No more codes can be sent for this sign-in. Use the newest one you have.")
        case doorstep.SendLimitReached(retry_after=wait):
            return about("resend", f"Too many codes were sent to this address. Try again in {span(wait)}.")
        case doorstep.MailFailed(retry_after=wait):
            return about("resend", f"The message could not be sent. Try again in {span(wait)}.")
    return about("", "That did not work. Please try again.")


def denial_words(reason: doorstep.Denial) -> dict:
    """Why the journey is over: a heading, a sentence, perhaps a note."""
    match reason:
        case doorstep.BlockedByPolicy(policies=policies):
            names = ", ".join(policy.display_name for policy in policies)
            return page(
                "blocked",
                "Access is blocked",
                "Your sign-in was successful, but a policy of this organization does not let you in.",
                note=f"Policy: {names}" if names else None,
            )
        case doorstep.NoUsableMethod(why="email_otp_was_first_factor"):
            return page(
                "no_usable_method",
                "You cannot be signed in here",
                "This app asks for a second proof, and the only one it offers is a code by email. You already "
                "signed in with a code by email, and the same mailbox cannot count twice.",
                note="For the administrator: if you want multifactor authentication, set this app's user flow to "
                "Email with password. With Email one-time passcode as the first factor, the one-time passcode "
                "cannot be used as the second factor.",
            )
        case doorstep.NoUsableMethod(why=why):
            return page(
                "no_usable_method",
                "You cannot be signed in here",
                "This app asks for a second proof, but there is none that you can use.",
                note=f"For the administrator: {NO_METHOD.get(why, why)}",
            )
        case doorstep.TooManyAttempts(retry_after=wait):
            return page(
                "too_many_attempts",
                "Too many attempts",
                f"To protect the account, signing in is paused. Try again in {span(wait)}.",
            )
        case doorstep.JourneyEnded():
            return page("journey_ended", "Start again", "This sign-in took too long, or it was already finished.")
        case doorstep.SignUpNotAllowed():
            return page("sign_up_not_allowed", "Sign-up is closed", "New accounts cannot be made here.")
        case doorstep.UserAlreadyExists():
            return page("user_already_exists", "You have an account", "There is an account for this email. Sign in.")
        case doorstep.ControlsUnmet(controls=controls):
            return page(
                "controls_unmet",
                "Something is missing",
                "A policy asks for something that cannot be shown from this page.",
                note=f"Asked for: {', '.join(controls)}",
            )
    return page("denied", "You cannot be signed in", "Please try again later.")


PASSWORD_REJECTED = {
    "too_short": "This password is too short.",
    "too_long": "This password is too long.",
    "common": "This password is one of the first that would be guessed. Choose another one.",
    "contains_identity": "A password must not contain your name, your email address or the shop's name.",
    "invalid_characters": "This password has characters that cannot be used.",
    "same_as_current": "This is the password that you have now. Choose another one.",
}

NO_METHOD = {
    "no_method_enabled": "no authentication method that could serve as second factor is enabled for this user. "
    "Enable Email OTP under Authentication methods.",
    "no_mailer": "Doorstep was opened without a mailer, so no code can be sent.",
    "strength_not_met": "a policy asks for an authentication strength that no method of this user can meet.",
    "none_registered": "this user has registered no second method, and none can be registered now.",
}


def about(field: str, text: str) -> dict:
    return {"fields": [field] if field else [], "text": text}


def page(kind: str, title: str, text: str, note: str | None = None) -> dict:
    return {"kind": kind, "title": title, "text": text, "note": note}


def tries(left: int) -> str:
    return {0: "No tries are left for this code.", 1: "You have one more try."}.get(left, f"You have {left} more tries.")


def span(wait: timedelta) -> str:
    """"15 minutes", "45 seconds": rounded up, so that nobody is asked to come back too early."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = -(-seconds // size)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{seconds} second{'s' if seconds > 1 else ''}"
