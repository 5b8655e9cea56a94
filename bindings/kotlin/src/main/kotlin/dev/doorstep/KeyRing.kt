package dev.doorstep

import dev.doorstep.internal.opening
import dev.doorstep.internal.translated
import dev.doorstep.internal.KeyRing as NativeKeyRing

/**
 * The host's master key, from which every other key is derived.
 *
 * Keep it away from the database: whoever has both can find a live code in seconds. On a server that is a secret
 * manager or a file outside the data folder; on a device, the Keystore. Closing it wipes the key from memory; an
 * engine that was opened with it goes on.
 */
public class KeyRing private constructor(private val native: NativeKeyRing) : AutoCloseable {
    /** A short name of the key, derived from it and no help in finding it. */
    public val id: String = translated { native.id() }

    /** Lends the key to a call, which nobody can close meanwhile. */
    @Synchronized
    internal fun <T> lend(work: (NativeKeyRing) -> T): T {
        check(!native.uniffiIsDestroyed) { "the key ring is closed" }
        return work(native)
    }

    @Synchronized
    override fun close(): Unit = native.destroy()

    override fun toString(): String = "KeyRing($id)"

    public companion object {
        /**
         * A ring of one key of exactly 32 random bytes. The array stays the caller's, to wipe.
         *
         * @throws DoorstepException.InvalidArgument for another length, or a key of equal bytes
         */
        @JvmStatic
        public fun fromBytes(key: ByteArray): KeyRing = translated { KeyRing(NativeKeyRing.fromBytes(key)) }

        /**
         * Reads a key file of 64 hexadecimal digits that only its owner can read (mode 0600).
         *
         * @throws DoorstepException.KeyUnavailable when it is missing, readable by others or malformed
         */
        @JvmSynthetic
        public suspend fun fromFile(path: String): KeyRing = opening { fromFileBlocking(path) }

        /** As [fromFile], for callers without coroutines. */
        @JvmStatic
        @JvmName("fromFile")
        public fun fromFileBlocking(path: String): KeyRing = translated { KeyRing(NativeKeyRing.fromFile(path)) }

        /**
         * Writes a new random key to [path], mode 0600. A file that exists is never overwritten.
         *
         * @throws DoorstepException.AlreadyExists when there is such a file
         * @throws DoorstepException.KeyUnavailable when it cannot be written
         */
        @JvmSynthetic
        public suspend fun createFile(path: String): KeyRing = opening { createFileBlocking(path) }

        /** As [createFile], for callers without coroutines. */
        @JvmStatic
        @JvmName("createFile")
        public fun createFileBlocking(path: String): KeyRing = translated { KeyRing(NativeKeyRing.createFile(path)) }

        /**
         * Reads the key from an environment variable of 64 hexadecimal digits.
         *
         * @throws DoorstepException.KeyUnavailable when it is not set or malformed
         */
        @JvmStatic
        public fun fromEnv(variable: String): KeyRing = translated { KeyRing(NativeKeyRing.fromEnv(variable)) }
    }
}
