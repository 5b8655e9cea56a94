package dev.doorstep

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

class ReadmeTest {
    @Test
    fun `the twenty lines run as shown`() {
        val program = Path.of("src/test/kotlin/dev/doorstep/readme/TwentyLines.kt").readText().substringAfter("\n\n")
        assertTrue(program in Path.of("README.md").readText(), "the README shows another program")
        val printed = ByteArrayOutputStream()
        val before = System.out
        System.setOut(PrintStream(printed, true, Charsets.UTF_8))
        try {
            runBlocking { dev.doorstep.readme.main() }
        } finally {
            System.setOut(before)
        }
        assertEquals("[pwd, otp, mfa]", printed.toString(Charsets.UTF_8).trim())
    }
}
