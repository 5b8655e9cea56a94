/// What a record with a secret in it shows of itself, wherever it is printed, interpolated, dumped or inspected.
func shown(_ record: Any, _ fields: KeyValuePairs<String, Any?>) -> String {
    let parts = fields.map { name, value in "\(name): \(value.map { String(describing: $0) } ?? "nil")" }
    return "\(type(of: record))(\(parts.joined(separator: ", ")))"
}

/// The same for `dump` and debuggers.
func mirrored<Record>(_ record: Record, _ fields: KeyValuePairs<String, Any?>) -> Mirror {
    Mirror(record, children: fields.map { (label: $0, value: $1 as Any) }, displayStyle: .struct)
}
