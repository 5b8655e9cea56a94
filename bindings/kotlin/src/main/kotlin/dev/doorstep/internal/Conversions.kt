package dev.doorstep.internal

import dev.doorstep.DoorstepException
import java.nio.ByteBuffer
import java.nio.CharBuffer
import java.time.Duration
import java.time.Instant
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/** Runs a call that blocks where blocking is no harm. */
internal suspend inline fun <T> io(crossinline work: () -> T): T = withContext(Dispatchers.IO) { work() }

/** The same of a call that opens something, which is closed again when nobody waits for it any more. */
internal suspend inline fun <T : AutoCloseable> opening(crossinline open: () -> T): T {
    var opened: T? = null
    try {
        return io { open().also { opened = it } }
    } catch (canceled: CancellationException) {
        withContext(NonCancellable) { io { opened?.close() } }
        throw canceled
    }
}

/** Milliseconds since the epoch; a time beyond them becomes their first or last, which every check refuses or takes. */
internal fun Instant.toMilliseconds(): Long =
    try {
        toEpochMilli()
    } catch (_: ArithmeticException) {
        if (this < Instant.EPOCH) Long.MIN_VALUE else Long.MAX_VALUE
    }

/** Milliseconds; a duration beyond them becomes the shortest or longest. */
internal fun Duration.toMilliseconds(): Long =
    try {
        toMillis()
    } catch (_: ArithmeticException) {
        if (isNegative) Long.MIN_VALUE else Long.MAX_VALUE
    }

internal fun Long.toInstant(): Instant = Instant.ofEpochMilli(this)

internal fun Long.toDuration(): Duration = Duration.ofMillis(this)

/** Hands the password on as UTF-8, in memory that is wiped afterwards. */
internal inline fun <T> CharArray.asUtf8(use: (ByteArray) -> T): T {
    // Room for the longest text, for an encoder that has to grow its buffer leaves the first one behind.
    val room = ByteArray(3 * size)
    var bytes = ByteArray(0)
    try {
        val length = encodeInto(room)
        bytes = room.copyOf(length)
        return use(bytes)
    } finally {
        room.fill(0)
        bytes.fill(0)
    }
}

/** Writes the text to [room] as UTF-8 and gives its length. */
internal fun CharArray.encodeInto(room: ByteArray): Int {
    val encoder = Charsets.UTF_8.newEncoder()
    val target = ByteBuffer.wrap(room)
    if (encoder.encode(CharBuffer.wrap(this), target, true).isError) throw malformed("password")
    encoder.flush(target)
    return target.position()
}

/** The same of a password that may be missing. */
internal inline fun <T> CharArray?.maybeAsUtf8(use: (ByteArray?) -> T): T = if (this == null) use(null) else asUtf8(use)

/** Refuses text that has no UTF-8, before anything that travels with it is in native memory, where it would stay. */
internal fun <T : String?> T.wellFormed(field: String): T {
    if (this != null && !Charsets.UTF_8.newEncoder().canEncode(this)) throw malformed(field)
    return this
}

/** The same of each text of a list. */
internal fun List<String>.wellFormed(field: String): List<String> = onEach { it.wellFormed(field) }

/** For text with half a surrogate pair. */
internal fun malformed(field: String): DoorstepException {
    val reason = "must be well-formed Unicode"
    return DoorstepException.InvalidArgument("$field: $reason", field, reason)
}
