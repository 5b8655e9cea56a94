package dev.doorstep.internal

/** A JSON object that is being written: members in the order in which they came. */
internal class JsonObject {
    private val members = linkedMapOf<String, Any>()

    fun isEmpty(): Boolean = members.isEmpty()

    /** Sets a member: text, a number, a flag, a list of texts or another object. */
    fun set(name: String, value: Any): JsonObject = apply { members[name] = value }

    /** The object under a name, which is there from now on. */
    fun of(name: String): JsonObject = members.getOrPut(name, ::JsonObject) as JsonObject

    /** Adds to the list under a name. */
    @Suppress("UNCHECKED_CAST")
    fun add(name: String, items: Array<out String>) {
        (members.getOrPut(name) { mutableListOf<String>() } as MutableList<String>) += items
    }

    /** Adds to the flags under a name, which Graph writes as `"a,b"`. */
    fun flags(name: String, words: List<String>) {
        members.merge(name, words.joinToString(",")) { known, more -> "$known,$more" }
    }

    /** Takes the members of another. */
    fun join(other: JsonObject): JsonObject = apply { members += other.members }

    override fun toString(): String =
        members.entries.joinToString(",", "{", "}") { (name, value) -> "${quoted(name)}:${written(value)}" }
}

private fun written(value: Any?): String =
    when (value) {
        is String -> quoted(value)
        is List<*> -> value.joinToString(",", "[", "]", transform = ::written)
        else -> value.toString()
    }

/** A JSON string. */
private fun quoted(text: String): String =
    buildString {
        append('"')
        for (character in text) {
            when {
                character == '"' || character == '\\' -> append('\\').append(character)
                character < ' ' -> append("\\u").append(character.code.toString(16).padStart(4, '0'))
                else -> append(character)
            }
        }
        append('"')
    }
