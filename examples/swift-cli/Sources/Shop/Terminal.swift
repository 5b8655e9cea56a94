#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Where questions are asked and answered.
public protocol Terminal: Sendable {
    func say(_ line: String)
    func ask(_ question: String, hidden: Bool) async throws -> String
}

extension Terminal {
    func ask(_ question: String) async throws -> String {
        try await ask(question, hidden: false)
    }
}

/// The program's own terminal.
public struct Console: Terminal {
    public init() {}

    public func say(_ line: String) {
        print(line)
    }

    public func ask(_ question: String, hidden: Bool) throws -> String {
        if hidden, let typed = getpass("\(question): ") { return String(cString: typed) }
        print("\(question): ", terminator: "")
        fflush(nil)
        guard let line = readLine() else { throw Left() }
        return line
    }
}

/// Whoever was asked has left.
public struct Left: Error {}
