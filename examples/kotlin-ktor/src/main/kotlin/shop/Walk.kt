package shop

import dev.doorstep.Message
import java.net.CookieManager
import java.net.CookiePolicy
import java.net.URI
import java.net.URLEncoder
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.BlockingQueue
import java.util.concurrent.TimeUnit

/** Ada signs in, as her browser would, and prints what she sees. */
class Walk(private val base: String, private val mails: BlockingQueue<Message>) {
    private val cookies = CookieManager(null, CookiePolicy.ACCEPT_ALL)
    private val browser = HttpClient.newBuilder().cookieHandler(cookies).followRedirects(HttpClient.Redirect.ALWAYS).build()

    fun run() {
        println("front page: ${see(get("/"))}")
        println("no address: ${see(post("/sign-in", "email" to "x", "password" to "something else"))}")
        println("wrong password: ${see(post("/sign-in", "email" to "ada@example.com", "password" to "something else"))}")
        println("password: ${see(post("/password", "password" to "correct horse battery"))}")
        val code = checkNotNull(mails.poll(30, TimeUnit.SECONDS)?.code) { "no mail" }
        val wrong = "${(code[0].digitToInt() + 1) % 10}${code.drop(1)}"
        println("wrong code: ${see(post("/code", "code" to wrong))}")
        println("code: ${see(post("/code", "code" to code))}")
        println("sign-out: ${see(post("/sign-out"))}")
        println("the same code again: ${see(post("/code", "code" to code))}")
    }

    private fun get(path: String) = send(HttpRequest.newBuilder(URI(base + path)).build())

    private fun post(path: String, vararg fields: Pair<String, String>): HttpResponse<String> {
        val form = fields.joinToString("&") { (name, value) -> "$name=${URLEncoder.encode(value, Charsets.UTF_8)}" }
        val request = HttpRequest.newBuilder(URI(base + path)).header("Content-Type", "application/x-www-form-urlencoded")
        return send(request.POST(HttpRequest.BodyPublishers.ofString(form)).build())
    }

    private fun send(request: HttpRequest) = browser.send(request, HttpResponse.BodyHandlers.ofString())

    private fun see(page: HttpResponse<String>): String {
        val text = page.body().substringAfter("</h1>").replace(Regex("<[^>]*>"), " ").replace(Regex("\\s+"), " ").trim()
        return "${page.statusCode()} ${text.replace(Regex("Reference: \\w+"), "Reference: …")}"
    }
}
