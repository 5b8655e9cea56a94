import Foundation
internal import DoorstepNative

/// The host's master key, from which every other key is derived.
///
/// Keep it away from the database: whoever has both can find a live code in seconds. On a server that is a secret
/// manager or a file outside the data folder; on a device, the Keychain. The key is wiped from the library's memory
/// when nobody holds the ring; an engine that was opened with it holds what it needs.
public final class KeyRing: Sendable {
    let native: DoorstepNative.KeyRing

    /// A short name of the key, derived from it and no help in finding it.
    public let id: String

    private init(_ open: () throws -> DoorstepNative.KeyRing) throws {
        (native, id) = try translated {
            let native = try open()
            return (native, try native.id())
        }
    }

    /// A ring of one key of exactly 32 random bytes: a `Data` or an array.
    ///
    /// - Throws: ``DoorstepError/invalidArgument(field:reason:)`` for another length, or a key of equal bytes.
    public convenience init(bytes: some Sequence<UInt8>) throws {
        try self.init { try .fromBytes(key: Data(bytes)) }
    }

    /// Reads a key file of 64 hexadecimal digits that only its owner can read (mode 0600).
    ///
    /// - Throws: ``DoorstepError/keyUnavailable(reason:)`` when it is missing, readable by others or malformed.
    public convenience init(file path: String) throws {
        try self.init { try .fromFile(path: path) }
    }

    /// Reads the key from an environment variable of 64 hexadecimal digits.
    ///
    /// - Throws: ``DoorstepError/keyUnavailable(reason:)`` when it is not set or malformed.
    public convenience init(environment variable: String) throws {
        try self.init { try .fromEnv(variable: variable) }
    }

    /// Writes a new random key to a file, mode 0600. One that exists is never overwritten.
    ///
    /// - Throws: ``DoorstepError/alreadyExists(kind:)`` when there is such a file,
    ///   ``DoorstepError/keyUnavailable(reason:)`` when it cannot be written.
    public static func createFile(at path: String) throws -> KeyRing {
        try KeyRing { try .createFile(path: path) }
    }
}

extension KeyRing: CustomStringConvertible, CustomReflectable {
    public var description: String { "KeyRing(\(id))" }
    public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
