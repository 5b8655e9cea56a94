import Foundation
internal import DoorstepNative

/// The native handles of one engine, which live until it is closed or nobody holds them.
final class Lifetime: @unchecked Sendable {
    private let lock = NSLock()
    /// None once the engine is closed.
    private var natives: [ObjectIdentifier: AnyObject]? = [:]

    /// Lets a native handle end with the engine.
    func keep(_ native: AnyObject) throws -> ObjectIdentifier {
        let id = ObjectIdentifier(native)
        let kept: Void? = lock.withLock { natives?[id] = native }
        if kept == nil { throw EngineClosed() }
        return id
    }

    /// A native handle for one call, during which it cannot end.
    func lend(_ id: ObjectIdentifier) throws -> AnyObject {
        guard let native = lock.withLock({ natives?[id] }) else { throw EngineClosed() }
        return native
    }

    /// Ends a handle that nobody holds.
    func drop(_ id: ObjectIdentifier) {
        // It ends outside the lock: the last one takes the engine along.
        _ = lock.withLock { natives?.removeValue(forKey: id) }
    }

    /// Ends every handle; calls that are running end first.
    func close() {
        let ending = lock.withLock {
            defer { natives = nil }
            return natives
        }
        withExtendedLifetime(ending) {}
    }

    /// How many handles live: for tests.
    var count: Int {
        lock.withLock { natives?.count ?? 0 }
    }
}

/// What a public handle holds: a native one that ends with its engine, or when nobody holds it any more.
final class Handle<Native: AnyObject & Sendable>: Sendable {
    let lifetime: Lifetime
    private let id: ObjectIdentifier

    init(_ native: Native, _ lifetime: Lifetime) throws {
        id = try lifetime.keep(native)
        self.lifetime = lifetime
    }

    deinit {
        lifetime.drop(id)
    }

    /// Makes a call, which a closed engine refuses.
    func call<Value>(_ work: (Native) throws -> Value) throws -> Value {
        let native = unsafeDowncast(try lifetime.lend(id), to: Native.self)
        return try translated { try work(native) }
    }
}

/// Makes a call, whose failures become errors of the package.
func translated<Value>(_ work: () throws -> Value) throws -> Value {
    do {
        return try work()
    } catch let error as DoorstepNative.DoorstepError {
        throw DoorstepError(error)
    } catch let error as EngineClosed {
        throw error
    } catch {
        throw DoorstepError.internal(reason: "the native library")
    }
}
