package dev.doorstep

import dev.doorstep.internal.asUtf8
import kotlin.test.assertContentEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test

/** Passwords on their way into the library. */
class PasswordTest {
    @Test
    fun `every text arrives in UTF-8, in memory that is wiped`() {
        for (text in listOf("", "correct horse battery", "é".repeat(100), "日本語".repeat(50), "🔑".repeat(33), "a\u0000b")) {
            var seen: ByteArray? = null
            text.toCharArray().asUtf8 {
                assertContentEquals(text.encodeToByteArray(), it)
                seen = it
            }
            assertTrue(assertNotNull(seen).all { it == 0.toByte() })
        }
        for (text in listOf("\uD800", "a\uDC00", "secret\uD83D")) {
            assertFailsWith<DoorstepException.InvalidArgument> { text.toCharArray().asUtf8 { } }
        }
    }
}
