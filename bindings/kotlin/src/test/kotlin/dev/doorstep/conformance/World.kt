package dev.doorstep.conformance

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.JsonNodeFactory
import com.fasterxml.jackson.databind.node.MissingNode
import com.fasterxml.jackson.databind.node.ObjectNode
import dev.doorstep.CountryLookup
import dev.doorstep.DoorstepException
import dev.doorstep.Engine
import dev.doorstep.KeyRing
import dev.doorstep.Limits
import dev.doorstep.ManualClock
import dev.doorstep.Mailer
import dev.doorstep.Message
import dev.doorstep.PolicyLimits
import java.net.InetAddress
import java.time.Duration
import kotlinx.coroutines.runBlocking

private const val TENANT_NAME = "contoso"
private val KINDS = listOf("call", "advance_ms", "deliver", "mail", "repeat", "same")

/** An engine in memory, a clock that stands still, a mailer that collects. Format: `tests/conformance/README.md`. */
open class World(choice: JsonNode) : AutoCloseable {
    private val nodes = JsonNodeFactory.instance
    private val mails = mutableListOf<JsonNode>()
    private val clock = ManualClock(START)
    private val engine: Engine
    private val saved: ObjectNode = nodes.objectNode()

    init {
        only(choice, "mailer", "limits", "policy_limits", "countries")
        engine = try {
            Engine.openBlocking(
                Engine.IN_MEMORY,
                KeyRing.fromBytes(ByteArray(32) { it.toByte() }),
                mailer = if (choice.path("mailer").asBoolean(true)) Mailer(::collect) else null,
                clock = clock,
                countryLookup = choice["countries"]?.let(::countries),
                limits = limits(choice.path("limits")),
                policyLimits = policyLimits(choice.path("policy_limits")),
                deliverInBackground = false,
            )
        } catch (error: DoorstepException) {
            throw Mismatch("the engine does not open", error)
        }
        saved.set<JsonNode>("tenant", normal(engine.createTenantBlocking(TENANT_NAME)))
    }

    override fun close() = engine.close()

    protected open fun collect(message: Message) {
        mails.add(normal(message))
    }

    /** Runs one step. */
    fun step(step: JsonNode) {
        val kinds = KINDS.filter(step::has)
        if (kinds.size != 1) throw Mismatch("a step is of exactly one kind")
        when (kinds.single()) {
            "call" -> called(step)
            "advance_ms" -> {
                only(step, "note", "advance_ms")
                clock.advance(Duration.ofMillis(step["advance_ms"].longValue()))
            }
            "deliver" -> {
                only(step, "note", "deliver", "expect")
                val report = normal(engine.deliverMailBlocking())
                step["expect"]?.let { check(it, report, "report") }
            }
            "mail" -> mailed(step)
            "repeat" -> {
                only(step, "note", "repeat", "steps")
                for (number in 1..step["repeat"].intValue()) {
                    saved.put("n", number.toLong())
                    step["steps"].forEach(::step)
                }
            }
            "same" -> compared(step)
        }
    }

    private fun compared(step: JsonNode) {
        only(step, "note", "same", "except")
        val (left, right) = resolve(step["same"]).toList()
        val keys = left.fieldNames().asSequence().toSet()
        if (keys != right.fieldNames().asSequence().toSet()) throw Mismatch("$left and $right have different keys")
        val free = step.path("except").map(JsonNode::textValue)
        for (key in keys) {
            val (one, other) = left[key] to right[key]
            val fits = if (key in free) one.nodeType == other.nodeType else same(one, other)
            if (!fits) throw Mismatch("$key differs: $one and $other")
        }
    }

    private fun mailed(step: JsonNode) {
        only(step, "note", "mail")
        val wanted = resolve(step["mail"])
        only(wanted, "to", "count", "save_code", "purpose", "code", "locale", "sender", "sender_name")
        val there = mails.filter { it["to"] == wanted["to"] }
        wanted["count"]?.let { check(it, nodes.numberNode(there.size.toLong()), "count") }
        val rest = wanted.fieldNames().asSequence().toSet() - setOf("to", "count")
        if (rest.isEmpty()) return
        val last = there.lastOrNull() ?: throw Mismatch("there is no mail to ${wanted["to"]}")
        for (key in rest - "save_code") check(wanted[key], last[key], key)
        wanted["save_code"]?.let { saved.set<JsonNode>(it.textValue(), last["code"]) }
    }

    private fun called(step: JsonNode) {
        only(step, "note", "call", "args", "tenant", "as", "app", "save", "expect", "error")
        val args = resolve(step["args"] ?: nodes.objectNode()) as? ObjectNode ?: throw Mismatch("args is no object")
        val result = try {
            normal(runBlocking { dispatch(step, args) })
        } catch (error: DoorstepException) {
            val expected = step["error"] ?: throw Mismatch("failed with $error", error)
            if (!expected.has("code")) throw Mismatch("an expected error has a code")
            return check(resolve(expected), normalError(error), "error")
        }
        if (step.has("error")) throw Mismatch("gave $result instead of an error")
        step["expect"]?.let { check(resolve(it), result, "result") }
        when (val save = step["save"] ?: MissingNode.getInstance()) {
            is ObjectNode -> save.properties().forEach { (name, path) -> saved.set<JsonNode>(name, part(result, path.textValue())) }
            else -> save.textValue()?.let { saved.set<JsonNode>(it, result) }
        }
    }

