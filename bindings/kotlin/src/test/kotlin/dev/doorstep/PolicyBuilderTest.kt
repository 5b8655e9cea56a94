package dev.doorstep

import dev.doorstep.conformance.MAPPER
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

class PolicyBuilderTest {
    @Test
    fun `a built policy is what Graph would show`() {
        val built = policy("CA02 - \"Shop\" \\ \u0007: Block") {
            state(PolicyState.REPORT_ONLY)
            includeUsers("u-1", "u-2")
            excludeUsers("u-3")
            includeGroups("g-1")
            excludeGroups("g-2")
            excludeGroups("g-3")
            includeRoles("r-1")
            excludeRoles("r-2")
            includeApps("a-1")
            excludeApps("a-2")
            block()
        }
        val expected = """
            {"displayName": "CA02 - \"Shop\" \\ \u0007: Block", "state": "enabledForReportingButNotEnforced",
             "conditions": {
               "users": {"includeUsers": ["u-1", "u-2"], "excludeUsers": ["u-3"], "includeGroups": ["g-1"],
                         "excludeGroups": ["g-2", "g-3"], "includeRoles": ["r-1"], "excludeRoles": ["r-2"]},
               "applications": {"includeApplications": ["a-1"], "excludeApplications": ["a-2"]}},
             "grantControls": {"operator": "OR", "builtInControls": ["block"]}}
        """
        assertEquals(MAPPER.readTree(expected), MAPPER.readTree(built))
    }

    @Test
    fun `a built policy decides`() = runBlocking {
        Contoso().use { world ->
            val (ada, bob) = world.user() to world.user("bob@example.com")
            val stored = world.tenant.policies.create("CA01") {
                includeAllUsers()
                excludeUsers(bob.id)
                includeAllApps()
                requireMfa()
            }
            assertEquals(PolicyState.ENABLED, stored.state)
            assertEquals(listOf("mfa"), world.tenant.whatIf(WhatIf(ada.id, world.clientId)).required)
            val decision = world.tenant.whatIf(WhatIf(bob.id, world.clientId))
            assertEquals(Outcome.ALLOW, decision.outcome)
            assertEquals(listOf("users"), decision.policies.single().reasons)
            assertEquals(decision, world.tenant.whatIf(WhatIf(bob.id, world.clientId)))
            assertEquals("notApplied", MAPPER.readTree(decision.toJson())["policies"][0]["result"].textValue())
            world.tenant.policies.update(stored.id, """{"state": "disabled"}""")
            assertEquals(Outcome.ALLOW, world.tenant.whatIf(WhatIf(ada.id, world.clientId)).outcome)
        }
    }

    @Test
    fun `what a policy lacks is said when it is created`() {
        Contoso().use { world ->
            val nothing = policy("CA03") { includeAllUsers() }
            assertFailsWith<DoorstepException.PolicyInvalid> { world.tenant.policies.createBlocking(nothing) }
        }
    }
}
