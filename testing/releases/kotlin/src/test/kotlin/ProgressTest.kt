import com.sun.net.httpserver.HttpServer
import dev.scores.client.ApiClient
import dev.scores.client.ApiException
import dev.scores.client.api.ScoresApi
import dev.scores.client.model.ScoreDraft
import java.net.InetAddress
import java.net.InetSocketAddress
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

class ProgressTest {
    private val service = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)

    @AfterEach
    fun stop() = service.stop(0)

    @Test
    fun `a score is written`() {
        respond(
            201,
            """{"status":"success","message":"New score was added!","data":{"id":4,"user_id":7,"exercise_id":3,"correct":true,
            "created_at":"2026-11-20T20:25:31.105132Z","updated_at":"2026-11-20T20:25:31.105132Z",
            "attempts":1,"solved_at":"2026-11-20T20:25:31.105132Z","attempts_to_solve":1}}""",
        )
        assertEquals(7L, scores().upsertScore(ScoreDraft().exerciseId(3).correct(true)).data.userId)
    }

    @Test
    fun `an unavailable service is an exception`() {
        respond(503, """{"status":"error","message":"Later.","code":"service_unavailable"}""")
        val thrown = assertThrows(ApiException::class.java) {
            scores().upsertScore(ScoreDraft().exerciseId(3).correct(true))
        }
        assertEquals(503, thrown.code)
    }

    private fun scores(): ScoresApi {
        val client = ApiClient()
        client.updateBaseUri("http://127.0.0.1:${service.address.port}")
        return ScoresApi(client)
    }

    private fun respond(status: Int, json: String) {
        service.createContext("/scores") { exchange ->
            exchange.responseHeaders.set("Content-Type", "application/json")
            exchange.sendResponseHeaders(status, json.toByteArray().size.toLong())
            exchange.responseBody.write(json.toByteArray())
            exchange.close()
        }
        service.start()
    }
}
