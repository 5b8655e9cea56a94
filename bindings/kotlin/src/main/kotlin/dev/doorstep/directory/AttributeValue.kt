package dev.doorstep

import dev.doorstep.internal.AttributeValue as NativeAttributeValue

/** The value of an attribute that a user flow collects. */
public sealed interface AttributeValue {
    /**
     * Text; also a choice, and whatever an HTML form submits.
     *
     * @property value the text
     */
    public data class Text(public val value: String) : AttributeValue

    /**
     * Yes or no.
     *
     * @property value yes or no
     */
    public data class Bool(public val value: Boolean) : AttributeValue

    /**
     * A whole number.
     *
     * @property value the number
     */
    public data class Integer(public val value: Long) : AttributeValue

    public companion object {
        /** Text. */
        @JvmStatic
        public fun of(value: String): AttributeValue = Text(value)

        /** Yes or no. */
        @JvmStatic
        public fun of(value: Boolean): AttributeValue = Bool(value)

        /** A whole number. */
        @JvmStatic
        public fun of(value: Long): AttributeValue = Integer(value)
    }
}

/**
 * Attribute values by name: `attributesOf("city" to "Oslo", "age" to 36, "terms" to true)`.
 *
 * @throws IllegalArgumentException for a value that is no text, whole number, or yes or no
 */
@JvmSynthetic
public fun attributesOf(vararg values: Pair<String, Any>): Map<String, AttributeValue> =
    values.associate { (name, value) ->
        name to when (value) {
            is AttributeValue -> value
            is String -> AttributeValue.Text(value)
            is Boolean -> AttributeValue.Bool(value)
            is Long -> AttributeValue.Integer(value)
            is Int -> AttributeValue.Integer(value.toLong())
            else -> throw IllegalArgumentException("$name must be text, a whole number, or yes or no")
        }
    }

internal fun Map<String, AttributeValue>.toNative(): Map<String, NativeAttributeValue> =
    mapValues { (_, value) ->
        when (value) {
            is AttributeValue.Text -> NativeAttributeValue.Text(value.value)
            is AttributeValue.Bool -> NativeAttributeValue.Boolean(value.value)
            is AttributeValue.Integer -> NativeAttributeValue.Integer(value.value)
        }
    }

internal fun Map<String, NativeAttributeValue>.toPublicValues(): Map<String, AttributeValue> =
    mapValues { (_, value) ->
        when (value) {
            is NativeAttributeValue.Text -> AttributeValue.Text(value.v1)
            is NativeAttributeValue.Boolean -> AttributeValue.Bool(value.v1)
            is NativeAttributeValue.Integer -> AttributeValue.Integer(value.v1)
        }
    }
