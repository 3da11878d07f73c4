package dev.scores.clients

import dev.scores.client.api.AttemptsApi
import dev.scores.client.api.ChangesApi
import dev.scores.client.api.ListsApi
import dev.scores.client.api.ScoresApi
import dev.scores.client.infrastructure.ApiClient
import dev.scores.client.infrastructure.ApiResponse
import dev.scores.client.infrastructure.ClientError
import dev.scores.client.infrastructure.Serializer
import dev.scores.client.infrastructure.ServerError
import dev.scores.client.infrastructure.Success
import dev.scores.client.model.Failure
import dev.scores.client.model.FailureCode
import dev.scores.client.model.ScoreDraft
import dev.scores.users.client.api.AccountsApi
import dev.scores.users.client.model.Credentials
import dev.scores.users.client.model.NewAccount
import java.util.UUID

private const val PASSWORD = "correct horse battery"
private const val UNKNOWN_ID = 9_007_199_254_740_991L

/**
 * The life of a score and each of its errors, by a client of openapi-generator (kotlin, jvm-okhttp4). Throws when a
 * response is not as expected.
 */
fun main() {
    val accounts = AccountsApi(System.getenv("USERS_URL"))
    val name = "kotlin-${UUID.randomUUID()}"
    val user = accounts.register(NewAccount(name, "$name@example.com", PASSWORD))
    val token = accounts.logIn(Credentials(username = name, password = PASSWORD)).accessToken

    val url = System.getenv("SCORES_URL")
    val scores = ScoresApi(url)
    val lists = ListsApi(url)
    ApiClient.accessToken = token

    val added = success(201, scores.upsertScoreWithHttpInfo(ScoreDraft(1, false))).data!!.data
    check(added.userId == user.id && !added.correct) { added }
    success(200, scores.upsertScoreWithHttpInfo(ScoreDraft(1, false)))

    val read = success(200, scores.getScoreWithHttpInfo(added.id, null))
    val tag = read.headers.entries.single { it.key.equals("ETag", ignoreCase = true) }.value.single()
    check(read.data!!.data.createdAt == added.createdAt) { read.data!! }

    scores.upsertScore(ScoreDraft(2, true))
    scores.upsertScore(ScoreDraft(3, true))
    val first = lists.listOwnScores(limit = 2).data
    val last = lists.listOwnScores(limit = 2, after = first.next).data
    check(first.scores.size == 2 && last.scores.size == 1 && last.next == null) { last }

    val updated = scores.updateScore(added.id, ScoreDraft(1, true), tag).data
    check(updated.correct && updated.attemptsToSolve == 3L) { updated }
    val stale = failure(412, scores.updateScoreWithHttpInfo(added.id, ScoreDraft(1, false), tag))
    check(stale.code == FailureCode.score_has_changed) { stale }

    val unknown = failure(404, scores.getScoreWithHttpInfo(UNKNOWN_ID, null))
    check(unknown.code == FailureCode.score_does_not_exist) { unknown }

    ApiClient.accessToken = "rejected"
    val rejected = failure(401, scores.getOwnScoreWithHttpInfo(added.id, null))
    check(rejected.code == FailureCode.invalid_token) { rejected }
    ApiClient.accessToken = token

    val invalid = failure(400, scores.upsertScoreWithHttpInfo(ScoreDraft(0, true)))
    check(invalid.code == FailureCode.invalid_payload) { invalid }
    check(invalid.errors!!.first().pointer == "/exercise_id") { invalid }

    val retried = ScoresApi("$url/unavailable-once/kotlin")
    val unavailable = failure(503, retried.getScoreWithHttpInfo(added.id, null))
    check(unavailable.code == FailureCode.service_unavailable) { unavailable }
    check(retried.getScore(added.id).data == updated) { "another score" }

    val attempts = AttemptsApi(url).listAttempts(added.id).data.attempts
    check(attempts.size == 3 && attempts.first().correct && attempts.first().number == 3L) { attempts }
    val latest = ChangesApi(url).listScoreChanges(after = "latest").data
    check(latest.events.isEmpty() && latest.next.isNotEmpty()) { latest }

    scores.removeScore(added.id)
    val removed = failure(404, scores.removeScoreWithHttpInfo(added.id, null))
    check(removed.code == FailureCode.score_does_not_exist) { removed }
    println("life of score ${added.id}; errors 412, 404, 401, 400, 503")
}

private fun <T> success(status: Int, response: ApiResponse<T>): Success<T> {
    check(response.statusCode == status && response is Success) { response }
    return response
}

/** Parses the body of an error. Waits as long as `Retry-After` says, which a 503 must have. */
private fun failure(status: Int, response: ApiResponse<*>): Failure {
    check(response.statusCode == status) { response }
    val body = when (response) {
        is ClientError -> response.body
        is ServerError -> response.body
        else -> error(response)
    }
    if (status == 503) {
        Thread.sleep(1000 * response.headers.entries.single { it.key.equals("Retry-After", ignoreCase = true) }.value.single().toLong())
    }
    return Serializer.jacksonObjectMapper.readValue(body as String, Failure::class.java)
}
