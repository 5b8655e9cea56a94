package dev.doorstep.conformance

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.json.JsonMapper
import com.fasterxml.jackson.databind.node.ObjectNode
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.nameWithoutExtension

val MAPPER: JsonMapper = JsonMapper()

/** The folder of the scenarios that every language runs. */
val FOLDER: Path = Path.of("../../tests/conformance")

/** One scenario, ready to run. */
class Scenario(val name: String, val engine: JsonNode, val steps: List<JsonNode>)

/** Every scenario of a folder, files in the order of their names. */
fun load(folder: Path = FOLDER): List<Scenario> =
    folder.listDirectoryEntries("*.json").sorted().flatMap { path ->
        val content = MAPPER.readTree(Files.readString(path))
        only(content, "name", "about", "before", "scenarios")
        if (content["name"].textValue() != path.nameWithoutExtension) throw Mismatch("$path: its name must be the file's")
        content["scenarios"].map { one ->
            only(one, "name", "engine", "steps")
            val steps = content.path("before").toList() + one["steps"].toList()
            Scenario("${path.nameWithoutExtension}/${one["name"].textValue()}", one.path("engine"), steps)
        }
    }.ifEmpty { throw Mismatch("there are no scenarios in $folder") }

/** Fails on a key that is not known. */
fun only(given: JsonNode, vararg known: String) {
    val unknown = (given as? ObjectNode)?.fieldNames()?.asSequence().orEmpty().toSet() - known.toSet()
    if (unknown.isNotEmpty()) throw Mismatch("there is no key $unknown here")
}
