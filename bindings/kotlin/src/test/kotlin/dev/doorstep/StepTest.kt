package dev.doorstep

import java.time.Duration
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

/** Steps as values: complete in `when`, equal by what they hold, silent about tokens. */
class StepTest {
    private fun page(step: Step): String =
        when (step) {
            is Step.PasswordRequired -> "password"
            is Step.CodeRequired -> "code to ${step.maskedTarget}"
            is Step.MethodRequired -> "method"
            is Step.RegistrationRequired -> "registration"
            is Step.AttributesRequired -> "attributes"
            is Step.NewPasswordRequired -> "new password"
            is Step.TermsRequired -> "terms ${step.terms}"
            is Step.Completed -> "in: ${step.session.amr}"
            is Step.Denied ->
                when (val reason = step.reason) {
                    is Denial.BlockedByPolicy -> "blocked by ${reason.policies}"
                    is Denial.NoUsableMethod -> "no method: ${reason.why}"
                    is Denial.TooManyAttempts -> "wait ${reason.retryAfter}"
                    Denial.JourneyEnded -> "ended"
                    Denial.SignUpNotAllowed -> "no sign-up"
                    Denial.UserAlreadyExists -> "exists"
                    is Denial.ControlsUnmet -> "unmet: ${reason.controls}"
                }
        }

    @Test
    fun `a sign-in with a second factor, step by step`() = runTest {
        Contoso().use { world ->
            world.requireMfa()
            world.user()
            val password = PASSWORD.toCharArray()
            val step = assertIs<Step.CodeRequired>(world.app.signIn("ada@example.com", password))
            assertContentEquals(PASSWORD.toCharArray(), password, "the array is the caller's")
            assertTrue(page(step).startsWith("code to a***"))
            assertEquals(START + Duration.ofMinutes(1), step.resendAfter)
            val code = world.code()
            val wrong = if (code == "11111111") "22222222" else "11111111"
            val again = assertIs<Step.CodeRequired>(world.app.submitCode(step.token, wrong))
            assertEquals(step.copy(problem = Problem.InvalidCode(triesLeft = 4)), again)
            assertEquals(step, world.app.resume(again.token))
            val done = assertIs<Step.Completed>(world.app.submitCode(step.token, code))
            assertEquals("in: [pwd, otp, mfa]", page(done))
            assertEquals(Duration.ofHours(24), Duration.between(done.session.createdAt, done.session.expiresAt))
            assertEquals(done.session, world.tenant.sessions.validate(done.token))
            assertEquals(Step.Denied(Denial.JourneyEnded), world.app.submitCode(step.token, code))
            world.tenant.sessions.revokeToken(done.token)
            assertNull(world.tenant.sessions.validate(done.token))
        }
    }

    @Test
    fun `nothing secret shows`() {
        Contoso().use { world ->
            world.requireMfa()
            world.user()
            val step = assertIs<Step.CodeRequired>(world.app.signInBlocking("ada@example.com", PASSWORD.toCharArray()))
            assertFalse(step.token in "$step")
            val code = world.code()
            val message = world.mails.last()
            for (hidden in listOf(code, message.to, message.subject, message.text)) assertFalse(hidden in "$message")
            val done = assertIs<Step.Completed>(world.app.submitCodeBlocking(step.token, code))
            assertFalse(done.token in "$done")
            assertEquals("KeyRing(${keys().id})", keys().toString())
            val smtp = SmtpMailer(SmtpOptions("localhost", 25, username = "ada"), "hunter2hunter2".toCharArray())
            assertEquals("SmtpMailer", "$smtp")
            val handles = with(world) { listOf(engine, tenant, app, tenant.users, tenant.sessions) }
            assertEquals("[Engine, Tenant(contoso), App(${world.clientId}), Users, Sessions]", "$handles")
        }
    }

    @Test
    fun `bring your own first factor`() = runTest {
        Contoso().use { world ->
            world.requireMfa()
            val step = world.app.beginSecondFactor(ExternalSignIn("user-1", email = "ada@example.com"))
            val done = world.app.submitCode(assertIs<Step.CodeRequired>(step).token, world.code())
            assertEquals("user-1", world.tenant.users.get(assertIs<Step.Completed>(done).session.userId).externalSubject)
        }
    }

    @Test
    fun `attributes are text, numbers and booleans`() = runTest {
        Contoso(IdentityProvider.EMAIL_OTP).use { world ->
            val flow = world.tenant.userFlows.list().single()
            val asked = listOf(
                FlowAttribute("city", "City", required = true),
                FlowAttribute("age", "Age", AttributeKind.INTEGER),
                FlowAttribute("terms", "Terms", AttributeKind.BOOLEAN, required = true),
            )
            world.tenant.userFlows.update(flow.id, UserFlowChanges(attributes = asked))
            val code = assertIs<Step.CodeRequired>(world.app.signUp("ada@example.com"))
            val step = assertIs<Step.AttributesRequired>(world.app.submitCode(code.token, world.code()))
            assertEquals(asked, step.attributes)
            val given = attributesOf("city" to "Oslo", "age" to 36, "terms" to true)
            val done = assertIs<Step.Completed>(world.app.submitAttributes(step.token, given))
            assertEquals(given, world.tenant.users.get(done.session.userId).attributes)
        }
    }
}
