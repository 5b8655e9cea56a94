package dev.doorstep.internal

import dev.doorstep.DoorstepException
import java.nio.CharBuffer
import java.nio.charset.CharacterCodingException
import java.time.Duration
import java.time.Instant
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** Runs a call that blocks where blocking is no harm. */
internal suspend inline fun <T> io(crossinline work: () -> T): T = withContext(Dispatchers.IO) { work() }

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
    val encoded =
        try {
            Charsets.UTF_8.newEncoder().encode(CharBuffer.wrap(this))
        } catch (_: CharacterCodingException) {
            val reason = "must be well-formed Unicode"
            throw DoorstepException.InvalidArgument("password: $reason", "password", reason)
        }
    val bytes = ByteArray(encoded.remaining())
    encoded.get(bytes)
    encoded.array().fill(0)
    try {
        return use(bytes)
    } finally {
        bytes.fill(0)
    }
}

/** The same of a password that may be missing. */
internal inline fun <T> CharArray?.maybeAsUtf8(use: (ByteArray?) -> T): T = if (this == null) use(null) else asUtf8(use)
