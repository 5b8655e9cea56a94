internal import DoorstepNative

/// The user flows of a tenant. Ids that do not exist are ``DoorstepError/notFound(kind:)``.
public final class UserFlows: Sendable {
    private let handle: Handle<DoorstepNative.UserFlows>

    init(_ native: DoorstepNative.UserFlows, _ lifetime: Lifetime) throws {
        handle = try Handle(native, lifetime)
    }

    /// Creates a flow and attaches its apps.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` naming the place, as in `attributes[2].pattern`,
    ///   ``DoorstepError/alreadyExists(kind:)`` for a name that is taken, or an app that is in a flow.
    @discardableResult
    public func create(_ flow: NewUserFlow) async throws -> UserFlow {
        try await offload { try self.create(flow) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func create(_ flow: NewUserFlow) throws -> UserFlow {
        try handle.call { try UserFlow($0.create(new: flow.native)) }
    }

    /// Creates a flow from Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow` JSON.
    ///
    /// - Throws: ``DoorstepError/policyInvalid(path:reason:)`` and ``DoorstepError/policyUnsupported(path:)`` naming
    ///   the path.
    @discardableResult
    public func create(document: String) async throws -> UserFlow {
        try await offload { try self.create(document: document) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func create(document: String) throws -> UserFlow {
        try handle.call { try UserFlow($0.createFromGraph(document: document)) }
    }

    /// The flow as Microsoft Graph's JSON.
    public func document(flowID: String) async throws -> String {
        try await offload { try self.document(flowID: flowID) }
    }

    /// The same on the calling thread.
    public func document(flowID: String) throws -> String {
        try handle.call { try $0.toGraph(flowId: flowID) }
    }

    /// Every flow, oldest first.
    public func list() async throws -> [UserFlow] {
        try await offload { try self.list() }
    }

    /// The same on the calling thread.
    public func list() throws -> [UserFlow] {
        try handle.call { try $0.list().map(UserFlow.init) }
    }

    /// One flow.
    public func get(flowID: String) async throws -> UserFlow {
        try await offload { try self.get(flowID: flowID) }
    }

    /// The same on the calling thread.
    public func get(flowID: String) throws -> UserFlow {
        try handle.call { try UserFlow($0.get(flowId: flowID)) }
    }

    /// Changes what is given and leaves the rest. Running journeys go on by the flow as it is at their next step.
    @discardableResult
    public func update(flowID: String, _ changes: UserFlowChanges) async throws -> UserFlow {
        try await offload { try self.update(flowID: flowID, changes) }
    }

    /// The same on the calling thread.
    @discardableResult
    public func update(flowID: String, _ changes: UserFlowChanges) throws -> UserFlow {
        try handle.call { try UserFlow($0.update(flowId: flowID, changes: changes.native)) }
    }

    /// Puts an app into a flow.
    ///
    /// - Throws: ``DoorstepError/alreadyExists(kind:)`` when the app is in one.
    public func attachApp(clientID: String, flowID: String) async throws {
        try await offload { try self.attachApp(clientID: clientID, flowID: flowID) }
    }

    /// The same on the calling thread.
    public func attachApp(clientID: String, flowID: String) throws {
        try handle.call { try $0.attachApp(flowId: flowID, clientId: clientID) }
    }

    /// Takes an app out of a flow: nobody can sign in to it until it is in one again.
    public func detachApp(clientID: String, flowID: String) async throws {
        try await offload { try self.detachApp(clientID: clientID, flowID: flowID) }
    }

    /// The same on the calling thread.
    public func detachApp(clientID: String, flowID: String) throws {
        try handle.call { try $0.detachApp(flowId: flowID, clientId: clientID) }
    }

    /// Deletes a flow; its apps are in none then.
    public func delete(flowID: String) async throws {
        try await offload { try self.delete(flowID: flowID) }
    }

    /// The same on the calling thread.
    public func delete(flowID: String) throws {
        try handle.call { try $0.delete(flowId: flowID) }
    }
}
