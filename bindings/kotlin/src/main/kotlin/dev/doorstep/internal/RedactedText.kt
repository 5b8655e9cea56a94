package dev.doorstep.internal

/** Text in a record that must not be shown when the record is. */
internal class RedactedText(val text: String) {
    override fun toString(): String = "[redacted]"
}
