package dev.doorstep.conformance

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.ObjectNode
import dev.doorstep.AttributeKind
import dev.doorstep.AttributeValue
import dev.doorstep.Device
import dev.doorstep.FlowAttribute
import dev.doorstep.MethodKind
import dev.doorstep.SignInContext
import dev.doorstep.Target
import java.time.Duration
import java.time.Instant

/** The named arguments of a call. What a call does not ask for is an error, never ignored. */
class Args(private val given: ObjectNode) {
    private val left = given.fieldNames().asSequence().toMutableSet()

    private fun take(name: String): JsonNode? {
        left -= name
        return given[name]?.takeUnless { it.isNull }
    }

    fun has(name: String): Boolean = given.has(name)

    fun text(name: String): String = maybeText(name) ?: throw Mismatch("the argument $name is missing")

    fun maybeText(name: String): String? =
        take(name)?.let { it.textValue() ?: throw Mismatch("the argument $name is no text: $it") }

    fun maybePassword(): CharArray? = maybeText("password")?.toCharArray()

    fun password(): CharArray = text("password").toCharArray()

    fun number(name: String, default: Int): Int = long(name)?.let(Math::toIntExact) ?: default

    private fun long(name: String): Long? =
        take(name)?.let { if (it.isIntegralNumber) it.longValue() else throw Mismatch("the argument $name is no number: $it") }

    fun flag(name: String): Boolean? =
        take(name)?.let { if (it.isBoolean) it.booleanValue() else throw Mismatch("the argument $name is no boolean: $it") }

    fun time(name: String): Instant? = long(name)?.let { START.plusMillis(it) }

    fun duration(name: String, default: Duration): Duration = long(name)?.let(Duration::ofMillis) ?: default

    fun texts(name: String): List<String>? = items(name)?.map { it.textValue() ?: throw Mismatch("$name holds $it") }

    fun document(name: String): String = take(name)?.toString() ?: throw Mismatch("the argument $name is missing")

    fun documents(name: String): List<String>? = items(name)?.map { it.toString() }

    /** A text, or JSON that stands for its text. */
    fun file(name: String): String =
        take(name)?.let { it.textValue() ?: it.toString() } ?: throw Mismatch("the argument $name is missing")

    inline fun <reified E : Enum<E>> word(name: String): E =
        maybeWord<E>(name) ?: throw Mismatch("the argument $name is missing")

    inline fun <reified E : Enum<E>> maybeWord(name: String): E? =
        maybeText(name)?.let { word -> enumOf(word) }

    fun kind(): MethodKind = word("kind")

    fun context(): SignInContext =
        inner(take("context") ?: return SignInContext()) {
            SignInContext(
                ip = it.maybeText("ip"),
                userAgent = it.maybeText("user_agent"),
                locale = it.maybeText("locale"),
                country = it.maybeText("country"),
                gpsCountry = it.maybeText("gps_country"),
                compliantNetwork = it.flag("compliant_network"),
                clientAppType = it.maybeWord("client_app_type"),
                platform = it.maybeWord("platform"),
                device = it.device(),
                userRisk = it.maybeWord("user_risk"),
                signInRisk = it.maybeWord("sign_in_risk"),
                insiderRisk = it.maybeWord("insider_risk"),
                authenticationFlow = it.maybeWord("authentication_flow"),
                userType = it.maybeWord("user_type"),
                homeTenantId = it.maybeText("home_tenant_id"),
                satisfiedControls = it.texts("satisfied_controls").orEmpty(),
            )
        }

    private fun device(): Device? =
        inner(take("device") ?: return null) {
            Device(
                registered = it.flag("registered"),
                isManaged = it.flag("is_managed"),
                deviceId = it.maybeText("device_id"),
                displayName = it.maybeText("display_name"),
                deviceOwnership = it.maybeText("device_ownership"),
                enrollmentProfileName = it.maybeText("enrollment_profile_name"),
                isCompliant = it.flag("is_compliant"),
                manufacturer = it.maybeText("manufacturer"),
                mdmAppId = it.maybeText("mdm_app_id"),
                model = it.maybeText("model"),
                operatingSystem = it.maybeText("operating_system"),
                operatingSystemVersion = it.maybeText("operating_system_version"),
                physicalIds = it.texts("physical_ids").orEmpty(),
                profileType = it.maybeText("profile_type"),
                systemLabels = it.texts("system_labels").orEmpty(),
                trustType = it.maybeText("trust_type"),
                extensionAttributes = it.extensions(),
            )
        }

    private fun extensions(): Map<Int, String> =
        take("extension_attributes")?.let { texts ->
            if (texts !is ObjectNode) throw Mismatch("the extension attributes are no object")
            texts.properties().associate { (number, text) ->
                val key = number.toIntOrNull() ?: throw Mismatch("there is no extension attribute $number")
                key to (text.textValue() ?: throw Mismatch("the extension attribute $number is no text: $text"))
            }
        }.orEmpty()

    /** Lists of texts by name. */
    fun lists(name: String): Map<String, List<String>>? =
        take(name)?.let { lists ->
            if (lists !is ObjectNode) throw Mismatch("the argument $name is no object")
            lists.properties().associate { (key, items) ->
                if (items !is ArrayNode) throw Mismatch("$name.$key is no list")
                key to items.map { it.textValue() ?: throw Mismatch("$name.$key holds $it") }
            }
        }

    fun values(name: String): Map<String, AttributeValue>? =
        take(name)?.let { values ->
            if (values !is ObjectNode) throw Mismatch("the argument $name is no object")
            values.properties().associate { (key, value) -> key to value(value) }
        }

    private fun value(value: JsonNode) =
        when {
            value.isTextual -> AttributeValue.of(value.textValue())
            value.isBoolean -> AttributeValue.of(value.booleanValue())
            value.isIntegralNumber -> AttributeValue.of(value.longValue())
            else -> throw Mismatch("$value is no value of an attribute")
        }

    fun flowAttributes(): List<FlowAttribute>? = items("attributes")?.map { one ->
        inner(one) {
            FlowAttribute(
                name = it.text("name"),
                label = it.text("label"),
                kind = it.maybeWord<AttributeKind>("type") ?: AttributeKind.STRING,
                required = it.flag("required") ?: false,
                pattern = it.maybeText("pattern"),
                choices = it.texts("choices").orEmpty(),
            )
        }
    }

    fun targets(name: String): List<Target>? = items(name)?.map { one ->
        inner(one) {
            when (val kind = it.text("kind")) {
                "all_users" -> Target.AllUsers
                "group" -> Target.Group(it.text("id"))
                "user" -> Target.User(it.text("id"))
                else -> throw Mismatch("there is no kind of target $kind")
            }
        }
    }

    /** Fails when an argument is left over. */
    fun done() {
        if (left.isNotEmpty()) throw Mismatch("there is no argument $left")
    }

    private fun items(name: String): ArrayNode? =
        take(name)?.let { it as? ArrayNode ?: throw Mismatch("the argument $name is no list") }

    private fun <T> inner(node: JsonNode, read: (Args) -> T): T {
        val args = Args(node as? ObjectNode ?: throw Mismatch("$node is no object"))
        return read(args).also { args.done() }
    }
}

inline fun <reified E : Enum<E>> enumOf(word: String): E =
    enumValues<E>().firstOrNull { normal(it).textValue() == word } ?: throw Mismatch("there is no ${E::class.simpleName} $word")
