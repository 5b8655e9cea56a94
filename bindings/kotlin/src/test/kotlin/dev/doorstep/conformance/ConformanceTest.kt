package dev.doorstep.conformance

import com.fasterxml.jackson.databind.node.MissingNode
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** Every conformance scenario, and those that must fail. Nothing that comes back shows a secret. */
class ConformanceTest {
    @TestFactory
    fun scenarios(): List<DynamicTest> = load().map { scenario ->
        dynamicTest(scenario.name) {
            val canary = Canary(scenario.engine)
            run(scenario, canary)
            assertEquals(emptyList(), canary.found())
        }
    }

    @TestFactory
    fun mustFail(): List<DynamicTest> = load(FOLDER.resolve("must-fail")).map { scenario ->
        dynamicTest(scenario.name) { assertFailsWith<Mismatch> { run(scenario) } }
    }

    @Test
    fun `a secret that shows is found`() {
        for (spelling in spellings("correct horse battery")) {
            Canary(MissingNode.getInstance()).use { canary ->
                canary.secrets += "correct horse battery"
                assertEquals(emptyList(), canary.found())
                canary.show(listOf("<$spelling>"))
                assertEquals(listOf("correct horse battery"), canary.found())
            }
        }
    }
}
