import Doorstep
import Foundation
import Testing

@Suite struct PolicyDraftTests {
    @Test func aDraftIsWhatGraphWouldShow() throws {
        let draft = Policy.block(named: "CA02 - \"Shop\" \\ \u{7}\u{1F}é🙂: Block")
            .reportOnly()
            .including(userID: "u-1").including(userID: "u-2").excluding(userID: "u-3")
            .including(groupID: "g-1").excluding(groupID: "g-2").excluding(groupID: "g-3")
            .including(roleID: "r-1").excluding(roleID: "r-2")
            .including(clientID: "a-1").excluding(clientID: "a-2")
        let expected = """
            {"displayName": "CA02 - \\"Shop\\" \\\\ \\u0007\\u001fé🙂: Block", "state": "enabledForReportingButNotEnforced",
             "conditions": {
               "users": {"includeUsers": ["u-1", "u-2"], "excludeUsers": ["u-3"], "includeGroups": ["g-1"],
                         "excludeGroups": ["g-2", "g-3"], "includeRoles": ["r-1"], "excludeRoles": ["r-2"]},
               "applications": {"includeApplications": ["a-1"], "excludeApplications": ["a-2"]}},
             "grantControls": {"operator": "OR", "builtInControls": ["block"]}}
            """
        #expect(try JSON(parsing: Data(draft.document.utf8)) == JSON(parsing: Data(expected.utf8)))
        // Members in the order of their names, each time.
        let written = #"{"displayName":"CA02 - \"Shop\" \\ \u0007\u001fé🙂: Block","#
            + #""state":"enabledForReportingButNotEnforced","conditions":{"users":{"excludeGroups":["g-2","g-3"],"#
            + #""excludeRoles":["r-2"],"excludeUsers":["u-3"],"includeGroups":["g-1"],"includeRoles":["r-1"],"#
            + #""includeUsers":["u-1","u-2"]},"applications":{"excludeApplications":["a-2"],"#
            + #""includeApplications":["a-1"]}},"grantControls":{"builtInControls":["block"],"operator":"OR"}}"#
        #expect(draft.document == written)
    }

    @Test func aDraftIsAValue() {
        let all = Policy.requireMFA(named: "CA01").allUsers()
        #expect(all.allApps() != all)
        #expect(all.allApps() == Policy.requireMFA(named: "CA01").allUsers().allApps())
        #expect(all.state(.enabled) == all)
    }

    @Test func aDraftDecides() async throws {
        let world = try Contoso()
        let (ada, bob) = (try world.user(), try world.user("bob@example.com"))
        let draft = Policy.requireMFA(named: "CA01").allUsers().excluding(userID: bob.id).allApps()
        let stored = try await world.tenant.policies.create(draft)
        #expect(stored.state == .enabled && stored.displayName == "CA01")
        let clientID = world.app.clientID
        #expect(try await world.tenant.whatIf(WhatIf(userID: ada.id, clientID: clientID)).required == ["mfa"])
        let decision = try await world.tenant.whatIf(WhatIf(userID: bob.id, clientID: clientID))
        #expect(decision.outcome == .allow && decision.policies.map(\.reasons) == [["users"]])
        let shown = try JSON(parsing: Data(decision.toJSON().utf8))
        #expect(shown["policies"]?.list?.first?["result"]?.text == "notApplied")
        try await world.tenant.policies.update(policyID: stored.id, changes: #"{"state": "disabled"}"#)
        #expect(try await world.tenant.whatIf(WhatIf(userID: ada.id, clientID: clientID)).outcome == .allow)
        // What Graph would show of it is accepted again.
        let again = try await world.tenant.policies.create(document: stored.document)
        #expect(again.displayName == "CA01" && again.id != stored.id)
    }

    @Test func aBlockBlocks() throws {
        let world = try Contoso()
        try world.user()
        let draft = Policy.block(named: "CA09").allUsers().including(clientID: world.app.clientID)
        try world.tenant.policies.create(draft)
        let step = try world.app.signIn(email: "ada@example.com", password: password)
        guard case .denied(.blockedByPolicy(let policies)) = step else { throw Missing() }
        #expect(policies.map(\.displayName) == ["CA09"])
    }

    @Test func whatADraftLacksIsSaidWhenItIsCreated() throws {
        let world = try Contoso()
        let nowhere = Policy.requireMFA(named: "CA03").allUsers()
        #expect(failure { try world.tenant.policies.create(nowhere) }?.code == "policy_invalid")
    }
}
