package bench

import dev.doorstep.App
import dev.doorstep.Engine
import dev.doorstep.KeyRing
import dev.doorstep.ManualClock
import dev.doorstep.Mailer
import dev.doorstep.SignInContext
import dev.doorstep.Step
import dev.doorstep.Tenant
import java.time.Duration
import java.time.Instant

private const val PASSWORD = "correct horse battery staple"

/** The Kotlin half of the comparison with Rust: answers `what first count` with times in nanoseconds, as JSON. */
fun main(args: Array<String>) {
    val figures = Figures(args[0], args[1].toInt(), Instant.ofEpochMilli(args[2].toLong()))
    println("[]")
    while (true) {
        val (what, first, count) = readlnOrNull()?.split(' ') ?: return
        val call = when (what) {
            "sign_in" -> figures::signIn
            "validate" -> figures::validate
            "what_if" -> figures::whatIf
            else -> error(what)
        }
        println((first.toInt() until first.toInt() + count.toInt()).map(call))
    }
}

private class Figures(path: String, private val users: Int, start: Instant) {
    private val codes = mutableMapOf<String, String>()
    private val clock = ManualClock(start)
    private val engine = Engine.openBlocking(
        path,
        KeyRing.fromBytes(ByteArray(32) { it.toByte() }),
        Mailer { codes[it.to] = it.code.orEmpty() },
        clock = clock,
        deliverInBackground = false,
    )
    private val tenant: Tenant = engine.tenantBlocking("contoso")
    private val clientId = tenant.apps.listBlocking().first().clientId
    private val app: App = tenant.appBlocking(clientId)
    private var session = ""

    private fun user(n: Int) = (n * 7_368_787L % users).toInt()

    private fun context(user: Int) =
        SignInContext(ip = "10.${user shr 16 and 255}.${user shr 8 and 255}.${user and 255}")

    fun signIn(n: Int): Long {
        val user = user(n)
        val email = "user${user.toString().padStart(8, '0')}@example.com"
        val (password, where) = PASSWORD.toCharArray() to context(user)
        val began = System.nanoTime()
        val step = app.signInBlocking(email, password, where)
        val half = System.nanoTime() - began
        engine.deliverMailBlocking()
        val code = codes.remove(email).orEmpty()
        val again = System.nanoTime()
        val done = app.submitCodeBlocking((step as Step.CodeRequired).token, code)
        val rest = System.nanoTime() - again
        session = (done as Step.Completed).token
        clock.advance(Duration.ofSeconds(1))
        return half + rest
    }

    fun validate(@Suppress("UNUSED_PARAMETER") n: Int): Long {
        val began = System.nanoTime()
        val found = tenant.sessions.validateBlocking(session)
        val elapsed = System.nanoTime() - began
        checkNotNull(found)
        return elapsed
    }

    fun whatIf(n: Int): Long {
        val user = user(n)
        val (id, where) = "01900000-0000-7000-8000-${user.toString(16).padStart(12, '0')}" to context(user)
        val began = System.nanoTime()
        tenant.whatIfBlocking(id, clientId, where)
        return System.nanoTime() - began
    }
}
