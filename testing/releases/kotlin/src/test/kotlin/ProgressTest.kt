import dev.scores.client.ApiClient
import dev.scores.client.ApiException
import dev.scores.client.api.ScoresApi
import dev.scores.client.model.ScoreDraft
import dev.scores.fake.ScoresFake
import dev.scores.fake.ScoresFakeServer
import dev.scores.fake.ScoresFault
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

@ScoresFake
class ProgressTest {
    @Test
    fun `a score is written and read`(fake: ScoresFakeServer) {
        val scores = scoresOf(fake)
        val written = scores.upsertScore(ScoreDraft().exerciseId(3).correct(true)).data
        assertEquals(written, scores.getOwnExerciseScore(3, null).data)
        assertEquals(7, written.userId)
    }

    @Test
    fun `an unavailable service is an exception`(fake: ScoresFakeServer) {
        fake.fail(ScoresFault.status(503))
        val thrown = assertThrows(ApiException::class.java) {
            scoresOf(fake).upsertScore(ScoreDraft().exerciseId(3).correct(true))
        }
        assertEquals(503, thrown.code)
    }

    private fun scoresOf(fake: ScoresFakeServer): ScoresApi {
        val client = ApiClient()
        client.updateBaseUri(fake.url().toString())
        client.setRequestInterceptor { it.header("Authorization", "Bearer " + fake.token(7)) }
        return ScoresApi(client)
    }
}
