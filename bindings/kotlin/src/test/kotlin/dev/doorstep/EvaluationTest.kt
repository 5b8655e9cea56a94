package dev.doorstep

import dev.doorstep.conformance.MAPPER
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** Judging without an engine: every vector of `tests/policies/evaluate-*.json`. */
class EvaluationTest {
    @TestFactory
    fun vectors(): List<DynamicTest> {
        val files = Path.of("../../tests/policies").listDirectoryEntries("evaluate-*.json").sorted()
        assertTrue(files.isNotEmpty(), "there are no vectors")
        return files.flatMap { file ->
            MAPPER.readTree(Files.readString(file)).map { vector ->
                dynamicTest("${file.name}/${vector["name"].textValue()}") {
                    assertEquals(vector["verdicts"], MAPPER.readTree(evaluate(vector["case"].toString())))
                }
            }
        }
    }

    @Test
    fun `what cannot be read is said`() {
        assertEquals("[]", evaluate("{}"))
        assertEquals("$", MAPPER.readTree(evaluate("no JSON"))["error"]["field"].textValue())
    }
}
