package shop

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlinx.coroutines.runBlocking

class WalkTest {
    @Test
    fun `the walk prints what the file says`() {
        val printed = ByteArrayOutputStream()
        val before = System.out
        System.setOut(PrintStream(printed, true, Charsets.UTF_8))
        try {
            runBlocking { main(arrayOf("walk")) }
        } finally {
            System.setOut(before)
        }
        assertEquals(Files.readString(Path.of("expected.txt")), printed.toString(Charsets.UTF_8).replace("\r\n", "\n"))
    }
}
