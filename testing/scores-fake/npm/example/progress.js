// A client of the scores service that repeats rejected requests once.

export async function markSolved(scores, token, exercise) {
  const request = () =>
    fetch(`${scores}/scores`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ exercise_id: exercise, correct: true }),
    });
  const first = await request();
  const response = first.status === 503 ? await request() : first;
  return response.ok;
}
