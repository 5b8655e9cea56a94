package dev.doorstep

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readSymbolicLink
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Suspending functions: off the caller's thread, many at a time, and canceled without surprises. */
class CoroutineTest {
    @Test
    fun `sixty-four coroutines sign in at once`(@TempDir folder: Path) = runBlocking {
        val codes = ConcurrentHashMap<String, CompletableDeferred<String>>()
        val names = (1..64).map { "user$it@example.com" }
        names.forEach { codes[it] = CompletableDeferred() }
        val mailer = Mailer.suspending { message ->
            yield()
            codes.getValue(message.to).complete(message.code!!)
        }
        Engine.open(folder.resolve("doorstep.db").toString(), keys(), mailer).use { engine ->
            val tenant = engine.createTenant("contoso")
            val shop = tenant.apps.register("Shop")
            tenant.userFlows.create(NewUserFlow("Flow", IdentityProvider.EMAIL_OTP, clientIds = listOf(shop.clientId)))
            val app = tenant.app(shop.clientId)
            names.map { async { tenant.users.create(NewUser(it)) } }.awaitAll()
            val ended = names.mapIndexed { index, name ->
                async {
                    // A network each: one alone would use up its tries.
                    val context = SignInContext(ip = "198.51.100.$index")
                    val step = app.signIn(name, context = context) as Step.CodeRequired
                    app.submitCode(step.token, codes.getValue(name).await())
                }
            }.awaitAll()
            assertEquals(64, ended.filterIsInstance<Step.Completed>().map { it.session.id }.distinct().size)
        }
    }

    @Test
    fun `the caller's thread is free while a call runs`() = runBlocking {
        val (inside, goOn) = CountDownLatch(1) to CountDownLatch(1)
        val mailer = Mailer {
            inside.countDown()
            assertTrue(goOn.await(30, TimeUnit.SECONDS))
        }
        Contoso(IdentityProvider.EMAIL_OTP, mailer = mailer).use { world ->
            world.user(password = null)
            world.app.signIn("ada@example.com")
            val delivery = async(start = CoroutineStart.UNDISPATCHED) { world.engine.deliverMail() }
            // On this very thread, while the delivery waits on another.
            assertTrue(inside.await(30, TimeUnit.SECONDS))
            assertEquals("contoso", world.engine.tenant("contoso").name)
            goOn.countDown()
            assertEquals(1, delivery.await().sent)
        }
    }

    @Test
    fun `what was submitted before a cancellation counts`() = runBlocking {
        val (inside, goOn) = CountDownLatch(1) to CountDownLatch(1)
        val mailer = Mailer {
            inside.countDown()
            assertTrue(goOn.await(30, TimeUnit.SECONDS))
        }
        Contoso(IdentityProvider.EMAIL_OTP, mailer = mailer).use { world ->
            world.user(password = null)
            world.app.signIn("ada@example.com")
            val delivery = async(Dispatchers.Default) { world.engine.deliverMail() }
            withContext(Dispatchers.IO) { assertTrue(inside.await(30, TimeUnit.SECONDS)) }
            delivery.cancel()
            assertNull(withTimeoutOrNull(100) { delivery.join() }, "it did not wait for the call that had begun")
            goOn.countDown()
            assertFailsWith<CancellationException> { delivery.await() }
            delivery.join()
            assertEquals(MailReport(0, 0, 0, 0), world.engine.deliverMail(), "the canceled delivery delivered")
        }
    }

    @Test
    fun `an engine that was opened for nobody is closed`(@TempDir folder: Path) = runBlocking<Unit> {
        val file = folder.toRealPath().resolve("doorstep.db")
        val ring = keys()
        val (locked, unlock) = CountDownLatch(1) to CountDownLatch(1)
        // Opening waits for the key, which another thread holds.
        val holder = thread {
            synchronized(ring) {
                locked.countDown()
                unlock.await(30, TimeUnit.SECONDS)
            }
        }
        assertTrue(locked.await(30, TimeUnit.SECONDS))
        val opening = async(Dispatchers.Default) { Engine.open("$file", ring) }
        while (Thread.getAllStackTraces().none { (thread, stack) ->
                thread.state == Thread.State.BLOCKED && stack.any { it.methodName.startsWith("openBlocking") }
            }
        ) {
            delay(10)
        }
        opening.cancel()
        unlock.countDown()
        assertFailsWith<CancellationException> { opening.await() }
        opening.join()
        holder.join()
        assertTrue(Files.exists(file), "it was not opened")
        val descriptors = Path.of("/proc/self/fd")
        assumeTrue(Files.exists(descriptors))
        val open = descriptors.listDirectoryEntries().mapNotNull { runCatching { it.readSymbolicLink() }.getOrNull() }
        assertFalse(file in open, "its file is still open")
    }

    @Test
    fun `a call that was canceled before it began is not made`() = runBlocking {
        Contoso().use { world ->
            val password = PASSWORD.toCharArray()
            val job = launch {
                coroutineContext[kotlinx.coroutines.Job]!!.cancel()
                world.tenant.users.create(NewUser("ada@example.com"), password)
            }
            job.join()
            assertTrue(job.isCancelled)
            assertEquals(emptyList(), world.tenant.users.list().items)
        }
    }

    @Test
    fun `exceptions come through`() = runBlocking<Unit> {
        Contoso().use { world ->
            assertFailsWith<DoorstepException.NotFound> { world.tenant.users.get("x") }
            val decision = world.tenant.whatIf(WhatIf(world.user().id, world.clientId))
            assertEquals(Outcome.ALLOW, decision.outcome)
            assertEquals("""{"outcome":"allow","required":[],"policies":[],"requirements":[],"session":{}}""", decision.toJson())
            assertIs<Step.PasswordRequired>(world.app.signIn("ada@example.com"))
        }
    }
}
