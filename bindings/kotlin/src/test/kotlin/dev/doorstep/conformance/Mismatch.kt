package dev.doorstep.conformance

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.ObjectNode

/** A scenario did not go as it should, or breaks the format. */
class Mismatch(why: String, cause: Throwable? = null) : AssertionError(why, cause)

private val MATCHERS = setOf("any", "length", "contains", "not")

/** Says where [actual] differs from [expected]. */
fun check(expected: JsonNode, actual: JsonNode, at: String) {
    val matcher = (expected as? ObjectNode)?.takeIf { it.size() == 1 }?.properties()?.first()
    when {
        matcher != null && matcher.key in MATCHERS -> special(matcher.key, matcher.value, actual, at)
        expected is ObjectNode && actual is ObjectNode ->
            for ((key, value) in expected.properties()) {
                check(value, actual[key] ?: throw Mismatch("$at.$key is missing from $actual"), "$at.$key")
            }
        expected is ArrayNode && actual is ArrayNode -> {
            if (expected.size() != actual.size()) {
                throw Mismatch("$at has ${actual.size()} items, not ${expected.size()}: $actual")
            }
            expected.zip(actual).forEachIndexed { index, (one, other) -> check(one, other, "$at[$index]") }
        }
        !same(expected, actual) -> throw Mismatch("$at is $actual, not $expected")
    }
}

/** Equal, and of the same type; whole numbers of any width are of one. */
fun same(one: JsonNode, other: JsonNode): Boolean =
    if (one.isIntegralNumber && other.isIntegralNumber) one.longValue() == other.longValue() else one == other

private fun special(word: String, operand: JsonNode, actual: JsonNode, at: String) {
    val good = when {
        word == "any" && operand.isBoolean && operand.booleanValue() -> !actual.isNull
        word == "length" && operand.isInt -> actual is ArrayNode && actual.size() == operand.intValue()
        word == "contains" && operand is ArrayNode ->
            actual is ArrayNode && operand.all { one -> actual.any { fits(one, it) } }
        word == "not" -> !fits(operand, actual)
        else -> throw Mismatch("$at: the matcher $word does not take $operand")
    }
    if (!good) throw Mismatch("$at is $actual, not $word $operand")
}

private fun fits(expected: JsonNode, actual: JsonNode): Boolean =
    try {
        check(expected, actual, "it")
        true
    } catch (_: Mismatch) {
        false
    }
