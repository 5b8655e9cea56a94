import Testing

@testable import Doorstep

/// From a template to a policy that is shown to do what it says, as the README has it.
@Suite struct TemplateTests {
    @Test func aTemplateIsStoredEnabledAndProved() async throws {
        let contoso = try Contoso()
        let policies = contoso.tenant.policies
        let glass = try await contoso.tenant.groups.create(name: "Break-glass accounts")
        let templates = try policyTemplates()
        #expect(Set(templates.map(\.id)).count == templates.count)

        let inputs = PolicyTemplateInputs(breakGlassGroupIDs: [glass.id])
        let policy = try await policies.create(document: policyTemplate("require-mfa-all-users", inputs: inputs))
        #expect(policy.state == .reportOnly)
        #expect(try await policies.gaps().map(\.who) == ["anybody"])

        try await policies.update(policyID: policy.id, changes: #"{"state": "enabled"}"#)
        let proof = try await policies.prove(#"every sign-in to app "Contoso Shop" requires mfa"#)
        #expect(!proof.holds)
        #expect(proof.counterexample?.signIn.contains(glass.id) == true)
        #expect(proof.counterexample?.decision.outcome == .allow)
        let others = #"every sign-in of a customer except group "Break-glass accounts" requires mfa"#
        #expect(try await policies.prove(others).holds)
    }
}
