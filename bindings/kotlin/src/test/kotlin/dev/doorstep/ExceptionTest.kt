package dev.doorstep

import dev.doorstep.internal.errorCodes
import dev.doorstep.internal.panicForTests
import dev.doorstep.internal.translated
import dev.doorstep.internal.version
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What the program or its environment causes. */
class ExceptionTest {
    @Test
    fun `every code has its class`() {
        val made = listOf(
            DoorstepException.InvalidArgument("", "", ""), DoorstepException.NotFound("", ""),
            DoorstepException.AlreadyExists("", ""), DoorstepException.Forbidden("", emptyList()),
            DoorstepException.PolicyInvalid("", "", ""), DoorstepException.PolicyUnsupported("", ""),
            DoorstepException.IncompatibleDatabase("", ""), DoorstepException.KeyUnavailable("", ""),
            DoorstepException.KeyMismatch(""), DoorstepException.Storage("", ""), DoorstepException.StorageFull(""),
            DoorstepException.OutcomeUnknown(""), DoorstepException.Busy(""), DoorstepException.Mail("", ""),
            DoorstepException.Internal("", ""),
        )
        assertEquals(errorCodes().map { it.number.toInt() to it.code }, made.map { it.number to it.code })
        assertEquals(DoorstepException::class.sealedSubclasses.toSet(), made.map { it::class }.toSet())
    }

    @Test
    fun `exceptions say what is wrong`() {
        Contoso().use { world ->
            val address = assertFailsWith<DoorstepException.InvalidArgument> { world.user("no address") }
            assertEquals("email", address.field)
            assertEquals("email: ${address.reason}", address.message)
            assertEquals("user", assertFailsWith<DoorstepException.NotFound> { world.tenant.users.getBlocking("x") }.kind)
            val bob = world.user("bob@example.com")
            assertEquals(bob.id, world.tenant.actingAs(bob.id).actor)
            val refused = assertFailsWith<DoorstepException.Forbidden> {
                world.tenant.actingAs(bob.id).apps.registerBlocking("x")
            }
            assertTrue("Global Administrator" in refused.needs)
            val unsupported = assertFailsWith<DoorstepException.PolicyUnsupported> {
                world.tenant.policies.createBlocking(
                    """
                    {"displayName": "x", "state": "enabled",
                     "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                                    "agents": {"x": 1}},
                     "grantControls": {"operator": "OR", "builtInControls": ["block"]}}
                    """,
                )
            }
            assertEquals("conditions.agents", unsupported.path)
        }
    }

    @Test
    fun `a panic is an ordinary exception`() {
        assertFailsWith<DoorstepException.Internal> { translated { panicForTests() } }
    }

    @Test
    fun `text that is no Unicode is refused`() {
        Contoso().use { world ->
            assertFailsWith<DoorstepException.InvalidArgument> { world.engine.tenantBlocking("\uD800") }
            assertFailsWith<DoorstepException.InvalidArgument> { world.app.submitCodeBlocking("\uDC00", "1") }
            val password = charArrayOf('\uD800') + PASSWORD.toCharArray()
            val refused = assertFailsWith<DoorstepException.InvalidArgument> { world.app.signInBlocking("a@b.cc", password) }
            assertEquals("password", refused.field)
            val context = assertFailsWith<DoorstepException.InvalidArgument> {
                world.app.signInBlocking("a@b.cc", PASSWORD.toCharArray(), SignInContext(userAgent = "\uD800"))
            }
            assertEquals("context.user_agent", context.field)
        }
    }

    @Test
    fun `numbers and times out of range are refused or taken by their meaning`() {
        Contoso().use { world ->
            val field = { settings: TenantSettings ->
                assertFailsWith<DoorstepException.InvalidArgument> { world.tenant.updateSettingsBlocking(settings) }.field
            }
            for (length in listOf(-1, 5, 11, 264)) assertEquals("code_length", field(TenantSettings(codeLength = length)))
            assertEquals("password_min_length", field(TenantSettings(passwordMinLength = -1)))
            assertEquals("session_idle", field(TenantSettings(sessionIdle = Duration.ofSeconds(Long.MAX_VALUE))))
            assertEquals("session_lifetime", field(TenantSettings(sessionLifetime = Duration.ofSeconds(Long.MIN_VALUE))))
            assertFailsWith<DoorstepException.InvalidArgument> { world.tenant.users.listBlocking(limit = -1) }
            world.user()
            world.app.signInBlocking("ada@example.com", PASSWORD.toCharArray())
            val all = SignInQuery(since = Instant.MIN, until = Instant.MAX)
            assertEquals(1, world.tenant.signInsBlocking(all).items.size)
            for (port in listOf(-1, 0, 65_536)) {
                assertFailsWith<DoorstepException.InvalidArgument> { SmtpMailer(SmtpOptions("localhost", port)) }
            }
            assertFailsWith<DoorstepException.InvalidArgument> {
                SmtpMailer(SmtpOptions("localhost", 25, timeout = Duration.ofSeconds(-1)))
            }
        }
        for ((limits, field) in listOf(
            Limits(triesPerCode = 6) to "tries_per_code",
            Limits(codeLifetime = Duration.ofSeconds(601)) to "code_lifetime",
            Limits(sendsPerHour = -1) to "sends_per_hour",
        )) {
            val refused = assertFailsWith<DoorstepException.InvalidArgument> {
                Engine.openBlocking(Engine.IN_MEMORY, keys(), limits = limits)
            }
            assertEquals(field, refused.field)
        }
    }

    @Test
    fun `another key and another program's file are refused`(@TempDir folder: Path) {
        val path = folder.resolve("doorstep.db").toString()
        val file = folder.resolve("key").toString()
        KeyRing.createFileBlocking(file).use { Engine.openBlocking(path, it).close() }
        KeyRing.fromFileBlocking(file).use { Engine.openBlocking(path, it).close() }
        assertFailsWith<DoorstepException.KeyMismatch> { Engine.openBlocking(path, keys()) }
        assertFailsWith<DoorstepException.AlreadyExists> { KeyRing.createFileBlocking(file) }
        assertFailsWith<DoorstepException.KeyUnavailable> { KeyRing.fromFileBlocking("$file.no") }
        assertFailsWith<DoorstepException.KeyUnavailable> { KeyRing.fromEnv("DOORSTEP_NO_SUCH_VARIABLE") }
        assertFailsWith<DoorstepException.InvalidArgument> { KeyRing.fromBytes(ByteArray(31)) }
        val other = folder.resolve("other")
        other.writeText("not a database, but long enough to be looked at as one".repeat(50))
        assertFailsWith<DoorstepException.IncompatibleDatabase> { Engine.openBlocking("$other", keys()) }
        val twice = assertFailsWith<DoorstepException.InvalidArgument> {
            Engine.openBlocking(Engine.IN_MEMORY, keys(), Mailer {}, SmtpMailer(SmtpOptions("localhost", 25)))
        }
        assertEquals("smtp", twice.field)
    }

    @Test
    fun `defaults are those of the library, and so is the version`() {
        assertEquals(dev.doorstep.internal.defaultLimits(), Limits().toNative())
        assertEquals(dev.doorstep.internal.defaultTenantSettings(), TenantSettings().toNative())
        val pom = Path.of("pom.xml").readText()
        assertTrue(Files.exists(Path.of("native.py")) && "<version>${version()}</version>" in pom)
    }
}
