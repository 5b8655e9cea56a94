package dev.doorstep

import java.lang.ref.PhantomReference
import java.lang.ref.ReferenceQueue
import java.nio.file.Path
import java.time.Clock
import java.time.Instant
import java.time.ZoneOffset
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Closing, collecting, threads, and the host's code that the library calls. */
class LifetimeTest {
    @Test
    fun `a closed engine refuses every call, on every handle`(@TempDir folder: Path) {
        val world = Contoso(database = folder.resolve("doorstep.db").toString())
        val (engine, tenant, app) = Triple(world.engine, world.tenant, world.app)
        val fresh = tenant.actingAs(world.user().id)
        engine.close()
        engine.close()
        val calls = listOf<() -> Any?>(
            { engine.tenantsBlocking() }, { engine.createTenantBlocking("x") }, { tenant.settingsBlocking() },
            { tenant.users.listBlocking() }, { tenant.actingAs("x") }, { app.signUpBlocking("a@example.com") },
            { fresh.policies }, { tenant.sessions.validateBlocking("x") },
        )
        for (call in calls) assertEquals("the engine is closed", assertFailsWith<IllegalStateException> { call() }.message)
        assertEquals("contoso", tenant.name)
        Engine.openBlocking(folder.resolve("doorstep.db").toString(), keys()).use {
            assertEquals(1, it.tenantBlocking("contoso").users.listBlocking().items.size)
        }
    }

    @Test
    fun `what nobody holds is collected, native side and all`() {
        val queue = ReferenceQueue<Any>()
        val mailer = collectable(queue)
        // The mailer goes when the native engine does, which goes when the last of its handles was collected.
        assertTrue(collected(queue), "the engine outlived its handles")
        mailer.clear()
    }

    /** An engine with a hundred handles that nobody holds when this returns, and its mailer. */
    private fun collectable(queue: ReferenceQueue<Any>): PhantomReference<Any> {
        val mailer = object : Mailer {
            override fun send(message: Message) = Unit
        }
        val engine = Engine.openBlocking(Engine.IN_MEMORY, keys(), mailer)
        val tenant = engine.createTenantBlocking("contoso")
        val client = tenant.apps.registerBlocking("Shop").clientId
        repeat(100) { tenant.appBlocking(client) }
        return PhantomReference(mailer, queue)
    }

    @Test
    fun `a closed engine ends, even if a call could not be made`() {
        val queue = ReferenceQueue<Any>()
        val mailer = closedAfterMalformedCalls(queue)
        assertTrue(collected(queue), "a call that was refused kept the engine")
        mailer.clear()
    }

    /** The mailer of an engine that was closed, after calls with text that has no UTF-8. */
    private fun closedAfterMalformedCalls(queue: ReferenceQueue<Any>): PhantomReference<Any> {
        val mailer = object : Mailer {
            override fun send(message: Message) = Unit
        }
        Contoso(mailer = mailer).use { world ->
            val (app, half) = world.app to "\uD800"
            val calls = listOf<() -> Any?>(
                { app.resumeBlocking(half) }, { app.submitCodeBlocking(half, "1") },
                { app.submitCodeBlocking("x", half) }, { app.signInBlocking(half, PASSWORD.toCharArray()) },
                { world.tenant.users.getBlocking(half) },
                { app.signInBlocking("ada@example.com", null, SignInContext(userAgent = half)) },
                { world.engine.tenantBlocking(half) }, { world.tenant.sessions.validateBlocking(half) },
            )
            for (call in calls) assertFailsWith<DoorstepException.InvalidArgument> { call() }
        }
        return PhantomReference(mailer, queue)
    }

    @Test
    fun `a handle that is held keeps the engine alive`() {
        fun tenant(): Tenant = Engine.openBlocking(Engine.IN_MEMORY, keys()).createTenantBlocking("contoso")
        val tenant = tenant()
        repeat(3) { System.gc() }
        assertEquals("Shop", tenant.apps.registerBlocking("Shop").name)
    }

    @Test
    fun `closing disturbs no call that runs`() {
        val world = Contoso()
        val user = world.user()
        val started = CountDownLatch(4)
        val pool = Executors.newFixedThreadPool(4)
        val outcomes = (1..4).map {
            pool.submit<String> {
                started.countDown()
                while (runCatching { world.tenant.users.getBlocking(user.id) }.onFailure { if (it !is IllegalStateException) throw it }.isSuccess) {
                    // Until it is closed.
                }
                "closed"
            }
        }
        assertTrue(started.await(30, TimeUnit.SECONDS))
        world.close()
        assertEquals(List(4) { "closed" }, outcomes.map { it.get(30, TimeUnit.SECONDS) })
        pool.shutdown()
    }

