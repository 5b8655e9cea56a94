package shop

import dev.doorstep.App
import dev.doorstep.Denial
import dev.doorstep.DoorstepException
import dev.doorstep.Problem
import dev.doorstep.SignInContext
import dev.doorstep.Step
import io.ktor.http.ContentType
import io.ktor.http.Cookie
import io.ktor.http.HttpStatusCode
import io.ktor.http.Parameters
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.plugins.origin
import io.ktor.server.request.receiveParameters
import io.ktor.server.request.userAgent
import io.ktor.server.response.respondRedirect
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing

// On loopback without TLS. Behind TLS the cookies are `Secure` and called `__Host-…`.
private const val SESSION = "session"
private const val JOURNEY = "journey"

/** A shop whose front page is for those who are signed in: a page for each step, drawn from the step alone. */
fun Application.shop(world: SetUp) {
    val (tenant, app) = world.tenant to world.app
    routing {
        get("/") {
            // Tens of microseconds, so it may block the event loop.
            val session = call.request.cookies[SESSION]?.let { tenant.sessions.validateBlocking(it) }
            if (session == null) return@get call.page(SIGN_IN)
            val user = tenant.users.get(session.userId)
            call.page("<p>Welcome, ${escaped(user.email.orEmpty())}: ${session.amr}</p>$SIGN_OUT")
        }
        post("/sign-in") {
            val form = call.receiveParameters()
            val step =
                try {
                    form.password { app.signIn(form.text("email"), it, call.context()) }
                } catch (_: DoorstepException.InvalidArgument) {
                    val alert = "<p role=\"alert\">That is no email address.</p>"
                    return@post call.page(alert + SIGN_IN, HttpStatusCode.BadRequest)
                }
            call.follow(step)
        }
        post("/password") {
            val form = call.receiveParameters()
            call.follow(form.password { app.submitPassword(call.journey(), it) })
        }
        post("/code") {
            call.follow(app.submitCode(call.journey(), call.receiveParameters().text("code")))
        }
        post("/resend") { call.follow(app.resendCode(call.journey())) }
        post("/sign-out") {
            call.request.cookies[SESSION]?.let { tenant.sessions.revokeToken(it) }
            call.forget(SESSION)
            call.respondRedirect("/")
        }
    }
}

/** Answers a step with its page. */
private suspend fun ApplicationCall.follow(step: Step) {
    when (step) {
        is Step.Completed -> {
            forget(JOURNEY)
            remember(SESSION, step.token)
            respondRedirect("/")
        }
        is Step.Denied -> {
            forget(JOURNEY)
            page("<p role=\"alert\">${words(step.reason)}</p>$SIGN_IN", HttpStatusCode.Forbidden)
        }
        is Step.Waiting -> {
            remember(JOURNEY, step.token)
            val alert = step.problem?.let { "<p role=\"alert\">${words(it)}</p>" }.orEmpty()
            page(alert + form(step), if (step.problem == null) HttpStatusCode.OK else HttpStatusCode.Unauthorized)
        }
    }
}

private fun form(step: Step.Waiting): String =
    when (step) {
        is Step.PasswordRequired -> PASSWORD
        is Step.CodeRequired ->
            """<form method="post" action="/code"><p>We have sent ${step.codeLength} digits to
            ${escaped(step.maskedTarget)}. Reference: ${step.reference}</p>
            <label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code" required></label>
            <button>Go on</button></form>"""
        is Step.MethodRequired,
        is Step.RegistrationRequired,
        is Step.AttributesRequired,
        is Step.NewPasswordRequired,
        is Step.TermsRequired,
        ->
            // This shop's flow collects nothing, its users have one address each, and it has no terms of use.
            error("no page for $step")
    }

private fun words(problem: Problem): String =
    when (problem) {
        Problem.InvalidCredentials -> "Email or password is not right."
        is Problem.InvalidCode -> "That is not the code. ${problem.triesLeft} tries left."
        is Problem.CodeSuperseded -> "There is a newer code."
        Problem.CodeExpired -> "The code has run out."
        is Problem.ResendTooSoon -> "Please wait ${problem.retryAfter.toSeconds()} seconds."
        else -> "Please try again."
    }

private fun words(denial: Denial): String =
    when (denial) {
        is Denial.TooManyAttempts -> "Too many tries. Please wait ${denial.retryAfter.toMinutes()} minutes."
        is Denial.BlockedByPolicy -> "You cannot sign in from here."
        Denial.JourneyEnded -> "Please begin again."
        else -> "You cannot sign in."
    }

/** A browser whose name is too long to be kept is an unknown one. */
private fun ApplicationCall.context() =
    SignInContext(
        ip = request.origin.remoteAddress,
        userAgent = request.userAgent()?.takeIf { it.encodeToByteArray().size <= 512 },
    )

/** The token of the journey that the browser is on; an empty one is answered like one that ended. */
private fun ApplicationCall.journey() = request.cookies[JOURNEY].orEmpty()

private fun ApplicationCall.remember(name: String, value: String) =
    response.cookies.append(Cookie(name, value, httpOnly = true, path = "/", extensions = mapOf("SameSite" to "Lax")))

private fun ApplicationCall.forget(name: String) = response.cookies.append(Cookie(name, "", maxAge = 0, path = "/"))

private suspend fun ApplicationCall.page(body: String, status: HttpStatusCode = HttpStatusCode.OK) =
    respondText("<!doctype html><html lang=\"en\"><title>Shop</title><main><h1>Shop</h1>$body</main>", ContentType.Text.Html, status)

private fun Parameters.text(name: String) = this[name].orEmpty()

/** Lends the password, and wipes the copy whatever happens. */
private inline fun <T> Parameters.password(use: (CharArray) -> T): T {
    val password = text("password").toCharArray()
    try {
        return use(password)
    } finally {
        password.fill('\u0000')
    }
}

private fun escaped(text: String) = text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")

private const val SIGN_IN = """<form method="post" action="/sign-in"><label>Email <input name="email" type="email" required></label>
<label>Password <input name="password" type="password" required></label><button>Sign in</button></form>"""
private const val PASSWORD = """<form method="post" action="/password">
<label>Password <input name="password" type="password" required></label><button>Go on</button></form>"""
private const val SIGN_OUT = """<form method="post" action="/sign-out"><button>Sign out</button></form>"""
