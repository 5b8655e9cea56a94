package shop

import dev.doorstep.App
import dev.doorstep.Engine
import dev.doorstep.IdentityProvider
import dev.doorstep.MethodKind
import dev.doorstep.NewUser
import dev.doorstep.NewUserFlow
import dev.doorstep.Tenant
import dev.doorstep.WhatIf

/** The administrator's half: what the how-to of the real product clicks through, in its order. */
class SetUp(val tenant: Tenant, val app: App)

suspend fun setUp(engine: Engine): SetUp {
    val tenant = engine.createTenant("contoso")
    val shop = tenant.apps.register("Contoso Shop")
    tenant.userFlows.create(
        NewUserFlow("Sign up and sign in", IdentityProvider.EMAIL_PASSWORD, clientIds = listOf(shop.clientId)),
    )
    tenant.methods.enable(MethodKind.EMAIL_OTP)
    val glass = tenant.groups.create("Break-glass accounts")
    val policy = tenant.policies.create("CA01 - All apps: Require MFA for all users") {
        includeAllUsers()
        excludeGroups(glass.id)
        includeAllApps()
        requireMfa()
    }
    println("${policy.displayName}: ${policy.state.word}")

    val ada = tenant.users.create(NewUser("ada@example.com"), "correct horse battery".toCharArray())
    val admin = tenant.users.create(NewUser("glass@example.com"), "a long sealed envelope".toCharArray())
    tenant.groups.addUser(glass.id, admin.id)
    for (user in listOf(ada, admin)) {
        val decision = tenant.whatIf(WhatIf(user.id, shop.clientId))
        println("what if ${user.email}: ${decision.outcome.word} ${decision.required}")
    }
    return SetUp(tenant, tenant.app(shop.clientId))
}
