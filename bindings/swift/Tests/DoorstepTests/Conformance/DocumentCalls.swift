import Doorstep
import Foundation

// What policies refer to by id, and templates of policies. Every `async` function does its work by its blocking twin.

func templates(_ name: String, _ a: Args) throws -> Any? {
    switch name {
    case "templates.list": try policyTemplates()
    case "templates.make":
        try JSON(
            parsing: Data(
                policyTemplate(
                    a.text("id"),
                    inputs: PolicyTemplateInputs(
                        breakGlassUserIDs: a.texts("break_glass_user_ids") ?? [],
                        breakGlassGroupIDs: a.texts("break_glass_group_ids") ?? [],
                        appIDs: a.texts("app_ids") ?? [],
                        allowedLocationIDs: a.texts("allowed_location_ids") ?? [],
                        trustedLocationIDs: a.texts("trusted_location_ids") ?? [],
                        authenticationContext: a.maybeText("authentication_context"))
                ).utf8))
    default: throw Mismatch("there is no call \(name)")
    }
}

/// Makes one call about locations.
func call(_ name: String, on locations: Locations, _ a: Args) async throws -> Any? {
    switch name {
    case "locations.create": try await locations.create(document: a.document("document"))
    case "locations.list": try await locations.list()
    case "locations.get": try await locations.get(locationID: a.text("location_id"))
    case "locations.update":
        try await locations.update(locationID: a.text("location_id"), changes: a.document("changes"))
    case "locations.delete": try await locations.delete(locationID: a.text("location_id"))
    default: throw Mismatch("there is no call \(name)")
    }
}

/// Makes one call about strengths.
func call(_ name: String, on strengths: AuthenticationStrengths, _ a: Args) async throws -> Any? {
    switch name {
    case "authentication_strengths.create": try await strengths.create(document: a.document("document"))
    case "authentication_strengths.list": try await strengths.list()
    case "authentication_strengths.get": try await strengths.get(strengthID: a.text("strength_id"))
    case "authentication_strengths.update":
        try await strengths.update(strengthID: a.text("strength_id"), changes: a.document("changes"))
    case "authentication_strengths.delete": try await strengths.delete(strengthID: a.text("strength_id"))
    default: throw Mismatch("there is no call \(name)")
    }
}

/// Makes one call about contexts.
func call(_ name: String, on contexts: AuthenticationContexts, _ a: Args) async throws -> Any? {
    switch name {
    case "authentication_contexts.create": try await contexts.create(document: a.document("document"))
    case "authentication_contexts.list": try await contexts.list()
    case "authentication_contexts.get": try await contexts.get(contextID: a.text("context_id"))
    case "authentication_contexts.update":
        try await contexts.update(contextID: a.text("context_id"), changes: a.document("changes"))
    case "authentication_contexts.delete": try await contexts.delete(contextID: a.text("context_id"))
    default: throw Mismatch("there is no call \(name)")
    }
}