    @Test
    fun `threads, and a mailer that calls back from the engine's own thread`(@TempDir folder: Path) {
        val arrived = java.util.concurrent.ConcurrentHashMap<String, java.util.concurrent.CompletableFuture<String>>()
        val names = (1..8).map { "user$it@example.com" }
        names.forEach { arrived[it] = java.util.concurrent.CompletableFuture() }
        lateinit var engine: Engine
        val mailer = Mailer { message ->
            assertEquals("contoso", engine.tenantBlocking("contoso").name)
            arrived.getValue(message.to).complete(message.code)
        }
        engine = Engine.openBlocking(folder.resolve("doorstep.db").toString(), keys(), mailer)
        engine.use {
            val tenant = engine.createTenantBlocking("contoso")
            val shop = tenant.apps.registerBlocking("Shop")
            tenant.userFlows.createBlocking(
                NewUserFlow("Flow", IdentityProvider.EMAIL_OTP, clientIds = listOf(shop.clientId)),
            )
            val app = tenant.appBlocking(shop.clientId)
            names.forEach { tenant.users.createBlocking(NewUser(it)) }
            val outcomes = java.util.concurrent.ConcurrentLinkedQueue<Step>()
            names.map { name ->
                thread {
                    val step = app.signInBlocking(name) as Step.CodeRequired
                    outcomes += app.submitCodeBlocking(step.token, arrived.getValue(name).get(60, TimeUnit.SECONDS))
                }
            }.forEach { it.join(60_000) }
            assertEquals(8, outcomes.filterIsInstance<Step.Completed>().size)
        }
    }

    @Test
    fun `the mailer may close the engine`() {
        val closed = CountDownLatch(1)
        lateinit var engine: Engine
        engine = Engine.openBlocking(
            Engine.IN_MEMORY,
            keys(),
            {
                engine.close()
                closed.countDown()
            },
        )
        val tenant = engine.createTenantBlocking("contoso")
        val shop = tenant.apps.registerBlocking("Shop")
        tenant.userFlows.createBlocking(NewUserFlow("Flow", IdentityProvider.EMAIL_OTP, clientIds = listOf(shop.clientId)))
        tenant.users.createBlocking(NewUser("ada@example.com"))
        tenant.appBlocking(shop.clientId).signInBlocking("ada@example.com")
        assertTrue(closed.await(30, TimeUnit.SECONDS))
        assertFailsWith<IllegalStateException> { engine.tenantsBlocking() }
    }

    @Test
    fun `a failing mailer loses nothing, whatever it throws`() {
        val failures = ArrayDeque<Throwable>(
            listOf(IllegalStateException("to ada@example.com"), StackOverflowError(), MailerException("down")),
        )
        val sent = mutableListOf<Message>()
        val clock = ManualClock(START)
        val mailer = Mailer { message -> failures.removeFirstOrNull()?.let { throw it } ?: sent.add(message) }
        Contoso(IdentityProvider.EMAIL_OTP, clock, mailer = mailer).use { world ->
            world.user(password = null)
            val step = assertIs<Step.CodeRequired>(world.app.signInBlocking("ada@example.com"))
            repeat(3) {
                assertEquals(MailReport(0, 1, 0, 1), world.engine.deliverMailBlocking())
                clock.advance(java.time.Duration.ofMinutes(1))
            }
            assertEquals(1, world.engine.deliverMailBlocking().sent)
            assertIs<Step.Completed>(world.app.submitCodeBlocking(step.token, sent.single().code!!))
            failures += MailerException("no such mailbox", permanent = true)
            world.app.signInBlocking("ada@example.com")
            assertEquals(MailReport(0, 0, 1, 0), world.engine.deliverMailBlocking())
        }
    }

    @Test
    fun `any clock will do, and one that fails fails the call`() {
        var broken = false
        val clock = object : Clock() {
            override fun instant(): Instant = if (broken) throw StackOverflowError() else START
            override fun getZone() = ZoneOffset.UTC
            override fun withZone(zone: java.time.ZoneId) = this
        }
        Contoso(clock = clock).use { world ->
            assertEquals(START, world.user().createdAt)
            broken = true
            assertFailsWith<DoorstepException.Internal> { world.user("bob@example.com") }
            broken = false
            assertNotNull(world.user("bob@example.com"))
        }
        val manual = ManualClock(START)
        manual.advance(java.time.Duration.ofSeconds(1))
        assertEquals(START.plusSeconds(1), manual.withZone(java.time.ZoneId.of("Asia/Tokyo")).instant())
        manual.set(START)
        assertEquals(START, manual.instant())
    }

    @Test
    fun `the key may be closed once the engine is open`() {
        val ring = keys()
        Engine.openBlocking(Engine.IN_MEMORY, ring).use { engine ->
            ring.close()
            engine.createTenantBlocking("contoso")
            assertFailsWith<IllegalStateException> { Engine.openBlocking(Engine.IN_MEMORY, ring) }
        }
        assertFalse("00" in ring.toString())
    }
}

/** Whether something was put into the queue while garbage was collected, a bounded number of times. */
private fun collected(queue: ReferenceQueue<Any>): Boolean =
    (1..100).any {
        System.gc()
        queue.remove(100) != null
    }
