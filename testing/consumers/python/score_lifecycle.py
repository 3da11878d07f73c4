"""The life of a score and each of its errors, by a client of openapi-generator (python). Raises when a response is not as
expected."""

import os
import time
import uuid

import scores_client
import users_client
from scores_client import Failure, FailureCode, ScoreDraft

PASSWORD = "correct horse battery"
UNKNOWN_ID = 9_007_199_254_740_991


def client_of(url, token, **options):
    return scores_client.ApiClient(scores_client.Configuration(host=url, access_token=token, **options))


def failure_of(status, call, *arguments, **parameters) -> Failure:
    """Returns the typed body of an error. Waits as long as Retry-After says, which a 503 must have."""
    try:
        raise AssertionError(f"expected {status}, was: {call(*arguments, **parameters)}")
    except scores_client.ApiException as error:
        assert error.status == status, error
        assert isinstance(error.data, Failure), error
        if status == 503:
            time.sleep(int(error.headers["Retry-After"]))
        return error.data


accounts = users_client.AccountsApi(users_client.ApiClient(users_client.Configuration(host=os.environ["USERS_URL"])))
name = f"python-{uuid.uuid4()}"
user = accounts.register(users_client.NewAccount(username=name, email=f"{name}@example.com", password=PASSWORD))
token = accounts.log_in(users_client.Credentials(username=name, password=PASSWORD)).access_token

url = os.environ["SCORES_URL"]
client = client_of(url, token)
scores = scores_client.ScoresApi(client)
lists = scores_client.ListsApi(client)

added = scores.upsert_score_with_http_info(ScoreDraft(exercise_id=1, correct=False))
score = added.data.data
assert added.status_code == 201 and score.user_id == user.id and not score.correct, added
assert scores.upsert_score_with_http_info(ScoreDraft(exercise_id=1, correct=False)).status_code == 200

read = scores.get_score_with_http_info(score.id)
tag = next(value for name, value in read.headers.items() if name.lower() == "etag")
assert read.data.data.created_at == score.created_at, read

scores.upsert_score(ScoreDraft(exercise_id=2, correct=True))
scores.upsert_score(ScoreDraft(exercise_id=3, correct=True))
first = lists.list_own_scores(limit=2).data
last = lists.list_own_scores(limit=2, after=first.next).data
assert (len(first.scores), len(last.scores), last.next) == (2, 1, None), last

updated = scores.update_score(score.id, ScoreDraft(exercise_id=1, correct=True), if_match=tag).data
assert updated.correct and updated.attempts_to_solve == 3, updated
stale = failure_of(412, scores.update_score, score.id, ScoreDraft(exercise_id=1, correct=False), if_match=tag)
assert stale.code == FailureCode.SCORE_HAS_CHANGED, stale

unknown = failure_of(404, scores.get_score, UNKNOWN_ID)
assert unknown.code == FailureCode.SCORE_DOES_NOT_EXIST, unknown

rejected = failure_of(401, scores_client.ListsApi(client_of(url, "rejected")).list_own_scores)
assert rejected.code == FailureCode.INVALID_TOKEN, rejected

# The generated class would reject this value itself.
invalid = failure_of(400, scores.upsert_score, ScoreDraft.model_construct(exercise_id=0, correct=True))
assert invalid.code == FailureCode.INVALID_PAYLOAD, invalid
assert invalid.errors[0].pointer == "/exercise_id", invalid

# By default urllib3 waits and repeats reads itself.
patient = scores_client.ScoresApi(client_of(f"{url}/unavailable-once/python-default", token))
assert patient.get_score(score.id).data == updated
retried = scores_client.ScoresApi(client_of(f"{url}/unavailable-once/python", token, retries=0))
unavailable = failure_of(503, retried.get_score, score.id)
assert unavailable.code == FailureCode.SERVICE_UNAVAILABLE, unavailable
assert retried.get_score(score.id).data == updated

attempts = scores_client.AttemptsApi(client).list_attempts(score.id).data.attempts
assert [(attempt.number, attempt.correct) for attempt in attempts] == [(3, True), (2, False), (1, False)], attempts
latest = scores_client.ChangesApi(client).list_score_changes(after="latest").data
assert latest.events == [] and latest.next, latest

scores.remove_score(score.id)
removed = failure_of(404, scores.remove_score, score.id)
assert removed.code == FailureCode.SCORE_DOES_NOT_EXIST, removed
print(f"life of score {score.id}; errors 412, 404, 401, 400, 503")
