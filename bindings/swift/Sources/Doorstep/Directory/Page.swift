/// One page of a listing.
public struct Page<Item: Sendable>: Sendable {
    /// The rows of this page.
    public let items: [Item]
    /// To be given back for the next page; `nil` on the last.
    public let nextCursor: String?
}

extension Page: Equatable where Item: Equatable {}
extension Page: Hashable where Item: Hashable {}
