package dev.doorstep.conformance

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.JsonNodeFactory
import com.fasterxml.jackson.databind.node.NullNode
import com.fasterxml.jackson.databind.node.ObjectNode
import dev.doorstep.AttributeValue
import dev.doorstep.Decision
import dev.doorstep.Denial
import dev.doorstep.DoorstepException
import dev.doorstep.FlowAttribute
import dev.doorstep.Member
import dev.doorstep.Problem
import dev.doorstep.SessionControls
import dev.doorstep.SignInFrequency
import dev.doorstep.Step
import dev.doorstep.Target
import dev.doorstep.Tenant
import java.lang.reflect.Modifier
import java.time.Duration
import java.time.Instant

val START: Instant = Instant.parse("2026-01-01T00:00:00Z")

private val NODES = JsonNodeFactory.instance

/** Fields that hold JSON. */
private val DOCUMENTS = setOf("document", "before", "after", "sign_in")

/** The normal form of a result. Results are plain classes; every field of theirs is part of the form. */
fun normal(given: Any?): JsonNode =
    when (given) {
        null, Unit -> NullNode.instance
        is JsonNode -> given
        is String -> NODES.textNode(given)
        is Boolean -> NODES.booleanNode(given)
        is Int -> NODES.numberNode(given.toLong())
        is Long -> NODES.numberNode(given)
        is Instant -> NODES.numberNode(given.toEpochMilli() - START.toEpochMilli())
        is Duration -> NODES.numberNode(given.toMillis())
        is Enum<*> -> NODES.textNode(given.javaClass.getMethod("getWord").invoke(given) as String)
        is List<*> -> NODES.arrayNode().apply { given.forEach { add(normal(it)) } }
        is Map<*, *> -> NODES.objectNode().apply { given.forEach { (key, value) -> set<JsonNode>("$key", normal(value)) } }
        // A frequency is its hours, or the word.
        is SignInFrequency.TimeBased -> NODES.numberNode(given.every.toHours())
        SignInFrequency.EveryTime -> NODES.textNode("every_time")
        is AttributeValue.Text -> normal(given.value)
        is AttributeValue.Bool -> normal(given.value)
        is AttributeValue.Integer -> normal(given.value)
        is Tenant -> NODES.objectNode().put("id", given.id).put("name", given.name)
        else -> fields(given)
    }

private fun fields(given: Any): ObjectNode {
    val form = NODES.objectNode()
    val word = snake(given.javaClass.simpleName)
    when (given) {
        is Step -> form.put("step", word)
        is Problem -> form.put("problem", word)
        is Denial -> form.put("denial", word)
        is Target, is Member -> form.put("kind", word)
        is Decision -> form.put("json", given.toJson())
    }
    for (field in given.javaClass.declaredFields) {
        if (Modifier.isStatic(field.modifiers) || field.name == "native") continue
        val value = given.javaClass.getMethod(getter(field.name)).invoke(given)
        val name = when {
            field.type == Duration::class.java -> snake(field.name) + "_ms"
            given is FlowAttribute && field.name == "kind" -> "type"
            else -> snake(field.name)
        }
        val parsed = when {
            name in DOCUMENTS && value != null -> MAPPER.readTree(value as String)
            // JSON by name.
            given is SessionControls && value is Map<*, *> -> normal(value.mapValues { MAPPER.readTree(it.value as String) })
            else -> normal(value)
        }
        form.set<JsonNode>(name, parsed)
    }
    return form
}

private fun getter(field: String) =
    if (field.startsWith("is") && field[2].isUpperCase()) field else "get" + field.replaceFirstChar(Char::uppercase)

/** Arguments that are durations here and numbers of milliseconds in the scenarios. */
private val DURATIONS = setOf("code_lifetime", "resend_after", "session_idle", "session_lifetime")

/** The normal form of an error. */
fun normalError(error: DoorstepException): ObjectNode {
    val form = NODES.objectNode().put("code", error.code)
    when (error) {
        is DoorstepException.InvalidArgument -> form.put("field", if (error.field in DURATIONS) error.field + "_ms" else error.field)
        is DoorstepException.NotFound -> form.put("kind", error.kind)
        is DoorstepException.AlreadyExists -> form.put("kind", error.kind)
        is DoorstepException.Forbidden -> form.set<JsonNode>("needs", normal(error.needs))
        is DoorstepException.PolicyInvalid -> form.put("path", error.path)
        is DoorstepException.PolicyUnsupported -> form.put("path", error.path)
        is DoorstepException.Storage -> form.put("kind", error.kind)
        is DoorstepException.Busy, is DoorstepException.IncompatibleDatabase, is DoorstepException.Internal,
        is DoorstepException.KeyMismatch, is DoorstepException.KeyUnavailable, is DoorstepException.Mail,
        is DoorstepException.OutcomeUnknown, is DoorstepException.StorageFull,
        -> {}
    }
    return form
}

/** `CodeRequired` and `codeRequired` as `code_required`. */
fun snake(name: String): String = name.replace(Regex("(?<!^)(?=[A-Z])"), "_").lowercase()
