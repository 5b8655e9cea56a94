package dev.doorstep

import dev.doorstep.internal.AttributeKind as NativeAttributeKind
import dev.doorstep.internal.FlowAttribute as NativeFlowAttribute

/** What kind of value an attribute holds. */
public enum class AttributeKind(
    /** The stable word, the same in every language. */
    public val word: String,
) {
    /** Text of at most 250 characters on one line. */
    STRING("string"),

    /** Yes or no. When required, only yes is taken, as for the acceptance of terms. */
    BOOLEAN("boolean"),

    /** A whole number. */
    INTEGER("integer"),

    /** One of the given texts. */
    CHOICE("choice"),
}

/**
 * One attribute that a sign-up asks for.
 *
 * @property name a letter, then letters, digits and underscores; at most 64
 * @property label what the page shows, at most 128 characters
 * @property kind what kind of value it holds
 * @property required whether the sign-up waits for it
 * @property pattern a regular expression that the whole value must match, without look-around and back-references
 * @property choices the texts to choose from, for [AttributeKind.CHOICE] only
 */
public data class FlowAttribute @JvmOverloads constructor(
    public val name: String,
    public val label: String,
    public val kind: AttributeKind = AttributeKind.STRING,
    public val required: Boolean = false,
    public val pattern: String? = null,
    public val choices: List<String> = emptyList(),
) {
    /** Builds a [FlowAttribute] in Java. */
    public class Builder internal constructor(private var attribute: FlowAttribute) {
        /** See [FlowAttribute.kind]. */
        public fun kind(value: AttributeKind): Builder = apply { attribute = attribute.copy(kind = value) }

        /** See [FlowAttribute.required]. */
        public fun required(value: Boolean): Builder = apply { attribute = attribute.copy(required = value) }

        /** See [FlowAttribute.pattern]. */
        public fun pattern(value: String): Builder = apply { attribute = attribute.copy(pattern = value) }

        /** See [FlowAttribute.choices]. */
        public fun choices(vararg values: String): Builder =
            apply { attribute = attribute.copy(choices = values.toList()) }

        /** The attribute. */
        public fun build(): FlowAttribute = attribute
    }

    public companion object {
        /** An attribute to be filled in: for Java. */
        @JvmStatic
        public fun builder(name: String, label: String): Builder = Builder(FlowAttribute(name, label))
    }
}

internal fun NativeFlowAttribute.toPublic() =
    FlowAttribute(
        name = name,
        label = label,
        kind = when (kind) {
            NativeAttributeKind.STRING -> AttributeKind.STRING
            NativeAttributeKind.BOOLEAN -> AttributeKind.BOOLEAN
            NativeAttributeKind.INTEGER -> AttributeKind.INTEGER
            NativeAttributeKind.CHOICE -> AttributeKind.CHOICE
        },
        required = required,
        pattern = pattern,
        choices = choices,
    )

internal fun FlowAttribute.toNative() =
    NativeFlowAttribute(
        name = name,
        label = label,
        kind = when (kind) {
            AttributeKind.STRING -> NativeAttributeKind.STRING
            AttributeKind.BOOLEAN -> NativeAttributeKind.BOOLEAN
            AttributeKind.INTEGER -> NativeAttributeKind.INTEGER
            AttributeKind.CHOICE -> NativeAttributeKind.CHOICE
        },
        required = required,
        pattern = pattern,
        choices = choices,
    )
