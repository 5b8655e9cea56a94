internal import DoorstepNative

/// What became of an import.
public struct ImportReport: Sendable, Hashable {
    /// Whether anything was stored: not, when something was refused and `keepGoing` was not asked for.
    public let stored: Bool
    /// Every document that was found, in the order of the file.
    public let items: [ImportItem]
}

/// What became of one document.
public struct ImportItem: Sendable, Hashable {
    /// `policy`, `named_location`, `authentication_strength` or `authentication_context`.
    public let kind: String
    /// Where in the file it was, as in `value[3]`.
    public let place: String
    /// Its name.
    public let displayName: String
    /// The id it is stored under: its own, where it has one. `nil` when it was refused.
    public let id: String?
    /// The code of the error it was refused for; or `policy_unsupported` for a policy that was taken in disabled, since
    /// it cannot be evaluated.
    public let code: String?
    /// The field that the error is about.
    public let path: String?
    /// What is wrong with it.
    public let reason: String?
}

extension ImportReport {
    init(_ native: DoorstepNative.ImportReport) {
        self.init(
            stored: native.stored,
            items: native.items.map {
                ImportItem(
                    kind: $0.kind, place: $0.place, displayName: $0.displayName, id: $0.id, code: $0.code,
                    path: $0.path, reason: $0.reason)
            })
    }
}
