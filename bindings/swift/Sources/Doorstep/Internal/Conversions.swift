import Foundation

// Times, durations and numbers as the library takes them. What is beyond its range becomes the first or last of it,
// which every check refuses or takes by its meaning; nothing traps.

extension Date {
    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// Milliseconds since the epoch.
    var milliseconds: Int64 {
        let time = (timeIntervalSince1970 * 1000).rounded()
        return Int64(exactly: time) ?? (time < 0 ? .min : .max)
    }
}

extension Duration {
    /// Milliseconds; what is shorter is dropped.
    var inMilliseconds: Int64 {
        if self >= .milliseconds(Int64.max) { return .max }
        if self <= .milliseconds(Int64.min) { return .min }
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}

extension Int {
    /// A number that the library does not know as negative: one below zero becomes one far beyond every limit.
    var counted: UInt32 { UInt32(exactly: self) ?? .max }
}
