package dev.doorstep.internal

import dev.doorstep.DoorstepException as PublicException
import dev.doorstep.toPublic
import java.nio.charset.CharacterCodingException
import java.util.Collections
import java.util.WeakHashMap

/** The native handles of one engine, which live until it is closed or nobody holds them. */
internal class Lifetime {
    private val handles = Collections.newSetFromMap(WeakHashMap<Disposable, Boolean>())

    @Volatile
    private var closed = false

    /** Lets [handle] end with the engine. */
    fun <T : Disposable> keep(handle: T): T {
        synchronized(handles) {
            if (!closed) {
                handles.add(handle)
                return handle
            }
        }
        handle.destroy()
        throw refusal()
    }

    /** Makes a call, which a closed engine refuses. */
    inline fun <T> call(work: () -> T): T {
        if (isClosed()) throw refusal()
        return translated(work)
    }

    fun isClosed(): Boolean = closed

    fun refusal(): IllegalStateException = IllegalStateException("the engine is closed")

    /** Ends every handle; calls that are running end first. */
    fun close() {
        val ending = synchronized(handles) {
            closed = true
            handles.toList().also { handles.clear() }
        }
        ending.forEach(Disposable::destroy)
    }
}

/** Makes a call, whose failures become exceptions of the package. */
internal inline fun <T> translated(work: () -> T): T =
    try {
        work()
    } catch (failure: DoorstepException) {
        throw failure.toPublic()
    } catch (_: InternalException) {
        throw PublicException.Internal("internal error (please report it)", "the native library")
    } catch (_: CharacterCodingException) {
        throw malformed("text")
    }
