// The life of a score and each of its errors, by a client of openapi-generator (go). Exits with an error when a response
// is not as expected.
package main

import (
	"clients/target/scores"
	"clients/target/users"
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"
)

const password = "correct horse battery"
const unknownID = 9007199254740991

func main() {
	anyone := context.Background()
	configuration := users.NewConfiguration()
	configuration.Servers = users.ServerConfigurations{{URL: os.Getenv("USERS_URL")}}
	accounts := users.NewAPIClient(configuration).AccountsAPI
	name := fmt.Sprintf("go-%d", time.Now().UnixNano())
	account := users.NewNewAccount(name, name+"@example.com", password)
	user, _, err := accounts.Register(anyone).NewAccount(*account).Execute()
	succeed(err)
	credentials := users.NewCredentials(password)
	credentials.SetUsername(name)
	token, _, err := accounts.LogIn(anyone).Credentials(*credentials).Execute()
	succeed(err)

	url := os.Getenv("SCORES_URL")
	client := clientOf(url)
	caller := context.WithValue(anyone, scores.ContextAccessToken, token.AccessToken)

	added, response, err := client.ScoresAPI.UpsertScore(caller).ScoreDraft(draft(1, false)).Execute()
	succeed(err)
	score := added.Data
	check(response.StatusCode == 201 && score.UserId == user.Id && !score.Correct, added)
	_, response, err = client.ScoresAPI.UpsertScore(caller).ScoreDraft(draft(1, false)).Execute()
	succeed(err)
	check(response.StatusCode == 200, response.Status)

	read, response, err := client.ScoresAPI.GetScore(caller, score.Id).Execute()
	succeed(err)
	tag := response.Header.Get("ETag")
	check(read.Data.CreatedAt.Equal(score.CreatedAt), read)

	for exercise := int64(2); exercise <= 3; exercise++ {
		_, _, err = client.ScoresAPI.UpsertScore(caller).ScoreDraft(draft(exercise, true)).Execute()
		succeed(err)
	}
	first, _, err := client.ListsAPI.ListOwnScores(caller).Limit(2).Execute()
	succeed(err)
	last, _, err := client.ListsAPI.ListOwnScores(caller).Limit(2).After(first.Data.GetNext()).Execute()
	succeed(err)
	check(len(first.Data.Scores) == 2 && len(last.Data.Scores) == 1 && !last.Data.HasNext(), last)

	updated, _, err := client.ScoresAPI.UpdateScore(caller, score.Id).ScoreDraft(draft(1, true)).IfMatch(tag).Execute()
	succeed(err)
	check(updated.Data.Correct && updated.Data.GetAttemptsToSolve() == 3, updated)
	_, response, err = client.ScoresAPI.UpdateScore(caller, score.Id).ScoreDraft(draft(1, false)).IfMatch(tag).Execute()
	check(failure(err, response, 412).Code == scores.SCORE_HAS_CHANGED, err)

	_, response, err = client.ScoresAPI.GetScore(caller, unknownID).Execute()
	check(failure(err, response, 404).Code == scores.SCORE_DOES_NOT_EXIST, err)

	stranger := context.WithValue(anyone, scores.ContextAccessToken, "rejected")
	_, response, err = client.ListsAPI.ListOwnScores(stranger).Execute()
	check(failure(err, response, 401).Code == scores.INVALID_TOKEN, err)

	_, response, err = client.ScoresAPI.UpsertScore(caller).ScoreDraft(draft(0, true)).Execute()
	invalid := failure(err, response, 400)
	check(invalid.Code == scores.INVALID_PAYLOAD && invalid.Errors[0].Pointer == "/exercise_id", err)

	retried := clientOf(url + "/unavailable-once/go").ScoresAPI
	_, response, err = retried.GetScore(caller, score.Id).Execute()
	check(failure(err, response, 503).Code == scores.SERVICE_UNAVAILABLE, err)
	read, _, err = retried.GetScore(caller, score.Id).Execute()
	succeed(err)
	check(read.Data.UpdatedAt.Equal(updated.Data.UpdatedAt), read)

	attempts, _, err := client.AttemptsAPI.ListAttempts(caller, score.Id).Execute()
	succeed(err)
	newest := attempts.Data.Attempts[0]
	check(len(attempts.Data.Attempts) == 3 && newest.Correct && newest.Number == 3, attempts)
	latest, _, err := client.ChangesAPI.ListScoreChanges(caller).After("latest").Execute()
	succeed(err)
	check(len(latest.Data.Events) == 0 && latest.Data.Next != "", latest)

	_, _, err = client.ScoresAPI.RemoveScore(caller, score.Id).Execute()
	succeed(err)
	_, response, err = client.ScoresAPI.RemoveScore(caller, score.Id).Execute()
	check(failure(err, response, 404).Code == scores.SCORE_DOES_NOT_EXIST, err)
	fmt.Printf("life of score %d; errors 412, 404, 401, 400, 503\n", score.Id)
}

func clientOf(url string) *scores.APIClient {
	configuration := scores.NewConfiguration()
	configuration.Servers = scores.ServerConfigurations{{URL: url}}
	return scores.NewAPIClient(configuration)
}

func draft(exercise int64, correct bool) scores.ScoreDraft {
	return *scores.NewScoreDraft(exercise, correct)
}

// Returns the typed body of an error. Waits as long as Retry-After says, which a 503 must have.
func failure(err error, response *http.Response, status int) scores.Failure {
	var answer *scores.GenericOpenAPIError
	check(errors.As(err, &answer) && response.StatusCode == status, err)
	body, typed := answer.Model().(scores.Failure)
	check(typed, err)
	if status == 503 {
		seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
		succeed(err)
		time.Sleep(time.Duration(seconds) * time.Second)
	}
	return body
}

func succeed(err error) {
	check(err == nil, err)
}

func check(holds bool, found any) {
	if !holds {
		log.Panicf("%+v", found)
	}
}
