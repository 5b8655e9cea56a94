import Foundation

/// Makes a call that blocks on a thread where blocking is no harm. What has begun is finished, canceled or not; what
/// still waits for a thread when it is canceled is not made.
func offload<Value: Sendable>(
    on workers: Workers = .shared, _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
    let canceled = Flag()
    return try await withTaskCancellationHandler {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { done in
            workers.run {
                done.resume(
                    with: Result {
                        if canceled.isUp { throw CancellationError() }
                        return try work()
                    })
            }
        }
    } onCancel: {
        canceled.raise()
    }
}

/// Down until it is raised, on whatever thread.
private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var up = false

    var isUp: Bool {
        lock.withLock { up }
    }

    func raise() {
        lock.withLock { up = true }
    }
}

/// Threads for calls that wait: for a disk, a hash, another process or a mail server.
///
/// The cooperative pool has one thread a core, and each that waits is missing to every other task. Dispatch adds
/// threads to a queue whose own wait, but in its own time.
final class Workers: @unchecked Sendable {
    static let shared = Workers(most: 64)

    typealias Job = @Sendable () -> Void

    private let most: Int
    private let patience: TimeInterval
    private let condition = NSCondition()
    private var jobs: ArraySlice<Job> = []
    private var threads = 0
    private var idle = 0

    /// At most so many threads, each of which ends when there was nothing to do for so many seconds.
    init(most: Int, patience: TimeInterval = 10) {
        self.most = most
        self.patience = patience
    }

    /// How many threads there are.
    var size: Int {
        condition.withLock { threads }
    }

    /// How many jobs wait for a thread.
    var waiting: Int {
        condition.withLock { jobs.count }
    }

    /// Runs a job, in the order of the calls, as soon as a thread is free.
    func run(_ job: @escaping Job) {
        condition.withLock {
            jobs.append(job)
            if idle >= jobs.count || threads == most {
                condition.signal()
            } else {
                threads += 1
                let thread = Thread { self.work() }
                // What a thread of the library's has. Elsewhere than on Linux the system's would be smaller.
                thread.stackSize = 2 << 20
                thread.start()
            }
        }
    }

    private func work() {
        while let job = next() { job() }
    }

    /// The next job; none when there was nothing to do for a while, and the thread ends.
    private func next() -> Job? {
        condition.withLock {
            let end = Date(timeIntervalSinceNow: patience)
            while jobs.isEmpty {
                idle += 1
                let woken = condition.wait(until: end)
                idle -= 1
                if !woken, jobs.isEmpty {
                    threads -= 1
                    return nil
                }
            }
            return jobs.popFirst()
        }
    }
}
