package dev.doorstep.conformance

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ObjectNode
import dev.doorstep.DoorstepException
import dev.doorstep.Message
import dev.doorstep.Step
import java.util.Base64

/** Notes every secret, and how everything that comes back shows itself. */
class Canary(choice: JsonNode) : World(choice) {
    val secrets = mutableSetOf<String>()
    private val public = StringBuilder()
    private val shown = StringBuilder()

    /** Notes how a value shows itself. */
    fun show(given: Any?) {
        shown.append(given).append('\n')
        if (given is Throwable) shown.append(given.stackTraceToString()).append('\n')
    }

    override fun collect(message: Message) {
        show(message)
        message.code?.let { secrets += it }
        super.collect(message)
    }

    override suspend fun dispatch(step: JsonNode, args: ObjectNode): Any? {
        for ((name, given) in args.properties()) {
            when (name) {
                "password", "token", "session_token" -> secrets += given.asText()
                "code" -> {}
                else -> public.append(given).append('\n')
            }
        }
        val result = try {
            super.dispatch(step, args)
        } catch (error: DoorstepException) {
            show(error)
            throw error
        }
        show(result)
        when (result) {
            is Step.Waiting -> secrets += result.token
            is Step.Completed -> secrets += result.token
        }
        return result
    }

    /** The secrets that are shown, in any of a few spellings; not those that are given openly too. */
    fun found(): List<String> =
        secrets.filter { it.length >= 6 && it !in public && spellings(it).any { spelling -> spelling in shown } }
}

/** A secret as text, hex, base64 and a list of bytes. */
fun spellings(secret: String): List<String> {
    val raw = secret.toByteArray()
    val hex = raw.joinToString("") { "%02x".format(it) }
    val encoded = Base64.getEncoder().encodeToString(raw).trimEnd('=').dropLast(1)
    return listOf(secret, hex, hex.uppercase(), encoded, encoded.replace('+', '-').replace('/', '_'), raw.joinToString(", "))
}
