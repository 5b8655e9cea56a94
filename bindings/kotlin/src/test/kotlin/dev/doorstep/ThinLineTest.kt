package dev.doorstep

import kotlin.test.assertIs
import kotlin.test.assertEquals
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

class ThinLineTest {
    @Test
    fun `a sign-in with a second factor`() = runBlocking {
        val mails = mutableListOf<Message>()
        val keys = KeyRing.fromBytes(ByteArray(32) { it.toByte() })
        Engine.open(Engine.IN_MEMORY, keys, mailer = { mails += it }, deliverInBackground = false).use { engine ->
            val tenant = engine.createTenant("contoso")
            val shop = tenant.apps.register("Contoso Shop")
            tenant.userFlows.create(
                NewUserFlow("Flow", IdentityProvider.EMAIL_PASSWORD, clientIds = listOf(shop.clientId)),
            )
            tenant.methods.enable(MethodKind.EMAIL_OTP)
            tenant.policies.create("CA01") {
                includeAllUsers()
                includeAllApps()
                requireMfa()
            }
            tenant.users.create(NewUser(email = "ada@example.com"), "correct horse battery".toCharArray())
            val app = tenant.app(shop.clientId)
            val step = assertIs<Step.CodeRequired>(app.signIn("ada@example.com", "correct horse battery".toCharArray()))
            engine.deliverMail()
            val done = assertIs<Step.Completed>(app.submitCode(step.token, mails.last().code!!))
            assertEquals(listOf("pwd", "otp", "mfa"), done.session.amr)
        }
    }
}
