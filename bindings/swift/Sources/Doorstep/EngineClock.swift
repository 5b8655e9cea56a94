import Foundation
internal import DoorstepNative

/// Where an engine reads the time, when not from the system.
public protocol EngineClock: Sendable {
    /// The time now. Called on any thread, and often.
    func now() -> Date
}

/// A clock that stands still until told to move, to the millisecond: for tests.
public final class ManualClock: EngineClock, CustomStringConvertible {
    private let native: DoorstepNative.ManualClock

    /// Starts at a time.
    public init(_ now: Date) {
        native = DoorstepNative.ManualClock(now: now.milliseconds)
    }

    /// Moves by a duration, backwards when negative.
    public func advance(by duration: Duration) {
        // These three fail on a bug in the library alone.
        try? native.advance(milliseconds: duration.inMilliseconds)
    }

    /// Jumps to a time.
    public func set(_ now: Date) {
        try? native.set(now: now.milliseconds)
    }

    public func now() -> Date {
        Date(milliseconds: (try? native.now()) ?? 0)
    }

    public var description: String { "ManualClock(\(now()))" }

    /// Where an engine reads the time of a clock.
    static func source(_ clock: any EngineClock) -> TimeSource {
        if let manual = clock as? ManualClock { return .manual(clock: manual.native) }
        return .host(clock: HostClock(clock: clock))
    }
}

private final class HostClock: DoorstepNative.Clock {
    private let clock: any EngineClock

    init(clock: any EngineClock) {
        self.clock = clock
    }

    func now() -> Int64 {
        clock.now().milliseconds
    }
}
