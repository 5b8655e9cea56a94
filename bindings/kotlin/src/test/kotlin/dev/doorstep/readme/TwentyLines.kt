package dev.doorstep.readme

import dev.doorstep.*

suspend fun main() {
    val sent = mutableListOf<Message>()
    val keys = KeyRing.fromBytes(ByteArray(32) { it.toByte() })
    Engine.open(Engine.IN_MEMORY, keys, mailer = { sent += it }, deliverInBackground = false).use { engine ->
        val tenant = engine.createTenant("contoso")
        val shop = tenant.apps.register("Contoso Shop")
        tenant.userFlows.create(
            NewUserFlow("Sign up and sign in", IdentityProvider.EMAIL_PASSWORD, clientIds = listOf(shop.clientId)),
        )
        tenant.methods.enable(MethodKind.EMAIL_OTP)
        val glass = tenant.groups.create("Break-glass accounts")
        tenant.policies.create("CA01 - All apps: Require MFA for all users") {
            includeAllUsers()
            excludeGroups(glass.id)
            includeAllApps()
            requireMfa()
        }
        tenant.users.create(NewUser("ada@example.com"), "correct horse battery".toCharArray())
        val app = tenant.app(shop.clientId)
        val step = app.signIn("ada@example.com", "correct horse battery".toCharArray()) as Step.CodeRequired
        engine.deliverMail()
        val done = app.submitCode(step.token, sent.last().code!!) as Step.Completed
        println(done.session.amr) // [pwd, otp, mfa]
    }
}
