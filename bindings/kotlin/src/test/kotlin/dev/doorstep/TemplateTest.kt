package dev.doorstep

import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

/** From a template to a policy that is shown to do what it says, as the README has it. */
class TemplateTest {
    @Test
    fun `a template is stored, enabled and proved`() = runTest {
        Contoso().use { contoso ->
            val tenant = contoso.tenant
            val glass = tenant.groups.create("Break-glass accounts")
            assertEquals(policyTemplates().size, policyTemplates().distinctBy { it.id }.size)

            val inputs = PolicyTemplateInputs(breakGlassGroupIds = listOf(glass.id))
            val policy = tenant.policies.create(policyTemplate("require-mfa-all-users", inputs))
            assertEquals(PolicyState.REPORT_ONLY, policy.state)
            assertEquals(listOf("anybody"), tenant.policies.gaps().map { it.who })

            tenant.policies.update(policy.id, """{"state": "enabled"}""")
            val proof = tenant.policies.prove("every sign-in to app \"Contoso Shop\" requires mfa")
            assertFalse(proof.holds)
            val shown = assertNotNull(proof.counterexample)
            assertContains(shown.signIn, glass.id)
            assertEquals(Outcome.ALLOW, shown.decision.outcome)
            val others = "every sign-in of a customer except group \"Break-glass accounts\" requires mfa"
            assertTrue(tenant.policies.prove(others).holds)
        }
    }
}
