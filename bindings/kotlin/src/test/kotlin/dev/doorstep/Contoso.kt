package dev.doorstep

import java.time.Clock
import java.time.Instant

const val PASSWORD = "correct horse battery"
val START: Instant = Instant.parse("2026-01-01T00:00:00Z")

fun keys(): KeyRing = KeyRing.fromBytes(ByteArray(32) { it.toByte() })

/** A tenant with an app, a flow and Email OTP on, in memory; time stands still until moved. */
class Contoso(
    provider: IdentityProvider = IdentityProvider.EMAIL_PASSWORD,
    val clock: Clock = ManualClock(START),
    database: String = Engine.IN_MEMORY,
    mailer: Mailer? = null,
) : AutoCloseable {
    val mails = mutableListOf<Message>()
    val engine: Engine =
        Engine.openBlocking(database, keys(), mailer ?: Mailer { mails.add(it) }, clock = clock, deliverInBackground = false)
    val tenant: Tenant = engine.createTenantBlocking("contoso")
    val clientId: String = tenant.apps.registerBlocking("Contoso Shop").clientId
    val app: App

    init {
        tenant.userFlows.createBlocking(NewUserFlow("Sign up and sign in", provider, clientIds = listOf(clientId)))
        tenant.methods.enableBlocking(MethodKind.EMAIL_OTP)
        app = tenant.appBlocking(clientId)
    }

    fun user(email: String = "ada@example.com", password: String? = PASSWORD): User =
        tenant.users.createBlocking(NewUser(email), password?.toCharArray())

    fun requireMfa(): Policy =
        tenant.policies.createBlocking(
            policy("CA01 - All apps: Require MFA") {
                includeAllUsers()
                includeAllApps()
                requireMfa()
            },
        )

    fun code(): String {
        engine.deliverMailBlocking()
        return mails.last().code!!
    }

    override fun close() = engine.close()
}