    protected open suspend fun dispatch(step: JsonNode, args: ObjectNode): Any? {
        val name = step["call"].textValue()
        if (name.startsWith("engine.")) return call(ENGINE, engine, name, Args(args))
        if (name.startsWith("templates.")) return call(TEMPLATES, Unit, name, Args(args))
        val tenant = engine.tenant(step["tenant"]?.let { resolve(it).textValue() } ?: TENANT_NAME)
        if (name.startsWith("app.")) {
            if (step.has("as")) throw Mismatch("nobody acts in an app's call")
            val app = resolve(step["app"] ?: nodes.textNode("\$app.client_id")).textValue()
            return call(APP, tenant.app(app), name, Args(args))
        }
        if (step.has("app")) throw Mismatch("an administrative call has no app")
        val actor = step["as"]?.let { resolve(it).textValue() }
        return call(TENANT, if (actor == null) tenant else tenant.actingAs(actor), name, Args(args))
    }

    /** Replaces every reference and operator. */
    private fun resolve(value: JsonNode): JsonNode =
        when {
            value.isTextual && value.textValue().startsWith("$$") -> nodes.textNode(value.textValue().drop(1))
            value.isTextual && value.textValue().startsWith("$") -> part(saved, value.textValue().drop(1))
            value is ArrayNode -> nodes.arrayNode().apply { value.forEach { add(resolve(it)) } }
            value is ObjectNode -> {
                val resolved = nodes.objectNode()
                value.properties().forEach { (key, inner) -> resolved.set<JsonNode>(key, resolve(inner)) }
                operator(resolved) ?: resolved
            }
            else -> value
        }

    private fun operator(value: ObjectNode): JsonNode? {
        if (value.size() != 1) return null
        val (word, operand) = value.properties().first()
        return when (word) {
            // The same length, another first digit.
            "wrong" -> operand.textValue().let { nodes.textNode("${(it[0].digitToInt() + 1) % 10}${it.drop(1)}") }
            "text" -> nodes.textNode(operand.joinToString("") { it.asText() })
            "slice" -> nodes.textNode(operand[0].textValue().substring(operand[1].intValue(), operand[2].intValue()))
            else -> null
        }
    }

    /** A dotted path; a number is a place in a list. */
    private fun part(within: JsonNode, path: String): JsonNode =
        path.split('.').fold(within) { found, step ->
            val next = if (found is ArrayNode) step.toIntOrNull()?.let { found[it] } else found[step]
            next ?: throw Mismatch("there is no $$path")
        }
}

private fun limits(given: JsonNode): Limits {
    val args = Args(given as? ObjectNode ?: return Limits())
    val built = Limits()
    return Limits(
        codeLifetime = args.duration("code_lifetime_ms", built.codeLifetime),
        triesPerCode = args.number("tries_per_code", built.triesPerCode),
        resendAfter = args.duration("resend_after_ms", built.resendAfter),
        sendsPerJourney = args.number("sends_per_journey", built.sendsPerJourney),
        sendsPerHour = args.number("sends_per_hour", built.sendsPerHour),
        sendsPerDay = args.number("sends_per_day", built.sendsPerDay),
        wrongCodesBeforeLock = args.number("wrong_codes_before_lock", built.wrongCodesBeforeLock),
        wrongCodesPerDay = args.number("wrong_codes_per_day", built.wrongCodesPerDay),
        wrongPasswordsBeforeLock = args.number("wrong_passwords_before_lock", built.wrongPasswordsBeforeLock),
    ).also { args.done() }
}

private fun policyLimits(given: JsonNode): PolicyLimits {
    val args = Args(given as? ObjectNode ?: return PolicyLimits())
    val built = PolicyLimits()
    return PolicyLimits(
        policies = args.number("policies", built.policies),
        locations = args.number("locations", built.locations),
        authenticationStrengths = args.number("authentication_strengths", built.authenticationStrengths),
        locationRanges = args.number("location_ranges", built.locationRanges),
        mfaTrustedIps = args.number("mfa_trusted_ips", built.mfaTrustedIps),
        policyApplications = args.number("policy_applications", built.policyApplications),
    ).also { args.done() }
}

private fun countries(given: JsonNode): CountryLookup {
    if (given !is ObjectNode) throw Mismatch("the countries are no object")
    val known = given.properties().associate { (ip, country) ->
        if (!ip.all { it in "0123456789abcdefABCDEF.:" }) throw Mismatch("$ip is no address")
        InetAddress.getByName(ip) to (country.textValue() ?: throw Mismatch("the country of $ip is no text"))
    }
    return CountryLookup(known::get)
}

/** Runs one scenario, which throws a [Mismatch] when it does not go as it should. */
fun run(scenario: Scenario, world: World = World(scenario.engine)) {
    world.use {
        scenario.steps.forEachIndexed { index, step ->
            try {
                it.step(step)
            } catch (why: Mismatch) {
                throw Mismatch("step ${index + 1}: $step\n  ${why.message}", why)
            }
        }
    }
}
