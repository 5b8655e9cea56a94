package shop

import dev.doorstep.Engine
import dev.doorstep.KeyRing
import dev.doorstep.Mailer
import dev.doorstep.Message
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import java.security.SecureRandom
import java.util.concurrent.LinkedBlockingQueue

/** `walk` signs somebody in and ends; without it, the shop is at 127.0.0.1:8082 and prints its mails. */
suspend fun main(args: Array<String>) {
    val walk = "walk" in args
    val mails = LinkedBlockingQueue<Message>()
    // Gone with the process, like the database. Real programs keep both, in different places.
    val keys = KeyRing.fromBytes(ByteArray(32).also(SecureRandom()::nextBytes))
    val mailer = Mailer { if (walk) mails.put(it) else println("to ${it.to}: ${it.code}") }
    Engine.open(Engine.IN_MEMORY, keys, mailer).use { engine ->
        val world = setUp(engine)
        val server = embeddedServer(CIO, port = if (walk) 0 else 8082, host = "127.0.0.1") { shop(world) }
        server.startSuspend(wait = !walk)
        if (!walk) return
        val port = server.engine.resolvedConnectors().first().port
        Walk("http://127.0.0.1:$port", mails).run()
        server.stopSuspend(0, 0)
        for (entry in world.tenant.signIns().items.reversed()) {
            println("log: ${entry.userEmail} ${entry.result.word} ${entry.requirement}")
        }
    }
}
